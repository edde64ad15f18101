import type { Hand, Line, Wait } from '../../sim/framework/attack.ts';
import { firstSubjectWithoutNode } from '../../sim/framework/datum.ts';
import { sessionOf } from './walk-in.ts';

/** Rooms of which records have come back on a line. */
export const roomsRead = ({ inbox }: Line): number =>
  new Set(
    inbox.flatMap(({ kind, body }) =>
      kind === 'records' && body !== null && body.records.length > 0 ? [body.room] : [],
    ),
  ).size;

/** Asks the archive for the records of a room, in a person's name and with the session that the line was given, or another one. */
export function askRoom(
  hand: Hand,
  line: Line,
  asked: { readonly room: number; readonly person: number; readonly session?: number },
): void {
  const subject = firstSubjectWithoutNode + asked.room;
  hand.say(line, {
    kind: 'query',
    subject,
    dataClass: 'operational',
    body: { first: 0, ...sessionOf(line), ...asked },
  });
}

/** The same of every room of the stage, one after the other. */
export function* askRooms(
  hand: Hand,
  line: Line,
  asker: { readonly person: number; readonly session?: number },
  everyNs: number,
): Generator<Wait, void, void> {
  for (const room of hand.stage.rooms) {
    askRoom(hand, line, { ...asker, room });
    yield hand.wait(everyNs);
  }
}
