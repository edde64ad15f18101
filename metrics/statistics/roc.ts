import { Moments } from './moments.ts';
import { normalCritical, usualConfidence } from './interval.ts';
import type { Interval } from './interval.ts';
import { clopperPearsonInterval } from './proportion.ts';

/** How well scores tell one sort from another, over all thresholds. */
export interface AreaUnderCurve {
  /** Chance that a positive's score is above a negative's, ties counted half; null where there are none of either. */
  readonly area: number | null;
  readonly interval: Interval | null;
  readonly positives: number;
  readonly negatives: number;
}

/** Of a sorted list, how many lie below a value and how many are equal to it. */
function standing(sorted: Float64Array, value: number): { readonly below: number; readonly equal: number } {
  const first = (isBefore: (at: number) => boolean): number => {
    let [low, high] = [0, sorted.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (isBefore(sorted[middle]!)) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  const below = first((at) => at < value);
  return { below, equal: first((at) => at <= value) - below };
}

/** Share of the others that each is above, ties counted half: what DeLong calls placements. */
function placements(of: readonly number[], among: readonly number[]): readonly number[] {
  const sorted = Float64Array.from(among).toSorted();
  return of.map((value) => {
    const { below, equal } = standing(sorted, value);
    return (below + equal / 2) / sorted.length;
  });
}

/**
 * Area under the ROC curve as the Mann-Whitney statistic, with the interval of E. R. DeLong, D. M. DeLong and D. L. Clarke-Pearson
 * (Biometrics 44, 1988) on the logit, so that it stays within 0 and 1 (M. S. Pepe 2003, 5.2.5). Where all pairs stand the same way its
 * variance is 0 and says nothing: there the interval is the exact one of as many pairs as can be formed without using a score twice, which
 * is wide but holds. No interval where a sort has fewer than two.
 */
export function areaUnderCurve(
  positives: readonly number[],
  negatives: readonly number[],
  confidence = usualConfidence,
): AreaUnderCurve {
  const counts = { positives: positives.length, negatives: negatives.length };
  if (positives.length === 0 || negatives.length === 0) return { area: null, interval: null, ...counts };
  const ofPositives = Moments.of(placements(positives, negatives));
  const area = ofPositives.mean;
  const pairs = Math.min(positives.length, negatives.length);
  if (pairs < 2) return { area, interval: null, ...counts };
  const ofNegatives = Moments.of(placements(negatives, positives));
  const error = Math.sqrt(ofPositives.variance / positives.length + ofNegatives.variance / negatives.length);
  if (!(area > 0 && area < 1)) {
    return { area, interval: clopperPearsonInterval(area > 0 ? pairs : 0, pairs, confidence), ...counts };
  }
  const logit = Math.log(area / (1 - area));
  const half = (normalCritical(confidence) * error) / (area * (1 - area));
  const back = (value: number): number => 1 / (1 + Math.exp(-value));
  return { area, interval: [back(logit - half), back(logit + half)], ...counts };
}

/**
 * Share of alarms that are true where a share `base` of what is judged is an attack: pi TPR / (pi TPR + (1 - pi) FPR) (S. Axelsson, ACM
 * TISSEC 3, 2000). Null where nothing raises an alarm.
 */
export function positivePredictiveValue(base: number, truePositives: number, falsePositives: number): number | null {
  const right = base * truePositives;
  const wrong = (1 - base) * falsePositives;
  return right + wrong === 0 ? null : right / (right + wrong);
}
