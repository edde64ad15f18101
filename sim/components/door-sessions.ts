import type { Stream } from '../kernel/stream.ts';
import type { VisitorRange } from './visitors.ts';

/** Sessions of persons at the avatar agent that let them in, in columns: a row for each node and person. */
export interface DoorSessions {
  readonly range: VisitorRange;
  /** Its number, 0 while there is none. */
  readonly number: Float64Array;
  /** Until when it lasts, ns on the node's own clock. */
  readonly untilNs: Float64Array;
}

/** Numbers that nobody guesses: 48 bits. */
const numbers = 281_474_976_710_655;

/** Nobody has come in yet at any of `count` nodes. */
export const doorSessions = (count: number, range: VisitorRange = { first: 0, count: 0 }): DoorSessions => ({
  range,
  number: new Float64Array(count * range.count),
  untilNs: new Float64Array(count * range.count),
});

const rowOf = ({ range }: DoorSessions, index: number, person: number): number => {
  const place = person - range.first;
  return place >= 0 && place < range.count ? index * range.count + place : -1;
};

/**
 * A person has come in: its session, which goes on where there is one, and until when. A session is its bearer's: whoever states its
 * number is taken for the person, on whatever line.
 */
export function beginSession(
  sessions: DoorSessions,
  index: number,
  person: number,
  { now, random, lifeNs }: { readonly now: number; readonly random: Stream; readonly lifeNs: number },
): { readonly session?: number; readonly untilNs?: number } {
  const row = rowOf(sessions, index, person);
  if (row < 0) return {};
  if (now >= sessions.untilNs[row]!) sessions.number[row] = 1 + random.below(numbers);
  sessions.untilNs[row] = now + lifeNs;
  return { session: sessions.number[row]!, untilNs: sessions.untilNs[row]! };
}

/** Whether a number is that of a person’s session, and the session lasts. */
export function sessionHolds(
  sessions: DoorSessions,
  index: number,
  { person, session = 0 }: { readonly person: number; readonly session?: number },
  nowNs: number,
): boolean {
  const row = rowOf(sessions, index, person);
  return row >= 0 && session > 0 && session === sessions.number[row] && nowNs < sessions.untilNs[row]!;
}

/** The sessions of a node are forgotten: everybody comes in anew. */
export function forgetSessions({ range, number, untilNs }: DoorSessions, index: number): void {
  number.fill(0, index * range.count, (index + 1) * range.count);
  untilNs.fill(0, index * range.count, (index + 1) * range.count);
}
