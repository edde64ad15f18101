import type { Attack } from '../sim/framework/attack.ts';
import { purposes } from '../sim/framework/datum.ts';
import { seconds } from '../sim/framework/time.ts';

/**
 * An operator rewrites, on the medium of whoever uses readings, what people have said of consent: to everything, just now. Breaks access:
 * the policy is asked, and is no longer theirs.
 */
export const policyTamper: Attack = {
  id: 'A29',
  name: 'policy-tamper',
  summary: 'An operator rewrites on the medium what people have agreed to.',
  classes: ['IA'],
  groups: ['R5'],
  breaks: 'access',
  position: 'an operator with reach of the medium on which choices lie',
  knowledge: 'configuration',
  budget: 'one look at the medium and one write a choice, each attempt',
  preconditions: 'choices lie on the medium, and are read from there again',
  needs: ['insiders.policy store', 'hand.layDown'],
  steps: ['look', 'rewrite'],
  gains: ['choices'],
  observables: 'choices that a store’s own control refuses; writing on the medium leaves no other trace',
  // Either is enough: what is not sealed with the store's key does not open (C30), and has not the store's tag (C51).
  beatenBy: ['C30', 'C51'],
  notBeatenBy: ['C12', 'C27', 'C32', 'C01'],
  residual: { rate: 0, reason: 'none is known; a choice can still be destroyed, and then nothing is agreed to' },
  references: ['ATT&CK v18.1 T1565.001'],
  intensity: { everyNs: seconds(20), source: 'assumption' },
  *campaign(hand) {
    const store = hand.stage.insiders['policy store']!;
    hand.step('look');
    const there = hand.readMedium(store);
    if (there.some(({ body }) => body !== null)) hand.gain('choices');
    hand.step('rewrite');
    for (const record of there) {
      const room = Number(record.key.slice(record.key.lastIndexOf('/') + 1));
      // The key names the room, so that it works on what is sealed as well.
      hand.layDown(store, record.key, record, { person: -1, room, agreed: purposes, since: hand.now });
    }
    yield hand.wait(seconds(15));
  },
  goal: { over: 'facts', needed: 1, reached: (fact) => fact.kind === 'loaded' && fact.forged },
};
