import type { Stream } from '../stream.ts';

/**
 * A law of random numbers, in whatever unit its parameters were given. `mean` and `variance` are null where they do not exist
 * or are not finite. Built from log, exp, sqrt and the four operations only, so the bits are the same on every Node.
 */
export interface Distribution {
  readonly name: string;
  readonly mean: number | null;
  readonly variance: number | null;
  /** One draw. */
  readonly sample: (stream: Stream) => number;
  /** The chance that a draw is at most x. */
  readonly cdf: (x: number) => number;
}

/** What a law is made of: its moments may come out infinite here. */
interface Law {
  readonly name: string;
  readonly mean: number;
  readonly variance: number;
  readonly sample: (stream: Stream) => number;
  readonly cdf: (x: number) => number;
}

const finiteOrNull = (value: number): number | null => (Number.isFinite(value) ? value : null);

/** Makes a distribution; all are made here, so that the engine sees one shape and a call of `sample` stays cheap. */
export const define = (law: Law): Distribution => ({
  name: law.name,
  mean: finiteOrNull(law.mean),
  variance: finiteOrNull(law.variance),
  sample: law.sample,
  cdf: law.cdf,
});

/** Returns `value` if it is a finite number, else throws a RangeError that names the law and the parameter. */
export const finite = (law: string, parameter: string, value: number): number => {
  if (!Number.isFinite(value)) throw new RangeError(`${law}: ${parameter} must be a finite number, got ${value}`);
  return value;
};

/** Returns `value` if it is finite and above zero, else throws a RangeError that names the law and the parameter. */
export const positive = (law: string, parameter: string, value: number): number => {
  if (!(value > 0 && value < Infinity)) {
    throw new RangeError(`${law}: ${parameter} must be a positive finite number, got ${value}`);
  }
  return value;
};
