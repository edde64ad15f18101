import type { Attack } from '../sim/framework/attack.ts';
import { seconds } from '../sim/framework/time.ts';
import { sessionOf, walkIn } from './steps/walk-in.ts';
import { wasDone } from './steps/was-done.ts';

/**
 * A grown-up with an account of his own comes in as a child, on nothing but his word, and turns to a child as one of its own; where that
 * does not help he writes the guardian's consent himself and tries again. Breaks the protection of a minor.
 */
export const ageGateBypass: Attack = {
  id: 'A46',
  name: 'age-gate-bypass',
  summary: 'An adult claims to be a child, or forges a guardian’s consent, and contacts a minor.',
  classes: ['IA'],
  groups: ['R5', 'R2'],
  breaks: 'protection',
  position: 'an account of an adult whom no guardian has allowed anything',
  knowledge: 'protocol',
  budget: 'one account, one false claim, one forged consent and two contacts an attempt',
  preconditions: 'a minor and its guardian are known by name and the minor is in the plaza',
  needs: ['accounts.stranger', 'targets.child', 'targets.guardian'],
  steps: ['claim', 'forge'],
  gains: ['contact'],
  observables: 'a claim of age without endorsement, a consent in the name of somebody else, refused contacts',
  // An age without endorsement counts for nothing, and contact across the age line needs a guardian: each alone lets him through when
  // it is out. The forged consent fails at the door twice, by rights and by token.
  beatenBy: ['C25', 'C31'],
  notBeatenBy: ['C32', 'C01', 'C11', 'C16', 'C27'],
  residual: { rate: 0, reason: 'none is known; a child’s own account in his hands would pass' },
  references: ['ATT&CK v18.1 T1036', 'ATT&CK v18.1 T1078', 'CAPEC-195'],
  intensity: { everyNs: seconds(20), source: 'assumption' },
  *campaign(hand) {
    const account = hand.stage.accounts['stranger']!;
    const { person } = account;
    const { child: minor, guardian } = hand.stage.targets!;
    const words = { person, to: minor!, manner: 'say', content: 0, rating: 'all', asks: null, about: -1 } as const;
    hand.step('claim');
    const line = yield* walkIn(hand, { ...account, keys: hand.account('stranger') });
    if (line === undefined) return;
    const visit = { person, band: 'child', barred: [], at: hand.now, ...sessionOf(line) } as const;
    hand.say(line, { kind: 'visit', subject: person, dataClass: 'personal', body: visit });
    yield hand.wait(seconds(1));
    const first = hand.say(line, { kind: 'say', subject: person, dataClass: 'public', body: words });
    yield hand.wait(seconds(2));
    hand.step('forge');
    const consent = { person: guardian!, minor: minor!, friends: [person], at: hand.now };
    hand.say(line, { kind: 'contactConsent', subject: minor!, dataClass: 'child', body: consent });
    yield hand.wait(seconds(1));
    const second = hand.say(line, { kind: 'say', subject: person, dataClass: 'public', body: words });
    yield hand.wait(seconds(3));
    if (wasDone(line, first) || wasDone(line, second)) hand.gain('contact');
  },
  goal: {
    over: 'facts',
    needed: 1,
    reached: (fact) => fact.kind === 'used' && fact.detail === 'contact' && fact.hostile && !fact.entitled,
  },
};
