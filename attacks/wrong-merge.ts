import type { Attack, Leaving } from '../sim/framework/attack.ts';
import type { Correlating } from '../sim/framework/messages/correlation.ts';
import { seconds } from '../sim/framework/time.ts';

/**
 * Two platforms put words into the mouths of two things, as they pass them on to the correlation service: that an identity of the one
 * and an identity of the other belong together. What the one says then moves the twin of the other. Breaks integrity of identities.
 */
export const wrongMerge: Attack = {
  id: 'A52',
  name: 'wrong-merge',
  summary: 'Two platforms have two different things taken for one by a correlation service.',
  classes: ['IX'],
  groups: ['R2'],
  breaks: 'integrity',
  position: 'inside the things agents of two platforms',
  knowledge: 'configuration',
  budget: 'the words of two identities for 40 s an attempt',
  preconditions: 'two things agree at the same time that their identities be put together',
  needs: ['insiders.agent 1', 'insiders.agent 2'],
  steps: ['listen', 'alter'],
  observables: 'words whose signature does not hold',
  // Each word is signed by the identity that says it, and both must say the same.
  beatenBy: ['C50'],
  notBeatenBy: ['C01', 'C32', 'C12', 'C27', 'C26', 'C18'],
  residual: { rate: 0, reason: 'none is known; two things whose owners want to be taken for one are' },
  references: ['ATT&CK v18.1 T1199', 'ATT&CK v18.1 T1565.002'],
  intensity: { everyNs: seconds(20), source: 'assumption' },
  *campaign(hand) {
    const { insiders } = hand.stage;
    let [one, two, partner, heardNs] = [-1, -1, -1, -Infinity];
    const naming = (leaving: Leaving, other: number) => {
      return { ...leaving, body: { ...(leaving.body as Correlating), other } };
    };
    hand.step('listen');
    hand.inside(insiders['agent 1']!, (leaving) => {
      if (leaving.kind !== 'map' || leaving.body === null) return undefined;
      // Who has fallen silent may have another identifier by now.
      if (hand.now - heardNs > seconds(6))
        [one, two, partner] = [leaving.subject, -1, (leaving.body as Correlating).other];
      if (leaving.subject !== one) return undefined;
      heardNs = hand.now;
      return two < 0 ? undefined : naming(leaving, two);
    });
    hand.inside(insiders['agent 2']!, (leaving) => {
      if (leaving.kind !== 'map' || one < 0 || leaving.subject === partner) return undefined;
      if (two < 0) hand.step('alter');
      if (two < 0) two = leaving.subject;
      return leaving.subject === two ? naming(leaving, one) : undefined;
    });
    yield hand.wait(seconds(40));
  },
  goal: {
    over: 'facts',
    needed: 1,
    reached: (fact) => fact.kind === 'used' && fact.detail === 'identity' && !fact.oneThing,
  },
};
