import type { Hand, Line, Wait } from '../../sim/framework/attack.ts';
import { firstSubjectWithoutNode } from '../../sim/framework/datum.ts';

/** Asks the archive for the records of every room of the stage, in a person's name, one after the other. */
export function* askRooms(hand: Hand, line: Line, person: number, everyNs: number): Generator<Wait, void, void> {
  for (const room of hand.stage.rooms) {
    const subject = firstSubjectWithoutNode + room;
    hand.say(line, { kind: 'query', subject, dataClass: 'operational', body: { room, first: 0, person } });
    yield hand.wait(everyNs);
  }
}
