import type { Hand, Line, Wait } from '../../sim/framework/attack.ts';
import { firstSubjectWithoutNode } from '../../sim/framework/datum.ts';

/** Rooms of which records have come back on a line. */
export const roomsRead = ({ inbox }: Line): number =>
  new Set(
    inbox.flatMap(({ kind, body }) =>
      kind === 'records' && body !== null && body.records.length > 0 ? [body.room] : [],
    ),
  ).size;

/** Asks the archive for the records of every room of the stage, in a person's name, one after the other. */
export function* askRooms(hand: Hand, line: Line, person: number, everyNs: number): Generator<Wait, void, void> {
  for (const room of hand.stage.rooms) {
    const subject = firstSubjectWithoutNode + room;
    hand.say(line, { kind: 'query', subject, dataClass: 'operational', body: { room, first: 0, person } });
    yield hand.wait(everyNs);
  }
}
