import { normalQuantile } from '../../sim/kernel/distributions/standard-normal.ts';

/** Lower and upper end of a confidence interval, in the unit of what it is about. */
export type Interval = readonly [lower: number, upper: number];

/** Confidence of every interval that results carry. */
export const usualConfidence = 0.95;

/** Checks that a confidence lies strictly between 0 and 1; RangeError where it does not. */
export const checkConfidence = (confidence: number): number => {
  if (!(confidence > 0 && confidence < 1)) throw new RangeError(`confidence lies between 0 and 1, got ${confidence}`);
  return confidence;
};

/** Two-sided critical value of the standard normal: 1.96 for 0.95. */
export const normalCritical = (confidence: number): number => normalQuantile(0.5 + checkConfidence(confidence) / 2);
