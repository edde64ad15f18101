import { describe, expect, it } from 'vitest';
import { keyOf, Stream } from '../stream.ts';
import { constant } from './constant.ts';
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

const streamFor = (name: string): Stream => new Stream(keyOf('distribution edges', name, 'draws'));

/** A stream whose next uniform and open uniform are the least or the greatest there are. */
const atEnd = (end: 'least' | 'greatest'): Stream => {
  const stream = streamFor('ends');
  stream.resume(Uint32Array.of(1, 0, 0, end === 'least' ? 0xffffffff : 0xfffffffe));
  return stream;
};
const sevenths = Array.from({ length: 7 }, () => 1); // as shares they add up to less than the greatest uniform

describe('a constant', () => {
  it('always is its value and takes nothing from the stream', () => {
    const stream = streamFor('constant');
    const law = constant({ value: 42 });
    const before = stream.words();
    expect(law.sample(stream)).toBe(42);
    expect(stream.words()).toEqual(before);
    expect([law.mean, law.variance, law.cdf(41.9), law.cdf(42)]).toEqual([42, 0, 0, 1]);
  });
});

describe('moments that do not exist', () => {
  it('are null, never infinite', () => {
    expect([pareto({ shape: 1, scale: 1 }).mean, pareto({ shape: 1, scale: 1 }).variance]).toEqual([null, null]);
    expect([pareto({ shape: 2, scale: 3 }).mean, pareto({ shape: 2, scale: 3 }).variance]).toEqual([6, null]);
    const heavy = mixture({
      parts: [
        { weight: 1, of: pareto({ shape: 1, scale: 1 }) },
        { weight: 9, of: constant({ value: 1 }) },
      ],
    });
    expect([heavy.mean, heavy.variance]).toEqual([null, null]);
  });
});

describe('an empirical law', () => {
  it('draws each value by its weight, and a weightless one never', () => {
    const law = empirical({ values: [30, 10, 20], weights: [1, 0, 3] });
    const stream = streamFor('weights');
    const counts = new Map<number, number>();
    for (let i = 0; i < 40000; i++) {
      const value = law.sample(stream);
      counts.set(value, (counts.get(value) ?? 0) + 1);
    }
    expect(new Set(counts.keys())).toEqual(new Set([20, 30]));
    expect(Math.abs(counts.get(30)! - 10000)).toBeLessThan(4 * Math.sqrt(7500));
    expect([law.cdf(19), law.cdf(20), law.cdf(29), law.cdf(30)]).toEqual([0, 0.75, 0.75, 1]);
  });

  it('joins the points of a quantile curve by straight lines', () => {
    const delays = empirical({
      quantiles: [
        [0, 10],
        [0.5, 20],
        [1, 100],
      ],
    });
    expect([delays.cdf(10), delays.cdf(15), delays.cdf(20), delays.cdf(60), delays.cdf(100)]).toEqual([
      0, 0.25, 0.5, 0.75, 1,
    ]);
  });
});

describe('shares whose sum is rounded below one', () => {
  it('leave the greatest uniform to the last part of a mixture', () => {
    const law = mixture({ parts: sevenths.map((weight, i) => ({ weight, of: constant({ value: i }) })) });
    expect([law.sample(atEnd('least')), law.sample(atEnd('greatest'))]).toEqual([0, 6]);
  });

  it('leave the greatest uniform to the last value that has a weight', () => {
    const law = empirical({ values: [0, 1, 2, 3, 4, 5, 6, 7], weights: [...sevenths, 0] });
    expect([law.sample(atEnd('least')), law.sample(atEnd('greatest'))]).toEqual([0, 6]);
  });
});

describe('a truncated normal', () => {
  it('stays within its bounds at the ends of the uniform, whatever rounding does', () => {
    for (let step = 1; step <= 2000; step++) {
      const [low, high] = [step / 997, step / 997 + 1 / step + 0.01];
      const law = truncatedNormal({ mean: 0.3, deviation: 0.7, low, high });
      expect(law.sample(atEnd('least'))).toBeGreaterThanOrEqual(low);
      expect(law.sample(atEnd('least'))).toBeLessThanOrEqual(high);
      expect(law.sample(atEnd('greatest'))).toBeGreaterThanOrEqual(low);
      expect(law.sample(atEnd('greatest'))).toBeLessThanOrEqual(high);
    }
  });

  it('never leaves its bounds, however narrow or far out they are', () => {
    const stream = streamFor('bounds');
    for (const [low, high] of [
      [-0.001, 0.001],
      [7, 8],
      [-30, -29],
      [30, Infinity],
    ] as const) {
      const law = truncatedNormal({ mean: 0, deviation: 1, low, high });
      for (let i = 0; i < 1000; i++) {
        const x = law.sample(stream);
        expect(x >= low && x <= high).toBe(true);
      }
    }
  });
});

describe('parameters that make no law', () => {
  const refused: Record<string, () => Distribution> = {
    'constant: value must be a finite number, got NaN': () => constant({ value: NaN }),
    'uniform: high must be above low, got low 2 and high 2': () => uniform({ low: 2, high: 2 }),
    'exponential: mean must be a positive finite number, got 0': () => exponential({ mean: 0 }),
    'normal: deviation must be a positive finite number, got -1': () => normal({ mean: 0, deviation: -1 }),
    'truncated normal: high must be above low': () => truncatedNormal({ mean: 0, deviation: 1, low: 1, high: 1 }),
    'truncated normal: no mass between 100 and 200': () =>
      truncatedNormal({ mean: 0, deviation: 1, low: 100, high: 200 }),
    'lognormal: cv must be a positive finite number, got Infinity': () => lognormal({ mean: 1, cv: Infinity }),
    'lognormal: the largest draw must be a finite number': () => lognormal({ mu: 0, sigma: 100 }),
    'gamma: shape must be a positive finite number, got 0': () => gamma({ shape: 0, scale: 1 }),
    'pareto: scale must be a positive finite number, got NaN': () => pareto({ shape: 1, scale: NaN }),
    'pareto: the largest draw must be a finite number': () => pareto({ shape: 0.01, scale: 1 }),
    'weibull: shape must be a positive finite number, got -2': () => weibull({ shape: -2, scale: 1 }),
    'logistic: scale must be a positive finite number, got 0': () => logistic({ mean: 0, scale: 0 }),
    'empirical: values must hold at least one number': () => empirical({ values: [] }),
    'empirical: 2 values need as many weights, got 1': () => empirical({ values: [1, 2], weights: [1] }),
    'empirical: weights must sum above 0, got 0': () => empirical({ values: [1], weights: [0] }),
    'empirical: quantiles must run from share 0 to share 1': () =>
      empirical({
        quantiles: [
          [0.5, 1],
          [1, 2],
        ],
      }),
    'empirical: quantiles must rise in share and in value': () =>
      empirical({
        quantiles: [
          [0, 2],
          [1, 1],
        ],
      }),
    'mixture: parts must name at least one distribution': () => mixture({ parts: [] }),
    'mixture: weight 0 must be a positive finite number, got 0': () =>
      mixture({ parts: [{ weight: 0, of: constant({ value: 1 }) }] }),
  };

  it.each(Object.entries(refused))('are refused: %s', (message, make) => {
    expect(make).toThrow(RangeError);
    expect(make).toThrow(message);
  });
});
