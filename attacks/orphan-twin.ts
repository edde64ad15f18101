import type { Attack } from '../sim/framework/attack.ts';
import type { Bodies } from '../sim/framework/message.ts';
import { seconds } from '../sim/framework/time.ts';

type Report = Bodies['report'];

/**
 * A platform that has sold a thing keeps its twin alive: code in its things agent notices that a thing's reports are passed on no more,
 * and puts more of what it said last, as if it were new, in the place of those of things that the platform still holds. Breaks access.
 */
export const orphanTwin: Attack = {
  id: 'A45',
  name: 'orphan-twin',
  summary: 'A platform that has sold a thing goes on moving the twin that it kept of it.',
  classes: ['PV', 'IX'],
  groups: ['R2', 'R5'],
  breaks: 'access',
  position: 'inside the things agent of a platform that has sold things',
  knowledge: 'configuration',
  budget: 'one agent; a report every two seconds, for a minute and a half an attempt',
  preconditions: 'a thing is sold while the attacker is inside its old holder, which still holds others',
  needs: ['insiders.former holder'],
  steps: ['keep', 'go-on'],
  observables: 'reports of a sold thing inside its old holder, under no seal of that thing',
  // What moves a twin must be sealed by the thing itself, and the former holder has no key of it.
  beatenBy: ['C16'],
  notBeatenBy: ['C38', 'C47', 'C01', 'C32', 'C12', 'C11'],
  residual: {
    rate: 0,
    reason: 'none is known; a platform that rebuilds its whole inside is bound by its contract alone',
  },
  references: ['ATT&CK v18.1 T1199', 'ATT&CK v18.1 T1565.002'],
  intensity: { everyNs: seconds(5), source: 'assumption' },
  *campaign(hand) {
    const kept = new Map<number, { readonly atNs: number; readonly said: Report | null }>();
    let saidNs = 0;
    hand.step('keep');
    hand.inside(hand.stage.insiders['former holder']!, ({ kind, subject, dataClass, body }) => {
      if (kind !== 'report') return undefined;
      kept.set(subject, { atNs: hand.now, said: body as Report | null });
      // Longer than any sensor here is silent by itself (assumption).
      const sold = [...kept].find(([, { atNs }]) => hand.now - atNs > seconds(20));
      if (sold === undefined || hand.now - saidNs < seconds(2)) return undefined;
      if (saidNs === 0) hand.step('go-on');
      saidNs = hand.now;
      const [thing, { said }] = sold;
      // What it said last, or anything where that was sealed.
      const report = said ?? ({ quantity: 'temperature', value: 21 } as const);
      return { kind, subject: thing, dataClass, body: { ...report, at: hand.now } };
    });
    yield hand.wait(seconds(90));
  },
  goal: {
    over: 'facts',
    needed: 1,
    reached: (fact) => fact.kind === 'used' && fact.detail === 'twin' && !fact.entitled,
  },
};
