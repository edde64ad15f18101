import fc from 'fast-check';
import { expect, test } from 'vitest';
import { keyOf, Stream } from '../../sim/kernel/stream.ts';
import { normalQuantile } from '../../sim/kernel/distributions/standard-normal.ts';
import { BatchMeans } from './batch-means.ts';
import { betaCdf, betaQuantile } from './beta.ts';
import { LogHistogram } from './log-histogram.ts';
import { median } from './median.ts';
import { Moments } from './moments.ts';
import { pairedDifference } from './paired.ts';
import { clopperPearsonInterval, proportionDifference, wilsonInterval } from './proportion.ts';
import { studentCdf, studentInterval, studentQuantile } from './student.ts';

const stream = (purpose: string): Stream => new Stream(keyOf(7, 'statistics', purpose));

test('the quantiles of Student t agree with the printed table', () => {
  const table: readonly [number, number, number][] = [
    [0.975, 1, 12.7062],
    [0.975, 2, 4.3027],
    [0.975, 4, 2.7764],
    [0.975, 9, 2.2622],
    [0.975, 29, 2.0452],
    [0.975, 120, 1.9799],
    [0.995, 5, 4.0321],
    [0.9, 10, 1.3722],
    [0.9995, 3, 12.924],
  ];
  for (const [p, freedom, t] of table) expect(Math.abs(studentQuantile(p, freedom) / t - 1)).toBeLessThan(5e-5);
});

test('one degree of freedom is the Cauchy law, two have a closed form', () => {
  for (const t of [-30, -2, -0.1, 0, 0.5, 1, 7, 1000]) {
    expect(studentCdf(t, 1)).toBeCloseTo(0.5 + Math.atan(t) / Math.PI, 12);
    expect(studentCdf(t, 2)).toBeCloseTo(0.5 + t / (2 * Math.sqrt(2 + t * t)), 12);
  }
});

test('quantiles of Student t below the median mirror those above it, and undo the distribution', () => {
  fc.assert(
    fc.property(fc.double({ min: 0.001, max: 0.999, noNaN: true }), fc.integer({ min: 1, max: 300 }), (p, freedom) => {
      expect(studentCdf(studentQuantile(p, freedom), freedom)).toBeCloseTo(p, 10);
      expect(studentQuantile(1 - p, freedom)).toBeCloseTo(-studentQuantile(p, freedom), 6);
    }),
  );
});

test('the beta law with whole parameters is the binomial tail', () => {
  // P(Bin(10, 0.3) >= 4) = I_0.3(4, 7)
  let tail = 0;
  const choose = [210, 252, 210, 120, 45, 10, 1];
  choose.forEach((ways, index) => {
    const k = index + 4;
    tail += ways * Math.exp(k * Math.log(0.3) + (10 - k) * Math.log(0.7));
  });
  expect(betaCdf(4, 7, 0.3)).toBeCloseTo(tail, 13);
  expect(betaCdf(4, 7, betaQuantile(4, 7, 0.025))).toBeCloseTo(0.025, 12);
  expect(betaCdf(2.5, 40000, betaQuantile(2.5, 40000, 0.9))).toBeCloseTo(0.9, 10);
});

test("Wilson's interval of 0 of 10 and 81 of 263 are as published", () => {
  // Newcombe 1998, table I: 81/263, 15/148, 0/20, 1/29 at 95 %.
  const table: readonly [number, number, number, number][] = [
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ];
  for (const [hits, n, lower, upper] of table) {
    const [low, high] = wilsonInterval(hits, n)!;
    expect(Math.abs(low - lower)).toBeLessThan(5.1e-5);
    expect(Math.abs(high - upper)).toBeLessThan(5.1e-5);
  }
});

