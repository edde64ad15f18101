import type { Hand, Line, Wait } from '../../sim/framework/attack.ts';
import { firstSubjectWithoutNode } from '../../sim/framework/datum.ts';

/** Rooms of which records have come back on a line. */
export const roomsRead = ({ inbox }: Line): number =>
  new Set(
    inbox.flatMap(({ kind, body }) =>
      kind === 'records' && body !== null && body.records.length > 0 ? [body.room] : [],
    ),
  ).size;

/** Who asks an archive, with the number of its session where it has one to state. */
interface Asker {
  readonly person: number;
  readonly session?: number;
}

/** Asks the archive for the records of a room, in a person's name. */
export function askRoom(hand: Hand, line: Line, asked: Asker & { readonly room: number }): void {
  const subject = firstSubjectWithoutNode + asked.room;
  hand.say(line, { kind: 'query', subject, dataClass: 'operational', body: { first: 0, ...asked } });
}

/** The same of every room of the stage, one after the other. */
export function* askRooms(hand: Hand, line: Line, asker: Asker, everyNs: number): Generator<Wait, void, void> {
  for (const room of hand.stage.rooms) {
    askRoom(hand, line, { ...asker, room });
    yield hand.wait(everyNs);
  }
}
