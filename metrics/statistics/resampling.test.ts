import { expect, test } from 'vitest';
import { normalQuantile } from '../../sim/kernel/distributions/standard-normal.ts';
import { keyOf, Stream } from '../../sim/kernel/stream.ts';
import { pointsOf } from '../designs/design.ts';
import { saltelli } from '../designs/saltelli.ts';
import { sobol } from '../designs/sobol.ts';
import { bootstrap, pairedBootstrap } from './bootstrap.ts';
import { median } from './median.ts';
import { Moments } from './moments.ts';
import { sensitivity } from './sensitivity.ts';

const stream = (purpose: string): Stream => new Stream(keyOf(7, 'resampling', purpose));
const mean = (sample: readonly number[]): number => Moments.of(sample).mean;

test("BCa and percentile intervals of Efron and Tibshirani's spatial test are as printed there", () => {
  // An Introduction to the Bootstrap, tables 14.1 and 14.2: 90 %, 2 000 resamples, so they wobble by some units.
  const sample = [48, 36, 20, 29, 42, 42, 20, 42, 22, 41, 45, 14, 6, 0, 33, 28, 34, 4, 32, 24, 47, 41, 24, 26, 30, 41];
  const spread = (drawn: readonly number[]): number => (Moments.of(drawn).variance * (drawn.length - 1)) / drawn.length;
  const of = (method: 'bca' | 'percentile') =>
    bootstrap(sample, spread, { stream: stream(method), resamples: 4000, confidence: 0.9, method });
  expect(of('bca').estimate).toBeCloseTo(171.534, 3);
  const bca = of('bca').interval!;
  expect(Math.abs(bca[0] - 115.8)).toBeLessThan(4);
  expect(Math.abs(bca[1] - 259.6)).toBeLessThan(7);
  const percentile = of('percentile').interval!;
  expect(Math.abs(percentile[0] - 100.8)).toBeLessThan(4);
  expect(Math.abs(percentile[1] - 233.9)).toBeLessThan(4);
});

test('a bootstrap interval of a mean and of a median holds the truth in about 95 % of cases', () => {
  const own = stream('coverage');
  const held = { mean: 0, median: 0 };
  const samples = 200;
  for (let at = 0; at < samples; at++) {
    const sample = Array.from({ length: 40 }, () => normalQuantile(own.open()));
    for (const [name, statistic] of [
      ['mean', mean],
      ['median', median],
    ] as const) {
      const [lower, upper] = bootstrap(sample, statistic, { stream: own, resamples: 200 }).interval!;
      if (lower <= 0 && 0 <= upper) held[name]++;
    }
  }
  for (const hits of Object.values(held)) expect(Math.abs(hits / samples - 0.95)).toBeLessThan(0.045);
});

test('pairs are drawn whole: what both share drops out of their difference', () => {
  const own = stream('pairs');
  const first = Array.from({ length: 30 }, () => 100 * own.uniform());
  const second = first.map((value) => value + 1);
  const ratio = pairedBootstrap(first, second, (one, other) => mean(other) - mean(one), {
    stream: own,
    resamples: 300,
  });
  expect(ratio.interval!.map((end) => end.toFixed(9))).toEqual(['1.000000000', '1.000000000']);
  expect(() => pairedBootstrap([1], [], () => 0, { stream: own })).toThrow('got 1 and 0');
});

test('a bootstrap says nothing of one observation, nor of a statistic that is not finite or wholly on one side', () => {
  const plan = { stream: stream('nothing'), resamples: 50 };
  expect(bootstrap([4], mean, plan)).toEqual({ estimate: 4, interval: null });
  expect(bootstrap([1, 2, 3], () => NaN, plan).interval).toBeNull();
  expect(bootstrap([1, 2, 3], (drawn) => (drawn === undefined ? 0 : 1 / (drawn[0]! - 2)), plan).interval).toBeNull();
  expect(bootstrap([2, 2, 2], mean, plan).interval).toEqual([2, 2]);
  expect(() => bootstrap([1, 2], mean, { ...plan, resamples: 0 })).toThrow('resamples from 1, got 0');
  expect(() => bootstrap([1, 2], mean, { ...plan, confidence: 1 })).toThrow('between 0 and 1');
});

