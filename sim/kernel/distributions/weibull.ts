import { define, finite, positive } from './distribution.ts';
import type { Distribution } from './distribution.ts';
import { logGamma } from './gamma-function.ts';

const LARGEST_EXPONENTIAL = 37;

/** Weibull: P(X > x) = exp(-(x/scale)^shape); shape below 1 wears in, above 1 wears out. By inversion, one uniform a draw. */
export const weibull = ({ shape, scale }: { readonly shape: number; readonly scale: number }): Distribution => {
  positive('weibull', 'shape', shape);
  positive('weibull', 'scale', scale);
  finite('weibull', 'the largest draw', scale * Math.exp(Math.log(LARGEST_EXPONENTIAL) / shape));
  const first = Math.exp(logGamma(1 + 1 / shape));
  const second = Math.exp(logGamma(1 + 2 / shape));
  return define({
    name: 'weibull',
    mean: scale * first,
    variance: scale * scale * (second - first * first),
    sample: (stream) => scale * Math.exp(Math.log(-Math.log(stream.open())) / shape),
    cdf: (x) => (x <= 0 ? 0 : 1 - Math.exp(-Math.exp(shape * Math.log(x / scale)))),
  });
};
