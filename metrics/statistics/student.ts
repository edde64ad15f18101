import { betaCdf } from './beta.ts';
import { checkConfidence, usualConfidence } from './interval.ts';
import type { Interval } from './interval.ts';
import type { Moments } from './moments.ts';

/** The chance that Student's t with `freedom` degrees of freedom is at most t (Abramowitz and Stegun 26.7.1). */
export const studentCdf = (t: number, freedom: number): number => {
  const tail = betaCdf(freedom / 2, 0.5, freedom / (freedom + t * t)) / 2;
  return t > 0 ? 1 - tail : tail;
};

/**
 * The t below which Student's t with `freedom` degrees of freedom falls with chance p, 0 < p < 1, by bisection to
 * twelve digits; RangeError for fewer than one degree of freedom.
 */
export const studentQuantile = (p: number, freedom: number): number => {
  if (!(freedom >= 1)) throw new RangeError(`Student's t has at least 1 degree of freedom, got ${freedom}`);
  if (!(p > 0 && p < 1)) throw new RangeError(`a quantile is asked for a chance between 0 and 1, got ${p}`);
  if (p < 0.5) return -studentQuantile(1 - p, freedom);
  let high = 1;
  while (studentCdf(high, freedom) < p) high *= 2;
  let low = 0;
  while (high - low > 1e-13 * high) {
    const middle = (low + high) / 2;
    if (middle <= low || middle >= high) break;
    if (studentCdf(middle, freedom) < p) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
};

/** Interval of a mean over independent replications: mean ± t(n-1) s/√n. Null below two observations. */
export const studentInterval = (moments: Moments, confidence = usualConfidence): Interval | null => {
  if (moments.n < 2) return null;
  const t = studentQuantile(0.5 + checkConfidence(confidence) / 2, moments.n - 1);
  const half = t * Math.sqrt(moments.variance / moments.n);
  return [moments.mean - half, moments.mean + half];
};
