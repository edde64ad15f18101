import { define, finite, positive } from './distribution.ts';
import type { Distribution } from './distribution.ts';
import { normalCdf, normalQuantile } from './standard-normal.ts';

/** Normal (Gaussian) with the given mean and standard deviation. By inversion, one uniform a draw. */
export const normal = ({ mean, deviation }: { readonly mean: number; readonly deviation: number }): Distribution => {
  finite('normal', 'mean', mean);
  positive('normal', 'deviation', deviation);
  return define({
    name: 'normal',
    mean,
    variance: deviation * deviation,
    sample: (stream) => mean + deviation * normalQuantile(stream.open()),
    cdf: (x) => normalCdf((x - mean) / deviation),
  });
};
