import { usualConfidence } from './interval.ts';
import type { Interval } from './interval.ts';
import { Moments } from './moments.ts';
import { studentInterval } from './student.ts';

/** How many times as large one of two paired quantities is. */
export interface PairedRatio {
  /** Pairs behind it. */
  readonly n: number;
  /** Geometric mean of second over first. */
  readonly ratio: number;
  readonly interval: Interval | null;
}

/**
 * Second over first, pair by pair, with Student's interval of the logarithm: as bioequivalence compares two preparations
 * (D. J. Schuirmann, J. Pharmacokinet. Biopharm. 15, 1987). Pairs of which one is not above 0 have no ratio and are left out;
 * null without any. RangeError when the lists have different lengths.
 */
export function pairedRatio(
  first: readonly (number | null)[],
  second: readonly (number | null)[],
  confidence = usualConfidence,
): PairedRatio | null {
  if (first.length !== second.length) {
    throw new RangeError(`pairs need equal numbers of replications, got ${first.length} and ${second.length}`);
  }
  const logarithms = first.flatMap((value, index) => {
    const other = second[index] ?? null;
    return value !== null && other !== null && value > 0 && other > 0 ? [Math.log(other / value)] : [];
  });
  if (logarithms.length === 0) return null;
  const moments = Moments.of(logarithms);
  const interval = studentInterval(moments, confidence);
  return {
    n: moments.n,
    ratio: Math.exp(moments.mean),
    interval: interval === null ? null : [Math.exp(interval[0]), Math.exp(interval[1])],
  };
}
