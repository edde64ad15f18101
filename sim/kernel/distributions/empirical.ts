import { define, finite } from './distribution.ts';
import type { Distribution } from './distribution.ts';

/** Observed values (weights are relative, equal if absent), or points (share, value) of a measured quantile curve. */
export type EmpiricalParameters =
  | { readonly values: readonly number[]; readonly weights?: readonly number[] }
  | { readonly quantiles: readonly (readonly [share: number, value: number])[] };

/** The first index whose entry is above u; the last index if none is. */
const firstAbove = (sorted: Float64Array, u: number): number => {
  let low = 0;
  let high = sorted.length - 1;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle]! > u) high = middle;
    else low = middle + 1;
  }
  return low;
};

const ofValues = (values: readonly number[], weights: readonly number[]): Distribution => {
  if (values.length === 0) throw new RangeError('empirical: values must hold at least one number');
  if (weights.length !== values.length) {
    throw new RangeError(`empirical: ${values.length} values need as many weights, got ${weights.length}`);
  }
  values.forEach((value, i) => finite('empirical', `value ${i}`, value));
  weights.forEach((weight, i) => {
    if (!(weight >= 0 && weight < Infinity)) {
      throw new RangeError(`empirical: weight ${i} must be a finite number from 0, got ${weight}`);
    }
  });
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  if (!(total > 0 && total < Infinity)) throw new RangeError(`empirical: weights must sum above 0, got ${total}`);
  // Weightless values go, or rounding could draw the last of them.
  const order = values.map((_, i) => i).filter((i) => weights[i]! > 0);
  order.sort((i, j) => values[i]! - values[j]! || i - j);
  const points = Float64Array.from(order, (i) => values[i]!);
  const upTo = new Float64Array(order.length);
  order.forEach((i, rank) => (upTo[rank] = (upTo[rank - 1] ?? 0) + weights[i]! / total));
  const expectation = (of: (value: number) => number): number =>
    order.reduce((sum, i) => sum + (weights[i]! / total) * of(values[i]!), 0);
  const mean = expectation((value) => value);
  return define({
    name: 'empirical',
    mean,
    variance: expectation((value) => (value - mean) * (value - mean)),
    sample: (stream) => points[firstAbove(upTo, stream.uniform())]!,
    cdf: (x) => {
      if (x < points[0]!) return 0;
      if (x >= points[points.length - 1]!) return 1;
      return upTo[firstAbove(points, x) - 1]!;
    },
  });
};

const ofQuantiles = (curve: readonly (readonly [number, number])[]): Distribution => {
  const shares = Float64Array.from(curve, ([share]) => share);
  const points = Float64Array.from(curve, ([, value]) => value);
  const last = shares.length - 1;
  if (!(last >= 1 && shares[0] === 0 && shares[last] === 1)) {
    throw new RangeError('empirical: quantiles must run from share 0 to share 1');
  }
  let mean = 0;
  for (let i = 0; i <= last; i++) {
    finite('empirical', `quantile ${i}`, points[i]!);
    if (i === 0) continue;
    if (!(shares[i]! > shares[i - 1]! && points[i]! > points[i - 1]!)) {
      throw new RangeError(
        `empirical: quantiles must rise in share and in value, got point ${i} at or below the one before`,
      );
    }
    mean += ((shares[i]! - shares[i - 1]!) * (points[i]! + points[i - 1]!)) / 2;
  }
  let variance = 0;
  for (let i = 1; i <= last; i++) {
    const from = points[i - 1]! - mean;
    const to = points[i]! - mean;
    variance += ((shares[i]! - shares[i - 1]!) * (from * from + from * to + to * to)) / 3;
  }
  const between = (at: number, from: Float64Array, to: Float64Array): number => {
    const i = firstAbove(from, at);
    const part = (at - from[i - 1]!) / (from[i]! - from[i - 1]!);
    return to[i - 1]! + part * (to[i]! - to[i - 1]!);
  };
  return define({
    name: 'empirical',
    mean,
    variance,
    sample: (stream) => between(stream.uniform(), shares, points),
    cdf: (x) => (x <= points[0]! ? 0 : x >= points[last]! ? 1 : between(x, points, shares)),
  });
};

/**
 * What was measured: either exactly the observed values (share of each by its weight), or a quantile curve joined by straight
 * lines, as published percentiles are. By inversion, one uniform a draw.
 */
export const empirical = (parameters: EmpiricalParameters): Distribution =>
  'quantiles' in parameters
    ? ofQuantiles(parameters.quantiles)
    : ofValues(parameters.values, parameters.weights ?? parameters.values.map(() => 1));
