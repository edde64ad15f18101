import { describe, expect, it } from 'vitest';
import { keyOf, Stream } from '../stream.ts';
import type { Distribution } from './distribution.ts';
import { empirical } from './empirical.ts';
import { exponential } from './exponential.ts';
import { gamma } from './gamma.ts';
import { logistic } from './logistic.ts';
import { lognormal } from './lognormal.ts';
import { mixture } from './mixture.ts';
import { normal } from './normal.ts';
import { pareto } from './pareto.ts';
import { truncatedNormal } from './truncated-normal.ts';
import { uniform } from './uniform.ts';
import { weibull } from './weibull.ts';

/** A law, its moments worked out here by hand from its closed form, and the fingerprint of its draws. */
interface Case {
  readonly law: Distribution;
  readonly mean: number;
  readonly variance: number;
  /** Bits of the first three draws, then a hash over the bits of 20 000; the same on Node 20 and 24. */
  readonly golden: readonly string[];
}

const PI = Math.PI;
const E = Math.E;
const dice = empirical({ values: [6, 5, 4, 3, 2, 1] });
const delays = empirical({
  quantiles: [
    [0, 10],
    [0.5, 20],
    [1, 100],
  ],
});
const twoKinds = mixture({
  parts: [
    { weight: 3, of: exponential({ mean: 2 }) },
    { weight: 1, of: uniform({ low: 10, high: 16 }) },
  ],
});

const cases: Record<string, Case> = {
  'uniform on [-2, 6)': {
    law: uniform({ low: -2, high: 6 }),
    mean: 2,
    variance: 64 / 12,
    golden: ['4010e6c34c25132d', '3ff6b6ebb460613c', '4014a7e85fe797cb', 'a3f4ae41'],
  },
  'exponential of mean 3': {
    law: exponential({ mean: 3 }),
    mean: 3,
    variance: 9,
    golden: ['4023b0c72178c554', '4011e2a40b675604', '3fb5780a29f91b24', '769a6768'],
  },
  'normal (5, 2)': {
    law: normal({ mean: 5, deviation: 2 }),
    mean: 5,
    variance: 4,
    golden: ['4015017ff6a941b5', '3ffa49f49d24cee4', '4000f20f02617578', 'b1042bd1'],
  },
  'half normal': {
    law: truncatedNormal({ mean: 0, deviation: 1, low: 0, high: Infinity }),
    mean: Math.sqrt(2 / PI),
    variance: 1 - 2 / PI,
    golden: ['3ffcd8456b5d6c88', '400476774f6856b2', '3fd2d76e4ca809c0', '3a6d41be'],
  },
  'normal (1, 2) within one deviation': {
    law: truncatedNormal({ mean: 1, deviation: 2, low: -1, high: 3 }),
    mean: 1,
    variance: 4 * 0.291125094773, // 1 - 2 phi(1) / (2 Phi(1) - 1)
    golden: ['3ff81a151fa86f58', 'bfedbeaff1ae24b0', '3fe1d630f390c19e', 'fc9860e3'],
  },
  'normal beyond four deviations': {
    law: truncatedNormal({ mean: 0, deviation: 1, low: 4, high: 9 }),
    mean: 4.225607144489, // by quadrature with 30 digits
    variance: 0.046672838398,
    golden: ['401048f7114c866f', '4010864fc8c7c952', '4010af18a0d2dfad', 'ee14a15f'],
  },
  'lognormal (0.5, 0.4)': {
    law: lognormal({ mu: 0.5, sigma: 0.4 }),
    mean: E ** 0.58,
    variance: (E ** 0.16 - 1) * E ** 1.16,
    golden: ['4003ffabd4816c7f', '3ff28c92b87c49d6', '3ff8b4643c5e7f23', '9c354939'],
  },
  'lognormal of mean 20 and cv 0.3': {
    law: lognormal({ mean: 20, cv: 0.3 }),
    mean: 20,
    variance: 36,
    golden: ['4027071923805ee5', '4038d16d00984622', '40306b91f3049429', '4e1aa5dd'],
  },
  'gamma of shape 2.5': {
    law: gamma({ shape: 2.5, scale: 4 }),
    mean: 10,
    variance: 40,
    golden: ['402c87f736249532', '4043659423ffefe1', '40365dcc2b135fe5', 'ccee4877'],
  },
  'gamma of shape 0.5': {
    law: gamma({ shape: 0.5, scale: 2 }),
    mean: 1,
    variance: 2,
    golden: ['3fa99cadb0150b59', '4020889b085b24c9', '3ff6da6385637a41', '78108b6d'],
  },
  'gamma of mean 12 and cv 0.5': {
    law: gamma({ mean: 12, cv: 0.5 }),
    mean: 12,
    variance: 36,
    golden: ['402721cbd7302a76', '4031da6bdd2a931a', '4030d0f1cdbc595d', '2018b645'],
  },
  'pareto of shape 6': {
    law: pareto({ shape: 6, scale: 5 }),
    mean: 6,
    variance: 1.5,
    golden: ['402604077fdfa2a1', '4014a9799610d2b2', '401d1d4edfbfb962', '6428d28e'],
  },
  'weibull of shape 2': {
    law: weibull({ shape: 2, scale: 3 }),
    mean: (3 * Math.sqrt(PI)) / 2,
    variance: 9 * (1 - PI / 4),
    golden: ['3ffb0d378fac790c', '401491cbf5c0fe22', '3ff2d4cfc0162d09', '02b35747'],
  },
  'weibull of shape 0.5': {
    law: weibull({ shape: 0.5, scale: 1 }),
    mean: 2,
    variance: 20,
    golden: ['3fea470cdbe2103a', '400d017a0ff248ec', '3f926e3a294f4b4b', 'bdd8271e'],
  },
  'logistic (4, 1.5)': {
    law: logistic({ mean: 4, scale: 1.5 }),
    mean: 4,
    variance: (2.25 * PI * PI) / 3,
    golden: ['4015a14ffa7d2ba8', '3fc04a03585e7b90', '40120756ed669fd2', '123edabd'],
  },
  'a die': {
    law: dice,
    mean: 3.5,
    variance: 35 / 12,
    golden: ['3ff0000000000000', '3ff0000000000000', '3ff0000000000000', '6a31cbf1'],
  },
  'a quantile curve': {
    law: delays,
    mean: 37.5,
    variance: 777.0833333333,
    golden: ['402eb708b9b9723a', '4024550a89667a53', '40461aabfc3d027e', 'b85abe5a'],
  },
  'a mixture': {
    law: twoKinds,
    mean: 4.75, // 3/4 * 2 + 1/4 * 13
    variance: 0.75 * 8 + 0.25 * 172 - 4.75 * 4.75,
    golden: ['4026ccc5fb9e415b', '3fc76ba506ff96a2', '3ff8b586e1553169', '6e255c85'],
  },
};
const steps = new Set(['a die']);

