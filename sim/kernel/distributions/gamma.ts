import type { Stream } from '../stream.ts';
import { define, positive } from './distribution.ts';
import type { Distribution } from './distribution.ts';
import { lowerGamma } from './gamma-function.ts';
import { normalQuantile } from './standard-normal.ts';

/** A gamma's parameters: shape and scale, or mean and coefficient of variation (deviation / mean). */
export type GammaParameters =
  | { readonly shape: number; readonly scale: number }
  | { readonly mean: number; readonly cv: number };

const ofShape = (parameters: GammaParameters): { shape: number; scale: number } => {
  if ('shape' in parameters) return parameters;
  const mean = positive('gamma', 'mean', parameters.mean);
  const cv = positive('gamma', 'cv', parameters.cv);
  return { shape: 1 / (cv * cv), scale: mean * cv * cv };
};

/**
 * Gamma (Erlang where shape is whole). By Marsaglia and Tsang, "A simple method for generating gamma variables", ACM TOMS 26(3),
 * 2000: a draw takes a varying number of uniforms, 2.1 on average; below shape 1 one more.
 */
export const gamma = (parameters: GammaParameters): Distribution => {
  const { shape, scale } = ofShape(parameters);
  positive('gamma', 'shape', shape);
  positive('gamma', 'scale', scale);
  const d = (shape < 1 ? shape + 1 : shape) - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  const draw = (stream: Stream): number => {
    for (;;) {
      const z = normalQuantile(stream.open());
      const root = 1 + c * z;
      if (root <= 0) continue;
      const v = root * root * root;
      const u = stream.open();
      const zz = z * z;
      if (u < 1 - 0.0331 * zz * zz || Math.log(u) < zz / 2 + d * (1 - v + Math.log(v))) return d * v * scale;
    }
  };
  const sample = shape < 1 ? (s: Stream): number => draw(s) * Math.exp(Math.log(s.open()) / shape) : draw;
  return define({
    name: 'gamma',
    mean: shape * scale,
    variance: shape * scale * scale,
    sample,
    cdf: (x) => (x <= 0 ? 0 : lowerGamma(shape, x / scale)),
  });
};
