import { logGamma } from '../../sim/kernel/distributions/gamma-function.ts';

const TINY = 1e-300;
const MOST_TERMS = 20000;

/** Lentz's continued fraction of the incomplete beta function (Abramowitz and Stegun 26.5.8). */
const betaFraction = (a: number, b: number, x: number): number => {
  const away = (value: number): number => (Math.abs(value) < TINY ? TINY : value);
  let c = 1;
  let d = 1 / away(1 - ((a + b) * x) / (a + 1));
  let fraction = d;
  for (let m = 1; m < MOST_TERMS; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / away(1 + even * d);
    c = away(1 + even / c);
    fraction *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / away(1 + odd * d);
    c = away(1 + odd / c);
    fraction *= d * c;
    if (Math.abs(d * c - 1) < 1e-15) return fraction;
  }
  throw new RangeError(`incomplete beta: no convergence at a ${a}, b ${b}, x ${x}`);
};

/**
 * The chance that a Beta(a, b) variable is at most x: regularised incomplete beta function, a and b > 0, to 12 digits.
 */
export const betaCdf = (a: number, b: number, x: number): number => {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  const front = Math.exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x));
  return x < (a + 1) / (a + b + 2) ? (front * betaFraction(a, b, x)) / a : 1 - (front * betaFraction(b, a, 1 - x)) / b;
};

/** The x below which a Beta(a, b) variable falls with chance p, by bisection to the last bit. */
export const betaQuantile = (a: number, b: number, p: number): number => {
  let low = 0;
  let high = 1;
  for (let middle = 0.5; middle > low && middle < high; middle = low + (high - low) / 2) {
    if (betaCdf(a, b, middle) < p) low = middle;
    else high = middle;
  }
  return low;
};
