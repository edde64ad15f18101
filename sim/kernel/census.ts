import { EMPTY } from './event-records.ts';
import type { EventRecords } from './event-records.ts';

/** How the keys of the records in a chain lie, from which a rung chooses its buckets. */
export interface Census {
  count: number;
  /** Whether all records stand in one tick, so that only their ties tell them apart. */
  oneTick: boolean;
  /** Time of all records, when they stand in one tick. */
  tick: number;
  /** Smallest key: a tie when all records stand in one tick, else a time. */
  first: number;
  /** Largest key. */
  last: number;
  /** Mean of the keys, counted from the smallest. */
  mean: number;
}

/** A census of nothing, to be filled again and again. */
export const emptyCensus = (): Census => ({ count: 0, oneTick: false, tick: 0, first: 0, last: 0, mean: 0 });

/** Takes the census of a chain: of the times, or of the ties when all times are equal. */
export const takeCensus = (records: EventRecords, chain: number, census: Census): void => {
  census.count = records.count(chain);
  takeKeys(records, chain, 0, census);
  census.oneTick = census.first === census.last;
  if (!census.oneTick) return;
  census.tick = census.first;
  takeKeys(records, chain, 1, census);
};

/** Smallest, largest and mean of the doubles number `field` of the records. */
const takeKeys = (records: EventRecords, chain: number, field: 0 | 1, census: Census): void => {
  const { doubles } = records;
  let first = Infinity;
  let last = -Infinity;
  const base = doubles[4 * chain + field]!; // sums of differences stay small, sums of times would lose the nanoseconds
  let sum = 0;
  for (let end = chain; end !== EMPTY; end = records.shorter(end)) {
    for (let record = records.firstOf(end); record <= end; record++) {
      const key = doubles[4 * record + field]!;
      sum += key - base;
      if (key < first) first = key;
      if (key > last) last = key;
    }
  }
  census.first = first;
  census.last = last;
  census.mean = sum / census.count + (base - first);
};
