import type { Attack } from '../sim/framework/attack.ts';
import { seconds } from '../sim/framework/time.ts';

/**
 * Who relays a wire breaks the channel on it, takes transport security out of what the next hello offers, and reads on as both
 * ends make do without. Breaks confidentiality of what passes there.
 */
export const cipherDowngrade: Attack = {
  id: 'A10',
  name: 'cipher-downgrade',
  summary: 'A relay takes transport security out of what a hello offers, and reads the channel that opens in clear.',
  classes: ['PV', 'IX'],
  groups: ['R4'],
  breaks: 'confidentiality',
  position: 'on a wire between two parties, in both directions',
  knowledge: 'protocol',
  budget: 'one broken record and every hello for twenty seconds an attempt',
  preconditions: 'the attacker relays the wire',
  needs: ['wires.relayed', 'hand.strip'],
  steps: ['break', 'strip', 'read'],
  gains: ['traffic'],
  observables:
    'a broken record, then openings in which less is agreed on than both ends have, or that are refused for it',
  // C32 is what there is to lose: without it nothing has to be stripped, and alone it is no help once it is taken out of the offer.
  // C33 asks for it whatever was offered, and C01 besides for a proof that signs what was offered; without C01 no command passes here.
  // C16 leaves nothing to read of what is sealed for a thing. Between platforms C42 misses C32 too, where the other’s label promises it.
  beatenBy: ['C32', 'C33', 'C16'],
  notBeatenBy: ['C03', 'C04', 'C11', 'C12'],
  residual: { rate: 0, reason: 'none is known; the traffic stops for as long as hellos are stripped' },
  references: ['ATT&CK v18.1 T1562.010', 'ATT&CK v18.1 T1557', 'EMB3D 2.0.1 TID-411', 'CAPEC-620'],
  intensity: { everyNs: seconds(15), source: 'assumption' },
  *campaign(hand) {
    const there = hand.stage.wires['relayed']!;
    const back = { ...there, from: there.to, to: there.from };
    let [broken, read] = [false, false];
    hand.step('break');
    for (const wire of [there, back]) {
      hand.strip(wire, () => {
        hand.step('strip');
        return [];
      });
    }
    hand.tap(there, ({ clear, atNs }) => {
      if (clear === null && !broken) {
        broken = true;
        // Blind: what it puts there breaks the record, and the channel with it.
        return { body: { quantity: 'temperature', value: 20, at: atNs } };
      }
      if (clear !== null && !read) {
        read = true;
        hand.step('read');
        hand.gain('traffic');
      }
      return 'pass';
    });
    yield hand.wait(seconds(20));
  },
  goal: { over: 'facts', needed: 1, reached: (fact) => fact.kind === 'disclosed' && !fact.entitled },
};
