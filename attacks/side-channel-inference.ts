import type { Attack } from '../sim/framework/attack.ts';
import { seconds } from '../sim/framework/time.ts';
import { stirs } from './steps/stirring.ts';

/** By how many s a statement may be late (assumption). */
const lateSeconds = 4;

/**
 * Who hears the radio of a building tells from when sensors speak, which is all that a protected wire shows, when somebody comes into a
 * room. Breaks privacy.
 */
export const sideChannelInference: Attack = {
  id: 'A32',
  name: 'side-channel-inference',
  summary: 'Times of protected messages on the radio tell when somebody comes into a room.',
  classes: ['PV', 'IA'],
  groups: ['R4'],
  breaks: 'privacy',
  position: 'in reach of the radio of a building, on the wires of its motion sensors',
  knowledge: 'configuration',
  budget: 'one statement for each of four rooms, within a minute and a half',
  preconditions: 'motion is reported when it has changed, and every 10 s where it has not',
  needs: ['wires.presence 1', 'hand.infer'],
  steps: ['listen', 'infer'],
  observables: 'none: nothing is sent, altered or held back',
  // What is said is sealed, and who says it proved; when it is said is not hidden by any of that.
  beatenBy: ['C36'],
  notBeatenBy: ['C32', 'C01', 'C16', 'C17', 'C18', 'C19'],
  // Blind, a statement is right with the chance that somebody came within the last 4 s, 1 in 15 where each room is booked every minute: three
  // or four of four in 1 attempt of 900.
  residual: { rate: 0, reason: 'three of four statements right by chance are not expected; single ones are' },
  references: ['ATT&CK v18.1 T1040'],
  intensity: { everyNs: seconds(20), source: 'assumption' },
  *campaign(hand) {
    const wires = Object.entries(hand.stage.wires).flatMap(([name, wire]) =>
      name.startsWith('presence') ? [wire] : [],
    );
    hand.step('listen');
    const rooms = wires.map((wire) => ({ wire, heardNs: [] as number[], told: false }));
    for (const { wire, heardNs } of rooms) {
      hand.tap(wire, ({ atNs }) => {
        heardNs.push(atNs);
        return 'pass';
      });
    }
    hand.step('infer');
    // Whoever has noticed nothing in the end says something all the same.
    for (let left = 90; left >= 0 && rooms.some(({ told }) => !told); left--) {
      for (const room of rooms) {
        if (room.told || (left > 0 && !stirs(room.heardNs, seconds(9.5)))) continue;
        hand.infer(room.wire, 'motion', 1, hand.now - seconds(lateSeconds));
        room.told = true;
      }
      yield hand.wait(seconds(1));
    }
  },
  goal: { over: 'facts', needed: 3, reached: (fact) => fact.kind === 'inferred' && !fact.wrong && !fact.entitled },
};
