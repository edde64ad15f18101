import { betaQuantile } from './beta.ts';
import { checkConfidence, normalCritical, usualConfidence } from './interval.ts';
import type { Interval } from './interval.ts';

const checkCounts = (hits: number, trials: number): void => {
  if (!(Number.isSafeInteger(hits) && Number.isSafeInteger(trials) && hits >= 0 && hits <= trials)) {
    throw new RangeError(`a proportion has 0 <= hits <= trials in whole numbers, got ${hits} of ${trials}`);
  }
};

/** Wilson's score interval of a proportion (E. B. Wilson, JASA 22, 1927); null without trials. */
export const wilsonInterval = (hits: number, trials: number, confidence = usualConfidence): Interval | null => {
  checkCounts(hits, trials);
  const z = normalCritical(confidence);
  if (trials === 0) return null;
  const share = hits / trials;
  const weight = (z * z) / trials;
  const centre = (share + weight / 2) / (1 + weight);
  const half = (z * Math.sqrt((share * (1 - share)) / trials + weight / (4 * trials))) / (1 + weight);
  // At the ends the formula gives 0 and 1 but for rounding.
  return [hits === 0 ? 0 : Math.max(0, centre - half), hits === trials ? 1 : Math.min(1, centre + half)];
};

/** Exact interval of a proportion (Clopper and Pearson, Biometrika 26, 1934), never too narrow; null without trials. */
export const clopperPearsonInterval = (hits: number, trials: number, confidence = usualConfidence): Interval | null => {
  checkCounts(hits, trials);
  const tail = (1 - checkConfidence(confidence)) / 2;
  if (trials === 0) return null;
  const lower = hits === 0 ? 0 : betaQuantile(hits, trials - hits + 1, tail);
  const upper = hits === trials ? 1 : betaQuantile(hits + 1, trials - hits, 1 - tail);
  return [lower, upper];
};

/**
 * Interval of the second proportion less the first, from Wilson's of each (R. G. Newcombe, Statistics in Medicine 17, 1998, method 10);
 * null where either has no trials. Samples count as independent, so it is too wide, never too narrow, for pairs that go together.
 */
export const proportionDifference = (
  first: { readonly hits: number; readonly trials: number },
  second: { readonly hits: number; readonly trials: number },
  confidence = usualConfidence,
): Interval | null => {
  const one = wilsonInterval(first.hits, first.trials, confidence);
  const other = wilsonInterval(second.hits, second.trials, confidence);
  if (one === null || other === null) return null;
  const [p, q] = [first.hits / first.trials, second.hits / second.trials];
  const apart = (a: number, b: number): number => Math.sqrt(a * a + b * b);
  return [q - p - apart(q - other[0], one[1] - p), q - p + apart(other[1] - q, p - one[0])];
};
