import { define, positive } from './distribution.ts';
import type { Distribution } from './distribution.ts';

/** Exponential with the given mean (rate 1/mean): gaps of a Poisson process. By inversion, one uniform a draw. */
export const exponential = ({ mean }: { readonly mean: number }): Distribution => {
  positive('exponential', 'mean', mean);
  return define({
    name: 'exponential',
    mean,
    variance: mean * mean,
    sample: (stream) => -mean * Math.log(stream.open()),
    cdf: (x) => (x <= 0 ? 0 : 1 - Math.exp(-x / mean)),
  });
};
