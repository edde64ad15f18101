import { betaCdf } from './beta.ts';
import { usualConfidence } from './interval.ts';
import type { Interval } from './interval.ts';
import { Moments } from './moments.ts';
import { studentInterval } from './student.ts';

/** What two arms that shared their random numbers tell about their difference. */
export interface PairedDifference {
  readonly n: number;
  /** Mean of second minus first. */
  readonly mean: number;
  readonly interval: Interval | null;
  /** How likely a mean as far from 0 is where there is no difference, two-sided (Student); null below two pairs. */
  readonly pValue: number | null;
  /**
   * Variance that independent runs would have had, over the variance of the pairs; null where either is 0 or unknown.
   */
  readonly varianceReduction: number | null;
}

/**
 * Second arm minus first, replication by replication, with Student's interval: the paired t interval (Law, Simulation
 * Modeling and Analysis, 10.2.1). RangeError when the arms have different numbers of replications.
 */
export const pairedDifference = (
  first: readonly number[],
  second: readonly number[],
  confidence = usualConfidence,
): PairedDifference => {
  if (first.length !== second.length) {
    throw new RangeError(`pairs need equal numbers of replications, got ${first.length} and ${second.length}`);
  }
  const difference = Moments.of(first.map((value, index) => second[index]! - value));
  const apart = Moments.of(first).variance + Moments.of(second).variance;
  return {
    n: difference.n,
    mean: difference.mean,
    interval: studentInterval(difference, confidence),
    pValue: pValueOf(difference),
    varianceReduction: difference.variance > 0 && apart > 0 ? apart / difference.variance : null,
  };
};

/** Chance of |t| as large or larger with n - 1 degrees of freedom (Abramowitz and Stegun 26.7.1). */
function pValueOf({ n, mean, variance }: Moments): number | null {
  if (n < 2) return null;
  if (mean === 0) return 1;
  const square = (mean * mean * n) / variance;
  return square === Infinity ? 0 : betaCdf((n - 1) / 2, 0.5, (n - 1) / (n - 1 + square));
}
