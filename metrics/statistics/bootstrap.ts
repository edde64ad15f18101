import { normalCdf, normalQuantile } from '../../sim/kernel/distributions/standard-normal.ts';
import type { Stream } from '../../sim/kernel/stream.ts';
import { checkConfidence, usualConfidence } from './interval.ts';
import type { Interval } from './interval.ts';

/** How a sample is drawn anew, and what is made of it. */
export interface BootstrapPlan {
  readonly stream: Stream;
  /** How often: 2 000 unless given, B. Efron and R. J. Tibshirani's least for BCa doubled (An Introduction to the Bootstrap, 1993). */
  readonly resamples?: number;
  readonly confidence?: number;
  /** `bca` corrects bias and skewness (B. Efron, JASA 82, 1987) and is what is taken unless `percentile` is asked for. */
  readonly method?: 'bca' | 'percentile';
}

/** A statistic of a sample, with its bootstrap interval. */
export interface Bootstrapped {
  readonly estimate: number;
  /** Null below two observations, or where the statistic or its bias is not finite: the sample cannot tell. */
  readonly interval: Interval | null;
}

/**
 * A statistic of independent observations with its bootstrap interval (B. Efron, Ann. Stat. 7, 1979). The statistic must take
 * any order of its sample; of few observations (under some 20) either interval is too narrow.
 */
export function bootstrap<Observation>(
  sample: readonly Observation[],
  statistic: (sample: readonly Observation[]) => number,
  plan: BootstrapPlan,
): Bootstrapped {
  const { stream, resamples = 2000, confidence = usualConfidence, method = 'bca' } = plan;
  checkConfidence(confidence);
  if (!(Number.isSafeInteger(resamples) && resamples >= 1)) {
    throw new RangeError(`a bootstrap has a whole number of resamples from 1, got ${resamples}`);
  }
  const estimate = statistic(sample);
  const size = sample.length;
  if (size < 2) return { estimate, interval: null };
  const drawn = new Array<Observation>(size);
  const found = new Float64Array(resamples);
  for (let resample = 0; resample < resamples; resample++) {
    for (let place = 0; place < size; place++) drawn[place] = sample[stream.below(size)]!;
    found[resample] = statistic(drawn);
  }
  if (!Number.isFinite(estimate) || !found.every(Number.isFinite)) return { estimate, interval: null };
  found.sort();
  const tail = (1 - confidence) / 2;
  if (method === 'percentile') return { estimate, interval: [quantile(found, tail), quantile(found, 1 - tail)] };
  return { estimate, interval: corrected(found, estimate, jackknife(sample, statistic), tail) };
}

/**
 * A statistic of two samples whose observations belong together, pair by pair, with its bootstrap interval: pairs are drawn whole.
 * RangeError when the samples have different lengths.
 */
export function pairedBootstrap(
  first: readonly number[],
  second: readonly number[],
  statistic: (first: readonly number[], second: readonly number[]) => number,
  plan: BootstrapPlan,
): Bootstrapped {
  if (first.length !== second.length) {
    throw new RangeError(`pairs need equal numbers of replications, got ${first.length} and ${second.length}`);
  }
  const places = first.map((_, place) => place);
  const of = (drawn: readonly number[]): number =>
    statistic(
      drawn.map((place) => first[place]!),
      drawn.map((place) => second[place]!),
    );
  return bootstrap(places, of, plan);
}

/** The statistic with each observation left out in turn. */
const jackknife = <Observation>(
  sample: readonly Observation[],
  statistic: (sample: readonly Observation[]) => number,
): readonly number[] => sample.map((_, out) => statistic(sample.toSpliced(out, 1)));

/** BCa: percentiles moved by the bias of the resamples and the skewness of the jackknife (Efron and Tibshirani, 14.3). */
function corrected(found: Float64Array, estimate: number, without: readonly number[], tail: number): Interval | null {
  // A constant statistic has no bias to correct.
  if (found[0] === estimate && found[found.length - 1] === estimate) return [estimate, estimate];
  let below = 0;
  for (const value of found) below += value < estimate ? 1 : value === estimate ? 0.5 : 0;
  const bias = normalQuantile(below / found.length);
  const mean = without.reduce((sum, value) => sum + value, 0) / without.length;
  let squares = 0;
  let cubes = 0;
  for (const value of without) {
    const apart = mean - value;
    squares += apart * apart;
    cubes += apart * apart * apart;
  }
  const acceleration = squares === 0 ? 0 : cubes / (6 * squares * Math.sqrt(squares));
  const moved = (share: number): number => {
    const shifted = bias + normalQuantile(share);
    return normalCdf(bias + shifted / (1 - acceleration * shifted));
  };
  const [lower, upper] = [moved(tail), moved(1 - tail)];
  return Number.isFinite(lower) && Number.isFinite(upper) ? [quantile(found, lower), quantile(found, upper)] : null;
}

/** Quantile of sorted values, between neighbours in proportion (R. J. Hyndman, Y. Fan, Am. Stat. 50, 1996, type 7). */
function quantile(sorted: Float64Array, share: number): number {
  const place = share * (sorted.length - 1);
  const below = Math.floor(place);
  const low = sorted[below]!;
  return below + 1 < sorted.length ? low + (place - below) * (sorted[below + 1]! - low) : low;
}
