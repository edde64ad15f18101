import { define, finite, positive } from './distribution.ts';
import type { Distribution } from './distribution.ts';

const SMALLEST_LOGARITHM = -37;

/**
 * Pareto type I: at least `scale`, with P(X > x) = (scale/x)^shape. The mean exists above shape 1, the variance above 2.
 * By inversion, one uniform a draw.
 */
export const pareto = ({ shape, scale }: { readonly shape: number; readonly scale: number }): Distribution => {
  positive('pareto', 'shape', shape);
  positive('pareto', 'scale', scale);
  finite('pareto', 'the largest draw', scale * Math.exp(-SMALLEST_LOGARITHM / shape));
  return define({
    name: 'pareto',
    mean: shape > 1 ? (shape * scale) / (shape - 1) : Infinity,
    variance: shape > 2 ? (scale * scale * shape) / ((shape - 1) * (shape - 1) * (shape - 2)) : Infinity,
    sample: (stream) => scale * Math.exp(-Math.log(stream.open()) / shape),
    cdf: (x) => (x <= scale ? 0 : 1 - Math.exp(shape * Math.log(scale / x))),
  });
};