const streamFor = (name: string): Stream => new Stream(keyOf('distribution test', name, 'draws'));

const bits = new DataView(new ArrayBuffer(8));
const hexOf = (value: number): string => {
  bits.setFloat64(0, value);
  return bits.getUint32(0).toString(16).padStart(8, '0') + bits.getUint32(4).toString(16).padStart(8, '0');
};

const fingerprint = (name: string, law: Distribution): string[] => {
  const stream = streamFor(name);
  const first: string[] = [];
  let hash = 0x811c9dc5;
  for (let i = 0; i < 20000; i++) {
    const hex = hexOf(law.sample(stream));
    if (i < 3) first.push(hex);
    for (const half of [hex.slice(0, 8), hex.slice(8)]) {
      hash = Math.imul(hash ^ Number.parseInt(half, 16), 0x01000193);
      hash ^= hash >>> 15;
    }
  }
  return [...first, (hash >>> 0).toString(16).padStart(8, '0')];
};

describe.each(Object.entries(cases))('%s', (name, { law, mean, variance, golden }) => {
  it('states the moments of its closed form', () => {
    expect(law.mean).toBeCloseTo(mean, 6);
    expect(law.variance).toBeCloseTo(variance, 6);
  });

  it('draws with that mean and that variance', () => {
    const n = 200000;
    const stream = streamFor(name);
    const centred = Float64Array.from({ length: n }, () => law.sample(stream) - mean);
    const moment = (k: number): number => centred.reduce((sum, x) => sum + x ** k, 0) / n;
    expect(Math.abs(moment(1)) / Math.sqrt(variance / n)).toBeLessThan(5);
    expect(Math.abs(moment(2) - variance) / Math.sqrt((moment(4) - moment(2) ** 2) / n)).toBeLessThan(5);
  });

  it('draws by its cdf (Kolmogorov-Smirnov, 99.9 %)', () => {
    const n = 50000;
    const stream = streamFor(name);
    const draws = Float64Array.from({ length: n }, () => law.sample(stream)).sort();
    let distance = 0;
    for (let i = 0; i < n; i++) {
      const below = law.cdf(draws[i]!);
      const next = draws[i + 1];
      if (next !== draws[i]) distance = Math.max(distance, Math.abs((i + 1) / n - below));
      if (!steps.has(name)) distance = Math.max(distance, Math.abs(i / n - below));
    }
    expect(distance * Math.sqrt(n)).toBeLessThan(1.95);
  });

  it('draws the same bits on every Node', () => {
    expect(fingerprint(name, law)).toEqual(golden);
  });
});