const studied = (factors: number, rows: number, output: (point: readonly number[]) => number, resamples = 50) => {
  const base = sobol({ dimensions: 2 * factors, size: rows, scramble: stream('base') });
  const outputs = [...pointsOf(saltelli(base))].map(output);
  return sensitivity({ factors, outputs }, { stream: stream('sensitivity'), resamples });
};

test("the indices of Ishigami's function are its closed forms", () => {
  // T. Ishigami, T. Homma 1990, a = 7, b = 0.1; closed forms in Saltelli et al. 2008, 4.
  const [a, b] = [7, 0.1];
  const pi4 = Math.PI * Math.PI * Math.PI * Math.PI;
  const alone = [0.5 * (1 + (b * pi4) / 5) * (1 + (b * pi4) / 5), (a * a) / 8, 0];
  const together = (8 * b * b * pi4 * pi4) / 225;
  const all = alone[0]! + alone[1]! + together;
  const found = studied(3, 4096, (point) => {
    const [x, y, z] = point.map((share) => Math.PI * (2 * share - 1)) as [number, number, number];
    // Far from 0, as a latency in milliseconds is.
    return 1000 + Math.sin(x) + a * Math.sin(y) * Math.sin(y) + b * z * z * z * z * Math.sin(x);
  });
  expect(found.rows).toBe(4096);
  found.factors.forEach(({ first, total }, factor) => {
    const joint = factor === 1 ? 0 : together;
    expect(Math.abs(first!.estimate - alone[factor]! / all)).toBeLessThan(0.015);
    expect(Math.abs(total!.estimate - (alone[factor]! + joint) / all)).toBeLessThan(0.015);
  });
});

test("the indices of Sobol's g-function are its closed forms, and lie in their intervals", () => {
  const weights = [0, 1, 4.5, 9];
  const parts = weights.map((weight) => 1 / (3 * (1 + weight) * (1 + weight)));
  const all = parts.reduce((product, part) => product * (1 + part), 1) - 1;
  const found = studied(
    4,
    2048,
    (point) =>
      point.reduce((product, x, at) => (product * (Math.abs(4 * x - 2) + weights[at]!)) / (1 + weights[at]!), 1),
    200,
  );
  found.factors.forEach(({ first, total }, factor) => {
    const part = parts[factor]!;
    const expected = { first: part / all, total: (part * (all + 1)) / (1 + part) / all };
    expect(Math.abs(first!.estimate - expected.first)).toBeLessThan(0.02);
    expect(Math.abs(total!.estimate - expected.total)).toBeLessThan(0.02);
    for (const [index, truth] of [
      [first, expected.first],
      [total, expected.total],
    ] as const) {
      const [lower, upper] = index!.interval!;
      expect(lower <= truth && truth <= upper).toBe(true);
    }
  });
});

test('a row with an unknown output is left out whole, and outputs that are no whole rows are refused', () => {
  const plan = { stream: stream('rows'), resamples: 10 };
  const outputs = [1, 2, 2, 3, 1, 3, 5, null, 9, 0, 4, 1];
  const found = sensitivity({ factors: 1, outputs: outputs.slice(0, 9) }, plan);
  expect(found).toEqual(sensitivity({ factors: 1, outputs: outputs.slice(0, 6) }, { ...plan, stream: stream('rows') }));
  expect(found.rows).toBe(2);
  expect(() => sensitivity({ factors: 2, outputs: [1, 2, 3] }, plan)).toThrow('has 4 outputs, got 3 in all');
});

test('an output that does not vary has no sensitivity to tell', () => {
  const found = sensitivity({ factors: 1, outputs: new Array<number>(30).fill(5) }, { stream: stream('still') });
  expect(found).toEqual({ rows: 10, factors: [{ first: null, total: null }] });
});
