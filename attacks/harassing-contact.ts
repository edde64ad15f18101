import type { Attack } from '../sim/framework/attack.ts';
import { seconds } from '../sim/framework/time.ts';
import { sessionOf, walkIn } from './steps/walk-in.ts';
import { wasDone } from './steps/was-done.ts';

/**
 * Somebody turns again and again to a person who has barred him, and then, under another avatar, to a child whose guardian never allowed
 * it. Ages are not lied about. Breaks the protection of people.
 */
export const harassingContact: Attack = {
  id: 'A47',
  name: 'harassing-contact',
  summary: 'Contact that was barred goes on, and goes on under another avatar with a child.',
  classes: ['IA'],
  groups: ['R5'],
  breaks: 'protection',
  position: 'two accounts of adults, one of them barred by the person at whom it aims',
  knowledge: 'protocol',
  budget: 'two accounts, three contacts with each an attempt',
  preconditions: 'the person has barred the first account; the child is in the plaza',
  needs: ['accounts.barred', 'accounts.stranger', 'targets.barring', 'targets.child'],
  steps: ['pester', 'evade'],
  gains: ['contact'],
  observables: 'refused contacts of two accounts, one after the other',
  // One rule holds both: who is barred is not heard, and the other avatar is as strange to the child as the first.
  beatenBy: ['C31'],
  notBeatenBy: ['C32', 'C01', 'C12', 'C13', 'C25', 'C27'],
  residual: {
    rate: 0,
    reason: 'none against a child; a grown-up who barred one avatar would meet the other, which is not tried here',
  },
  references: ['ATT&CK v18.1 T1078', 'ATT&CK v18.1 T1585'],
  intensity: { everyNs: seconds(20), source: 'assumption' },
  *campaign(hand) {
    const { barring, child } = hand.stage.targets!;
    const waves = [
      ['pester', 'barred', barring!],
      ['evade', 'stranger', child!],
    ] as const;
    for (const [step, name, to] of waves) {
      const account = hand.stage.accounts[name]!;
      const { person } = account;
      hand.step(step);
      const line = yield* walkIn(hand, { ...account, keys: hand.account(name) });
      if (line === undefined) return;
      const visit = { person, band: 'adult', barred: [], at: hand.now, ...sessionOf(line) } as const;
      hand.say(line, { kind: 'visit', subject: person, dataClass: 'personal', body: visit });
      let said = -1;
      for (let contact = 0; contact < 3; contact++) {
        yield hand.wait(seconds(1));
        const words = { person, to, manner: 'follow', content: -1, rating: 'all', asks: null, about: -1 } as const;
        said = hand.say(line, { kind: 'say', subject: person, dataClass: 'public', body: words });
      }
      yield hand.wait(seconds(2));
      if (wasDone(line, said)) hand.gain('contact');
    }
  },
  goal: {
    over: 'facts',
    needed: 1,
    reached: (fact) => fact.kind === 'used' && fact.detail === 'contact' && fact.hostile && !fact.entitled,
  },
};
