import type { Census } from './census.ts';
import { EMPTY } from './event-records.ts';

/**
 * Records for each bucket of a new rung. A bucket gains more while the rung is drained: the span below makes that about
 * four times as many.
 */
const RECORDS_PER_BUCKET = 4;

/**
 * Most buckets of a rung: the lines to which a large agenda appends stay in the cache, and its buckets are divided once
 * more. Measured.
 */
const BUCKETS_MAX = 1024;

/** Fewest buckets of a rung: dividing must make progress. */
const BUCKETS_MIN = 8;

/**
 * A rung's buckets reach this many times as far as its mean record; what lies farther overflows, so that outliers
 * cannot widen the buckets.
 */
const SPAN_IN_MEANS = 4;

/**
 * One rung of the ladder: buckets of equal width over a stretch of time, or over the ties of one single tick, and an
 * overflow behind the last.
 *
 * Where a record belongs is decided only by `position`, which never decreases with (time, tie): whatever rounding does
 * to it, records of an earlier bucket come before those of a later one.
 */
export class Rung {
  /** First bucket that is still to be drained. */
  next = 0;
  /** Number of buckets. */
  count = 0;
  /** Number of records in the buckets and the overflow. */
  held = 0;
  /** Last record of each bucket, as a chain of `EventRecords`. */
  tails: Int32Array = new Int32Array(BUCKETS_MAX).fill(EMPTY);
  /** Chain of the records behind the last bucket. */
  overflow = EMPTY;
  private tick = -1; // the only time in the buckets, when they divide its ties; -1 when they divide times
  private start = 0;
  private perUnit = 0;

  /**
   * Where a record belongs: below `next` to what is already drained, from `count` on to the overflow, else to bucket
   * floor(position).
   */
  position(time: number, tie: number): number {
    if (this.tick < 0) return Math.max(0, (time - this.start) * this.perUnit);
    if (time === this.tick) return Math.max(0, (tie - this.start) * this.perUnit);
    return time > this.tick ? Infinity : 0;
  }

  /**
   * Sets buckets for records with this census. All buckets must be empty. Throws a RangeError when no key tells the
   * records apart.
   */
  divide(census: Census): void {
    const extent = census.last - census.first;
    if (!(extent > 0)) throw new RangeError(`agenda: several events at ${census.tick} ns under one tie`);
    // A little more, so that the last one is not just behind.
    const span = Math.min(extent, census.mean * SPAN_IN_MEANS) * (1 + 2e-9);
    let count = BUCKETS_MIN;
    while (count * RECORDS_PER_BUCKET < census.count && count < BUCKETS_MAX) count *= 2;
    this.tick = census.oneTick ? census.tick : -1;
    this.start = census.first;
    this.perUnit = count / span;
    this.next = 0;
    this.count = count;
    this.held = 0;
  }

  /** Takes out the chain of the next bucket that holds records; EMPTY when none does. */
  takeBucket(): number {
    const { tails, count } = this;
    let next = this.next;
    let chain = EMPTY;
    while (next < count && chain === EMPTY) chain = tails[next++]!;
    if (chain !== EMPTY) tails[next - 1] = EMPTY;
    this.next = next;
    return chain;
  }

  /** Takes out the chain of the overflow. */
  takeOverflow(): number {
    const chain = this.overflow;
    this.overflow = EMPTY;
    return chain;
  }
}
