import { define, finite, positive } from './distribution.ts';
import type { Distribution } from './distribution.ts';
import { LARGEST_QUANTILE, normalCdf, normalQuantile } from './standard-normal.ts';

/** A lognormal's parameters: those of its logarithm, or its own mean and coefficient of variation (deviation / mean). */
export type LognormalParameters =
  | { readonly mu: number; readonly sigma: number }
  | { readonly mean: number; readonly cv: number };

const ofLogarithm = (parameters: LognormalParameters): { mu: number; sigma: number } => {
  if ('mu' in parameters) return parameters;
  const mean = positive('lognormal', 'mean', parameters.mean);
  const cv = positive('lognormal', 'cv', parameters.cv);
  const sigmaSquared = Math.log(1 + cv * cv);
  return { mu: Math.log(mean) - sigmaSquared / 2, sigma: Math.sqrt(sigmaSquared) };
};

/** Lognormal: the exponential of a normal. By inversion, one uniform a draw. */
export const lognormal = (parameters: LognormalParameters): Distribution => {
  const { mu, sigma } = ofLogarithm(parameters);
  finite('lognormal', 'mu', mu);
  positive('lognormal', 'sigma', sigma);
  finite('lognormal', 'the largest draw', Math.exp(mu + LARGEST_QUANTILE * sigma));
  const squared = sigma * sigma;
  return define({
    name: 'lognormal',
    mean: Math.exp(mu + squared / 2),
    variance: (Math.exp(squared) - 1) * Math.exp(2 * mu + squared),
    sample: (stream) => Math.exp(mu + sigma * normalQuantile(stream.open())),
    cdf: (x) => (x <= 0 ? 0 : normalCdf((Math.log(x) - mu) / sigma)),
  });
};