test('the exact interval is as published, and at no hits it is the rule of three', () => {
  // Newcombe 1998, table I, method 5.
  const table: readonly [number, number, number, number][] = [
    [81, 263, 0.2527, 0.3676],
    [15, 148, 0.0578, 0.1617],
    [0, 20, 0, 0.1684],
    [1, 29, 0.0009, 0.1776],
  ];
  for (const [hits, n, lower, upper] of table) {
    const [low, high] = clopperPearsonInterval(hits, n)!;
    expect(Math.abs(low - lower)).toBeLessThan(5.1e-5);
    expect(Math.abs(high - upper)).toBeLessThan(5.1e-5);
  }
  const [, upper] = clopperPearsonInterval(0, 300)!;
  expect(upper).toBeCloseTo(1 - Math.exp(Math.log(0.025) / 300), 12);
});

test('no trials give no interval, and impossible counts are refused', () => {
  expect(wilsonInterval(0, 0)).toBeNull();
  expect(clopperPearsonInterval(0, 0)).toBeNull();
  expect(() => wilsonInterval(3, 2)).toThrow('3 of 2');
  expect(() => wilsonInterval(0.5, 2)).toThrow('whole numbers');
  expect(() => wilsonInterval(1, 2, 1)).toThrow('between 0 and 1');
});

test('exact intervals hold the true share at least as often as they say, Wilson about as often', () => {
  const random = stream('coverage');
  const held = { exact: 0, wilson: 0 };
  const runs = 2000;
  for (let run = 0; run < runs; run++) {
    let hits = 0;
    for (let trial = 0; trial < 60; trial++) if (random.uniform() < 0.17) hits++;
    const holds = ([low, high]: readonly [number, number]): number => (low <= 0.17 && 0.17 <= high ? 1 : 0);
    held.exact += holds(clopperPearsonInterval(hits, 60)!);
    held.wilson += holds(wilsonInterval(hits, 60)!);
  }
  expect(held.exact / runs).toBeGreaterThan(0.95);
  expect(Math.abs(held.wilson / runs - 0.95)).toBeLessThan(0.025);
});

test('five replications hold the true mean in 95 % of cases', () => {
  const random = stream('student');
  let held = 0;
  const runs = 4000;
  for (let run = 0; run < runs; run++) {
    const [low, high] = studentInterval(Moments.of([1, 2, 3, 4, 5].map(() => 3 + 2 * normalQuantile(random.open()))))!;
    if (low <= 3 && 3 <= high) held++;
  }
  // Three standard deviations of 4000 trials at 0.95 are 0.0104.
  expect(Math.abs(held / runs - 0.95)).toBeLessThan(0.0104);
});

test('moments of parts merge into those of the whole, far from zero too', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: -1000, max: 1000 })),
      fc.array(fc.integer({ min: -1000, max: 1000 })),
      (a, b) => {
        const far = 1e9;
        const parts = Moments.of(a.map((value) => far + value));
        parts.merge(Moments.of(b.map((value) => far + value)));
        const all = [...a, ...b];
        const mean = all.reduce((sum, value) => sum + value, 0) / Math.max(1, all.length);
        const square = all.reduce((sum, value) => sum + (value - mean) * (value - mean), 0);
        expect(parts.n).toBe(all.length);
        expect(all.length === 0 ? 0 : parts.mean - far).toBeCloseTo(mean, 4);
        expect(parts.variance).toBeCloseTo(all.length < 2 ? 0 : square / (all.length - 1), 2);
      },
    ),
  );
});

test('batch means widen the interval of a run whose observations depend on each other', () => {
  const random = stream('batches');
  let naive = 0;
  let batched = 0;
  const runs = 300;
  for (let run = 0; run < runs; run++) {
    const means = new BatchMeans();
    let value = normalQuantile(random.open()) / Math.sqrt(1 - 0.64);
    for (let step = 0; step < 5000; step++) {
      value = 0.8 * value + normalQuantile(random.open());
      means.add(value);
    }
    const holds = (interval: readonly [number, number]): number => (interval[0] <= 0 && 0 <= interval[1] ? 1 : 0);
    naive += holds(studentInterval(means.all)!);
    batched += holds(means.interval()!);
    expect(means.batches).toBeGreaterThanOrEqual(32);
    expect(Math.abs(means.correlation!)).toBeLessThan(0.6);
  }
  expect(naive / runs).toBeLessThan(0.7);
  expect(batched / runs).toBeGreaterThan(0.9);
});

