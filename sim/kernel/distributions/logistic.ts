import { define, finite, positive } from './distribution.ts';
import type { Distribution } from './distribution.ts';

const PI_SQUARED_THIRD = (Math.PI * Math.PI) / 3;

/** Logistic with P(X <= x) = 1 / (1 + exp(-(x - mean)/scale)). By inversion, one uniform a draw. */
export const logistic = ({ mean, scale }: { readonly mean: number; readonly scale: number }): Distribution => {
  finite('logistic', 'mean', mean);
  positive('logistic', 'scale', scale);
  return define({
    name: 'logistic',
    mean,
    variance: PI_SQUARED_THIRD * scale * scale,
    sample: (stream) => {
      const u = stream.open();
      return mean + scale * Math.log(u / (1 - u));
    },
    cdf: (x) => 1 / (1 + Math.exp((mean - x) / scale)),
  });
};
