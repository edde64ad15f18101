import { usualConfidence } from './interval.ts';
import { pairedDifference } from './paired.ts';
import type { PairedDifference } from './paired.ts';
import { proportionDifference } from './proportion.ts';
import { signTest } from './sign-test.ts';

/** Hits among the trials of one replication, of which there is one at least. */
export interface Share {
  readonly hits: number;
  readonly trials: number;
}

/** Differences that lie this near to one another, as a share of the largest, differ by rounding only. */
const rounding = 1e-12;

/** Whether every pair shows the same difference. */
function isAlike(first: readonly number[], second: readonly number[]): boolean {
  const apart = first.map((value, pair) => second[pair]! - value);
  const largest = Math.max(...apart.map(Math.abs));
  return apart.every((one) => Math.abs(one - apart[0]!) <= rounding * largest);
}

/**
 * Second arm minus first as `pairedDifference` has it, but for pairs that all show the same: they have no spread, and Student would be
 * certain of two of them. There p is the exact sign test's, and no interval is told unless nothing differs at all.
 */
export function pairedAmounts(
  first: readonly number[],
  second: readonly number[],
  confidence = usualConfidence,
): PairedDifference {
  const found = pairedDifference(first, second, confidence);
  if (found.n < 2 || !isAlike(first, second)) return found;
  return {
    ...found,
    interval: found.mean === 0 ? found.interval : null,
    pValue: signTest(first, second).pValue,
  };
}

/** The same of amounts over the replications in which both arms know the value; n is 0 where there is none. */
export const knownDifference = (
  first: readonly (number | null)[],
  second: readonly (number | null)[],
  confidence = usualConfidence,
): PairedDifference => {
  const pairs = second.flatMap((after, replication) => {
    const before = first[replication] ?? null;
    return before === null || after === null ? [] : [[before, after] as const];
  });
  return pairedAmounts(
    pairs.map(([before]) => before),
    pairs.map(([, after]) => after),
    confidence,
  );
};

/**
 * Second share minus first, pair by pair. Where every pair shows the same, or there is one only, the pairs' own interval would have no
 * width: then that of two independent proportions stands, which is wider.
 */
export function pairedShares(
  first: readonly Share[],
  second: readonly Share[],
  confidence = usualConfidence,
): PairedDifference {
  const rates = (shares: readonly Share[]): readonly number[] => shares.map(({ hits, trials }) => hits / trials);
  const [one, other] = [rates(first), rates(second)];
  const found = pairedAmounts(one, other, confidence);
  if (found.n === 0 || (found.n > 1 && !isAlike(one, other))) return found;
  const pooled = (shares: readonly Share[]): Share => ({
    hits: shares.reduce((sum, { hits }) => sum + hits, 0),
    trials: shares.reduce((sum, { trials }) => sum + trials, 0),
  });
  return { ...found, interval: proportionDifference(pooled(first), pooled(second), confidence) };
}
