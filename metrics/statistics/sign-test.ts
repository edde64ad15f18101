import { betaCdf } from './beta.ts';

/** Which way pairs go, and how likely a split as uneven is where neither way is favoured. */
export interface SignTest {
  /** Pairs in which the second is more, and less, than the first; the others are left out. */
  readonly more: number;
  readonly less: number;
  /** Two-sided; 1 where no pair goes either way. */
  readonly pValue: number;
}

/**
 * Exact sign test of pairs (J. Arbuthnot 1710; W. J. Dixon, A. M. Mood, JASA 41, 1946). Of runs that succeed (1) or fail (0) under two arms with
 * shared random numbers it is McNemar's exact test (Q. McNemar, Psychometrika 12, 1947). RangeError when the lists have different lengths.
 */
export function signTest(first: readonly number[], second: readonly number[]): SignTest {
  if (first.length !== second.length) {
    throw new RangeError(`pairs need equal numbers of replications, got ${first.length} and ${second.length}`);
  }
  const more = first.filter((value, pair) => second[pair]! > value).length;
  const less = first.filter((value, pair) => second[pair]! < value).length;
  const rarer = Math.min(more, less);
  // P(Bin(n, 1/2) <= k) = I_1/2(n - k, k + 1).
  const pValue = more === less ? 1 : Math.min(1, 2 * betaCdf(more + less - rarer, rarer + 1, 0.5));
  return { more, less, pValue };
}
