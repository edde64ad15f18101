import { BatchMeans } from './batch-means.ts';
import { usualConfidence } from './interval.ts';
import type { Interval } from './interval.ts';
import { mser5 } from './mser.ts';

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
