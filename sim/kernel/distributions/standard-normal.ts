const INVERSE_ROOT_TWO_PI = 0.3989422804014327;

/** No quantile that a stream's open uniform can ask for lies farther out: it never falls below 2^-53, at 8.21 deviations. */
export const LARGEST_QUANTILE = 8.3;

/** Density of the standard normal at z. */
export const normalDensity = (z: number): number => INVERSE_ROOT_TWO_PI * Math.exp((-z * z) / 2);

/**
 * The chance that a standard normal is at most z, to 13 digits also in the tail: Hart's rational form as given by G. West (2005),
 * and beyond three deviations Laplace's continued fraction.
 */
export const normalCdf = (z: number): number => {
  const x = Math.abs(z);
  let tail = 0;
  if (x < 3) {
    let top = 3.52624965998911e-2 * x + 0.700383064443688;
    top = top * x + 6.37396220353165;
    top = top * x + 33.912866078383;
    top = top * x + 112.079291497871;
    top = top * x + 221.213596169931;
    top = top * x + 220.206867912376;
    let bottom = 8.83883476483184e-2 * x + 1.75566716318264;
    bottom = bottom * x + 16.064177579207;
    bottom = bottom * x + 86.7807322029461;
    bottom = bottom * x + 296.564248779674;
    bottom = bottom * x + 637.333633378831;
    bottom = bottom * x + 793.826512519948;
    bottom = bottom * x + 440.413735824752;
    tail = (Math.exp((-x * x) / 2) * top) / bottom;
  } else if (x < 38) {
    let fraction = x;
    for (let k = 100; k >= 1; k--) fraction = x + k / fraction;
    tail = normalDensity(x) / fraction;
  }
  return z > 0 ? 1 - tail : tail;
};

const centre = (q: number): number => {
  const r = 0.180625 - q * q;
  let top = 2509.0809287301226727 * r + 33430.575583588128105;
  top = top * r + 67265.770927008700853;
  top = top * r + 45921.953931549871457;
  top = top * r + 13731.693765509461125;
  top = top * r + 1971.5909503065514427;
  top = top * r + 133.14166789178437745;
  top = top * r + 3.387132872796366608;
  let bottom = 5226.495278852854561 * r + 28729.085735721942674;
  bottom = bottom * r + 39307.89580009271061;
  bottom = bottom * r + 21213.794301586595867;
  bottom = bottom * r + 5394.1960214247511077;
  bottom = bottom * r + 687.1870074920579083;
  bottom = bottom * r + 42.313330701600911252;
  bottom = bottom * r + 1;
  return (q * top) / bottom;
};

const shoulder = (s: number): number => {
  const r = s - 1.6;
  let top = 7.7454501427834140764e-4 * r + 0.0227238449892691845833;
  top = top * r + 0.24178072517745061177;
  top = top * r + 1.27045825245236838258;
  top = top * r + 3.64784832476320460504;
  top = top * r + 5.7694972214606914055;
  top = top * r + 4.6303378461565452959;
  top = top * r + 1.42343711074968357734;
  let bottom = 1.05075007164441684324e-9 * r + 5.475938084995344946e-4;
  bottom = bottom * r + 0.0151986665636164571966;
  bottom = bottom * r + 0.14810397642748007459;
  bottom = bottom * r + 0.68976733498510000455;
  bottom = bottom * r + 1.6763848301838038494;
  bottom = bottom * r + 2.05319162663775882187;
  bottom = bottom * r + 1;
  return top / bottom;
};

const farTail = (s: number): number => {
  const r = s - 5;
  let top = 2.01033439929228813265e-7 * r + 2.71155556874348757815e-5;
  top = top * r + 0.0012426609473880784386;
  top = top * r + 0.026532189526576123093;
  top = top * r + 0.29656057182850489123;
  top = top * r + 1.7848265399172913358;
  top = top * r + 5.4637849111641143699;
  top = top * r + 6.6579046435011037772;
  let bottom = 2.04426310338993978564e-15 * r + 1.4215117583164458887e-7;
  bottom = bottom * r + 1.8463183175100546818e-5;
  bottom = bottom * r + 7.868691311456132591e-4;
  bottom = bottom * r + 0.0148753612908506148525;
  bottom = bottom * r + 0.13692988092273580531;
  bottom = bottom * r + 0.59983220655588793769;
  bottom = bottom * r + 1;
  return top / bottom;
};

/**
 * The z below which a standard normal falls with chance p, 0 < p < 1, to 16 digits: M. J. Wichura, algorithm AS 241 (PPND16),
 * Applied Statistics 37(3), 1988. Monotone, so common random numbers and antithetic ones carry through it.
 */
export const normalQuantile = (p: number): number => {
  const q = p - 0.5;
  if (q >= -0.425 && q <= 0.425) return centre(q);
  const s = Math.sqrt(-Math.log(q < 0 ? p : 1 - p));
  const z = s <= 5 ? shoulder(s) : farTail(s);
  return q < 0 ? -z : z;
};