test('a short run has no interval by batches', () => {
  const means = new BatchMeans();
  for (let step = 0; step < 7; step++) means.add(step);
  expect([means.interval(), means.correlation, means.all.mean]).toEqual([null, null, 3]);
});

test('a histogram knows every quantile to its stated error, whatever the values', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }), { minLength: 1, maxLength: 200 }),
      fc.constantFrom(0, 0.01, 0.25, 0.5, 0.9, 0.95, 0.99, 1),
      (values, p) => {
        const histogram = new LogHistogram();
        for (const value of values) histogram.record(value);
        const sorted = values.toSorted((a, b) => a - b);
        const exact = sorted[Math.max(1, Math.ceil(p * values.length - 1e-9 * values.length)) - 1]!;
        expect(Math.abs(histogram.quantile(p)! / exact - 1)).toBeLessThanOrEqual(1 / 256);
      },
    ),
  );
});

test('a histogram finds the quantiles of the exponential law', () => {
  const random = stream('exponential');
  const histogram = new LogHistogram();
  for (let draw = 0; draw < 200_000; draw++) histogram.record(-1e7 * Math.log(random.open()));
  for (const p of [0.5, 0.95, 0.99]) {
    expect(Math.abs(histogram.quantile(p)! / (-1e7 * Math.log(1 - p)) - 1)).toBeLessThan(0.02);
  }
});

test('histograms that are merged know what one histogram of all values knows, wherever their values lie', () => {
  const values = fc.array(fc.double({ min: 0, max: 1e17, noNaN: true }), { maxLength: 20 });
  fc.assert(
    fc.property(values, values, fc.constantFrom(0, 0.3, 0.5, 0.99, 1), (ours, theirs, p) => {
      const [one, other, both] = [new LogHistogram(), new LogHistogram(), new LogHistogram()];
      for (const value of ours) one.record(value);
      for (const value of theirs) other.record(value);
      for (const value of [...ours, ...theirs]) both.record(value);
      one.merge(other);
      expect([one.n, one.quantile(p)]).toEqual([both.n, both.quantile(p)]);
    }),
  );
});

test('histograms merge, clear, and take values off their ends', () => {
  const one = new LogHistogram();
  const other = new LogHistogram();
  one.record(0);
  one.record(-5);
  other.record(1e300);
  one.merge(other);
  expect([one.n, Math.floor(one.quantile(0.5)!), one.quantile(1)! > 8e15]).toEqual([3, 1, true]);
  expect(() => one.merge(new LogHistogram(5))).toThrow('7 and 5 bits');
  one.clear();
  expect([one.n, one.quantile(0.5)]).toEqual([0, null]);
});

test('arms that share their random numbers are told apart sooner', () => {
  const random = stream('pairs');
  const first: number[] = [];
  const second: number[] = [];
  for (let run = 0; run < 20; run++) {
    const common = 10 * random.uniform();
    first.push(common + 0.2 * random.uniform());
    second.push(common + 1 + 0.2 * random.uniform());
  }
  const found = pairedDifference(first, second);
  expect(found.mean).toBeCloseTo(1, 1);
  expect(found.interval![0]).toBeGreaterThan(0.8);
  expect(found.varianceReduction!).toBeGreaterThan(100);
  expect(() => pairedDifference([1], [1, 2])).toThrow('1 and 2');
});

test('the median does not mind the order, and of an even number is the mean of the two in the middle', () => {
  expect([median([3, 1, 2]), median([40, 1, 2, 3]), median([7]), median([])]).toEqual([2, 2.5, 7, Number.NaN]);
});

test('the interval of a difference of proportions is as published', () => {
  // Newcombe 1998, table II, method 10: 56 of 70 less 48 of 80.
  const [lower, upper] = proportionDifference({ hits: 48, trials: 80 }, { hits: 56, trials: 70 })!;
  expect(lower).toBeCloseTo(0.0524, 4);
  expect(upper).toBeCloseTo(0.3339, 4);
  expect(proportionDifference({ hits: 0, trials: 0 }, { hits: 1, trials: 2 })).toBeNull();
});
