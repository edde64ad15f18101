import { BatchMeans } from './batch-means.ts';
import { usualConfidence } from './interval.ts';
import type { Interval } from './interval.ts';
import { Moments } from './moments.ts';
import { mser5 } from './mser.ts';
import { studentInterval } from './student.ts';

/** What one long run tells of its steady state. */
export interface SteadyState {
  readonly mean: number;
  readonly interval: Interval | null;
  /** Observations left out as start-up. */
  readonly leftOut: number;
  /** Correlation of neighbouring batches; far from 0, the run is too short for its interval. */
  readonly correlation: number | null;
}

/**
 * Mean of a run's steady state: the start-up cut off by MSER-5, then batch means. Null where MSER-5 finds no end of the start-up.
 */
export function steadyState(values: ArrayLike<number>, confidence = usualConfidence): SteadyState | null {
  const truncation = mser5(values);
  if (truncation === null) return null;
  const means = new BatchMeans();
  for (let at = truncation.observations; at < values.length; at++) means.add(values[at]!);
  return {
    mean: means.all.mean,
    interval: means.interval(confidence),
    leftOut: truncation.observations,
    correlation: means.correlation,
  };
}

/**
 * Mean of the steady state from several replications: MSER-5 cuts their average, observation by observation, and the same is left out of
 * each; then Student's interval over their means. Cutting each by itself would keep the parts that happen to be even, and of a skewed
 * law those are low: 4 % too low for M/M/1 at rho 0.7 over 3 000 customers. Null below two replications and where MSER-5 finds no
 * end of the start-up; RangeError where they differ in length.
 */
export function replicatedSteadyState(
  replications: readonly ArrayLike<number>[],
  confidence = usualConfidence,
): Omit<SteadyState, 'correlation'> | null {
  const length = replications[0]?.length ?? 0;
  const average = new Float64Array(length);
  for (const values of replications) {
    if (values.length !== length) {
      throw new RangeError(`replications need equal lengths, got ${length} and ${values.length}`);
    }
    for (let at = 0; at < length; at++) average[at]! += values[at]! / replications.length;
  }
  const truncation = mser5(average);
  if (truncation === null || replications.length < 2) return null;
  const means = new Moments();
  for (const values of replications) {
    const left = new Moments();
    for (let at = truncation.observations; at < length; at++) left.add(values[at]!);
    means.add(left.mean);
  }
  return { mean: means.mean, interval: studentInterval(means, confidence), leftOut: truncation.observations };
}
