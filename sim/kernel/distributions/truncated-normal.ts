import { define, finite, positive } from './distribution.ts';
import type { Distribution } from './distribution.ts';
import { normalCdf, normalDensity, normalQuantile } from './standard-normal.ts';

/** Parameters of the normal that is cut, and where it is cut; a bound may be infinite. */
export interface TruncatedNormalParameters {
  readonly mean: number;
  readonly deviation: number;
  readonly low: number;
  readonly high: number;
}

const NARROWEST_DEVIATIONS = 1e-3;
const LEAST_MASS = 1e-300;

/**
 * The normal (mean, deviation) given that it falls in [low, high]; its own mean and variance follow Johnson, Kotz and
 * Balakrishnan (1994), 10.1. By inversion in the lower tail, where the digits are, one uniform a draw.
 */
export const truncatedNormal = (parameters: TruncatedNormalParameters): Distribution => {
  const { mean, deviation, low, high } = parameters;
  finite('truncated normal', 'mean', mean);
  positive('truncated normal', 'deviation', deviation);
  const a = (low - mean) / deviation;
  const b = (high - mean) / deviation;
  if (!(b - a >= NARROWEST_DEVIATIONS)) {
    throw new RangeError(
      `truncated normal: high must be above low by ${NARROWEST_DEVIATIONS} deviations or more, got low ${low} and high ${high}`,
    );
  }
  // Mirrored where most of the interval lies above the mean.
  const side = a + b > 0 ? -1 : 1;
  const from = side < 0 ? -b : a;
  const to = side < 0 ? -a : b;
  const below = normalCdf(from);
  const mass = normalCdf(to) - below;
  if (!(mass > LEAST_MASS)) {
    throw new RangeError(
      `truncated normal: no mass between ${low} and ${high} for mean ${mean}, deviation ${deviation}`,
    );
  }
  const atFrom = normalDensity(from);
  const atTo = normalDensity(to);
  const shift = (atFrom - atTo) / mass;
  const edge = (Number.isFinite(from) ? from * atFrom : 0) - (Number.isFinite(to) ? to * atTo : 0);
  return define({
    name: 'truncated normal',
    mean: mean + side * deviation * shift,
    variance: deviation * deviation * (1 + edge / mass - shift * shift),
    sample: (stream) => {
      const x = mean + side * deviation * normalQuantile(below + mass * stream.open());
      return x < low ? low : x > high ? high : x;
    },
    cdf: (x) => {
      if (x < low) return 0;
      if (x >= high) return 1;
      const z = (side * (x - mean)) / deviation;
      const share = (normalCdf(z) - below) / mass;
      return side < 0 ? 1 - share : share;
    },
  });
};
