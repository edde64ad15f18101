import { Moments } from '../../metrics/statistics/moments.ts';
import { clopperPearsonInterval } from '../../metrics/statistics/proportion.ts';
import { studentInterval } from '../../metrics/statistics/student.ts';
import type { AnchorRow, Effort, Estimate } from './anchor.ts';

/** Chance that a true suite shows any false failure: 0.1 % over all rows. */
const falseFailures = 0.001;

/** Independent runs behind every mean: enough that Student's t is near the normal (assumption). */
export const replications = 48;

/** Confidence of each row of a suite, after Bonferroni. */
export const rowConfidence = (rows: number): number => 1 - falseFailures / rows;

/** Size of a sample at this effort, at least `least`. */
export const sized = (full: number, effort: Effort, least = 1): number =>
  Math.max(least, Math.round(full * effort.share));

/** Numbers of so many runs, one after another; whoever waits is told how many are done. */
export function* rounds(runs: number, { tick }: Effort): Generator<number, void, void> {
  for (let run = 0; run < runs; run++) {
    tick?.(run / runs);
    yield run;
  }
}

/** Estimate of a mean from independent replications. */
export function ofMeans(means: Iterable<number>, effort: Effort): Estimate {
  const moments = Moments.of(means);
  const ci = studentInterval(moments, effort.confidence);
  if (ci === null) throw new RangeError(`an interval of a mean needs two replications, got ${moments.n}`);
  return { measured: moments.mean, ci };
}

/** Estimate of a share from independent trials, with the exact interval. */
export function ofTrials(hits: number, trials: number, effort: Effort): Estimate {
  const ci = clopperPearsonInterval(hits, trials, effort.confidence);
  if (ci === null) throw new RangeError('an interval of a share needs a trial');
  return { measured: hits / trials, ci };
}

/** Whether nothing speaks against it: the interval holds the closed form, or meets the values that count as the published one. */
export const agrees = ({ expected, within = [expected, expected] }: AnchorRow, { ci }: Estimate): boolean =>
  ci[0] <= within[1] && within[0] <= ci[1];

/** Whether the interval is narrow enough that a wrong range would show. */
export const isSharp = (row: AnchorRow, { ci }: Estimate): boolean => (ci[1] - ci[0]) / 2 <= row.widest;

/** Whether all of the interval counts as the published value; a closed form asks for less. */
export const isInside = ({ within }: AnchorRow, { ci }: Estimate): boolean =>
  within === undefined || (within[0] <= ci[0] && ci[1] <= within[1]);

/** What is said of a row: that it passes, fails, or misses a published figure as is known of it. */
export type Verdict = 'pass' | 'fail' | 'miss';

/**
 * Passes where a sharp interval holds the closed form, or lies where the published value counts as found; a wide one shows nothing and
 * fails. What is known to miss must do so, sharply.
 */
export function verdictOf(row: AnchorRow, estimate: Estimate): Verdict {
  if (!isSharp(row, estimate)) return 'fail';
  if (row.miss !== undefined) return agrees(row, estimate) ? 'fail' : 'miss';
  return agrees(row, estimate) && isInside(row, estimate) ? 'pass' : 'fail';
}
