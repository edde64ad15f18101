import { EMPTY } from './event-records.ts';
import type { EventRecords } from './event-records.ts';

/**
 * An event that would move more records of the sorted bottom than this does not go there: what is in flight must not
 * cost its square.
 */
const MOVES_MAX = 24;

/**
 * The sorted bottom of the ladder: the earliest pending records, by (time, tie) downwards, so that the last one is the
 * head.
 */
export class Bottom {
  /** Records that are pending; the head is the one in place `live - 1`. */
  live = 0;
  times = new Float64Array(128);
  /**
   * Places 0..live-1 name pending records; places live..held-1 name records which already ran and are free for another
   * event.
   */
  places = new Int32Array(128);
  private held = 0;
  private chain = EMPTY;
  private readonly records: EventRecords;

  constructor(records: EventRecords) {
    this.records = records;
  }

  /** Whether an event at this time would move too many records. */
  isDeep(time: number): boolean {
    return this.live >= MOVES_MAX && this.times[this.live - MOVES_MAX]! <= time;
  }

  /** Sorts in one more event and returns the place for its record. */
  place(time: number, tie: number): number {
    if (this.live === this.held) {
      if (this.held === this.places.length) this.grow();
      this.chain = this.records.next(this.chain);
      this.places[this.held++] = this.chain;
    }
    const record = this.places[this.live]!;
    this.sortIn(time, tie, record);
    return record;
  }

  /** Sorts the records of a chain, at most 128 and staying where they are, into the empty bottom. */
  fill(chain: number): void {
    const { records } = this;
    const { doubles } = records;
    this.chain = chain;
    for (let last = chain; last !== EMPTY; last = records.shorter(last)) {
      // From the last to the first: events scheduled in order of time are then in the order of the bottom already.
      for (let record = last; record >= records.firstOf(last); record--) {
        this.sortIn(doubles[4 * record]!, doubles[4 * record + 1]!, record);
      }
    }
    this.held = this.live;
  }

  /** Frees the records; nothing is pending here any more. */
  clear(): void {
    for (let last = this.chain; last !== EMPTY; last = this.records.freeLast(last));
    this.chain = EMPTY;
    this.live = 0;
    this.held = 0;
  }

  /** Moves the pending records into a chain. */
  empty(): number {
    let chain = EMPTY;
    for (let at = 0; at < this.live; at++) {
      chain = this.records.next(chain);
      this.records.copy(this.places[at]!, chain);
    }
    this.clear();
    return chain;
  }

  private sortIn(time: number, tie: number, record: number): void {
    const { times, places } = this;
    const { doubles } = this.records;
    let at = this.live++;
    for (; at > 0; at--) {
      const otherTime = times[at - 1]!;
      const other = places[at - 1]!;
      if (otherTime > time || (otherTime === time && doubles[4 * other + 1]! > tie)) break;
      times[at] = otherTime;
      places[at] = other;
    }
    times[at] = time;
    places[at] = record;
  }

  private grow(): void {
    const times = new Float64Array(this.held * 2);
    times.set(this.times);
    this.times = times;
    const places = new Int32Array(this.held * 2);
    places.set(this.places);
    this.places = places;
  }
}
