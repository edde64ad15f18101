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
