/**
 * What a kernel asks of the structure that holds its pending events: the total order (time, tie), tickets, and lazy
 * removal.
 *
 * `Agenda` (ladder queue) and `HeapAgenda` (4-ary heap) keep it; they must give the same order on every schedule.
 */
export interface PendingEvents {
  /** Events that are pending; cancelled ones do not count. */
  readonly size: number;
  /** Time of the event that `pop` loaded last, in whole nanoseconds. */
  readonly time: number;
  /** Tie of the event that `pop` loaded last: smaller runs first within one nanosecond. */
  readonly tie: number;
  /** Handler id of the event that `pop` loaded last. */
  readonly handler: number;
  /** First argument of the event that `pop` loaded last (32 bits, signed). */
  readonly a: number;
  /** Second argument of the event that `pop` loaded last (32 bits, signed). */
  readonly b: number;

  /**
   * Adds one event and returns its ticket for `cancel`.
   *
   * `timeNs` is a whole number, from 0 to 2^53 - 1, (time, tie) is unique, `handler`, `a` and `b` are signed 32-bit
   * integers; the kernel checks all of it. Throws a RangeError beyond 2^25 events held at once.
   */
  insert(timeNs: number, tie: number, handler: number, a: number, b: number): number;

  /** Takes an event out before it runs; false when it already ran or was already cancelled. */
  cancel(ticket: number): boolean;

  /**
   * Takes the earliest event out and loads it into `time`, `tie`, `handler`, `a` and `b`; false when nothing is
   * pending.
   */
  pop(): boolean;

  /** Time of the earliest event, Infinity when nothing is pending. */
  nextTime(): number;

  /** Tie of the earliest event, Infinity when nothing is pending. */
  nextTie(): number;
}
