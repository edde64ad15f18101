const HALF_LOG_TWO_PI = 0.9189385332046727;
const LARGEST_TERMS = 100000;

/** Logarithm of the gamma function for x > 0, to 13 digits: Stirling's series above 10, reached by recurrence. */
export const logGamma = (x: number): number => {
  let shifted = x;
  let product = 1;
  while (shifted < 10) {
    product *= shifted;
    shifted += 1;
  }
  const w = 1 / (shifted * shifted);
  let series = -3617 / 122400;
  series = series * w + 1 / 156;
  series = series * w - 691 / 360360;
  series = series * w + 1 / 1188;
  series = series * w - 1 / 1680;
  series = series * w + 1 / 1260;
  series = series * w - 1 / 360;
  series = series * w + 1 / 12;
  return (shifted - 0.5) * Math.log(shifted) - shifted + HALF_LOG_TWO_PI + series / shifted - Math.log(product);
};

/**
 * Regularised lower incomplete gamma function P(shape, x) for shape > 0, x >= 0: the power series below shape + 1, else Lentz's
 * continued fraction (Abramowitz and Stegun 6.5.29, 6.5.31). RangeError where neither settles (shape beyond about 10^9).
 */
export const lowerGamma = (shape: number, x: number): number => {
  if (x <= 0) return 0;
  if (x === Infinity) return 1;
  const front = Math.exp(shape * Math.log(x) - x - logGamma(shape));
  if (x < shape + 1) {
    let term = 1 / shape;
    let sum = term;
    for (let k = 1; k < LARGEST_TERMS; k++) {
      term *= x / (shape + k);
      sum += term;
      if (term < sum * 1e-17) return Math.min(1, sum * front);
    }
  } else {
    let b = x + 1 - shape;
    let c = 1e300;
    let d = 1 / b;
    let fraction = d;
    for (let k = 1; k < LARGEST_TERMS; k++) {
      const a = -k * (k - shape);
      b += 2;
      d = 1 / (a * d + b);
      c = b + a / c;
      fraction *= d * c;
      if (Math.abs(d * c - 1) < 1e-15) return 1 - fraction * front;
    }
  }
  throw new RangeError(`incomplete gamma: no convergence at shape ${shape}, x ${x}`);
};
