import fc from 'fast-check';
import { expect, test } from 'vitest';
import { keyOf, Stream } from '../../sim/kernel/stream.ts';
import { levelOf, pointsOf } from './design.ts';
import { fullFactorial } from './full-factorial.ts';
import { latinHypercube } from './latin-hypercube.ts';
import { oneAtATime } from './one-at-a-time.ts';
import { saltelli } from './saltelli.ts';
import { mostSobolDimensions, sobol } from './sobol.ts';

const stream = (purpose: string): Stream => new Stream(keyOf(7, 'designs', purpose));
const points = (design: Parameters<typeof pointsOf>[0]): (readonly number[])[] => [...pointsOf(design)];

/** L2 star discrepancy by T. T. Warnock's formula (1972). */
function discrepancy(sample: readonly (readonly number[])[]): number {
  const dimensions = sample[0]!.length;
  const product = (of: (dimension: number) => number): number => {
    let all = 1;
    for (let dimension = 0; dimension < dimensions; dimension++) all *= of(dimension);
    return all;
  };
  let single = 0;
  let pairs = 0;
  for (const one of sample) {
    single += product((k) => (1 - one[k]! * one[k]!) / 2);
    for (const other of sample) pairs += product((k) => 1 - Math.max(one[k]!, other[k]!));
  }
  return Math.sqrt(product(() => 1 / 3) - (2 * single) / sample.length + pairs / (sample.length * sample.length));
}

const random = (dimensions: number, size: number): number[][] => {
  const own = stream('random');
  return Array.from({ length: size }, () => Array.from({ length: dimensions }, () => own.uniform()));
};

test('a full factorial has every combination once, the last factor changing fastest', () => {
  expect(points(fullFactorial([2, 3]))).toEqual([
    [0, 0],
    [0, 1],
    [0, 2],
    [1, 0],
    [1, 1],
    [1, 2],
  ]);
  expect(points(fullFactorial([]))).toEqual([[]]);
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 4 }), { maxLength: 5 }), (levels) => {
      const design = fullFactorial(levels);
      expect(new Set(points(design).map(String)).size).toBe(design.size);
    }),
  );
  expect(() => fullFactorial([2, 0])).toThrow('whole number of levels from 1, got 0');
  expect(() => fullFactorial([2, 3]).at(6)).toThrow('6 points has none with index 6');
  expect(() => fullFactorial(new Array<number>(60).fill(2))).toThrow('combinations');
});

test('one at a time leaves the base in one factor only, and comes to each other level once', () => {
  expect(points(oneAtATime([2, 1, 3], [1, 0, 1]))).toEqual([
    [1, 0, 1],
    [0, 0, 1],
    [1, 0, 0],
    [1, 0, 2],
  ]);
  expect(points(oneAtATime([3])).map(([level]) => level)).toEqual([0, 1, 2]);
  expect(() => oneAtATime([2, 2], [0])).toThrow('each of 2 factors, got 1');
  expect(() => oneAtATime([2], [2])).toThrow('index 2');
});

test('a Latin hypercube has one point in each slice of each dimension', () => {
  for (const candidates of [1, 5]) {
    const drawn = points(latinHypercube({ dimensions: 3, size: 40, stream: stream('latin'), candidates }));
    for (const dimension of [0, 1, 2]) {
      const slices = drawn.map((point) => Math.floor(point[dimension]! * 40));
      expect(slices.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 40 }, (_, slice) => slice));
    }
  }
});

test('every order of slices in a Latin hypercube is equally likely', () => {
  const own = stream('orders');
  const seen = new Map<string, number>();
  for (let draw = 0; draw < 6000; draw++) {
    const order = points(latinHypercube({ dimensions: 1, size: 3, stream: own })).map(([x]) => Math.floor(x! * 3));
    seen.set(order.join(), (seen.get(order.join()) ?? 0) + 1);
  }
  expect(seen.size).toBe(6);
  // Six deviations of a binomial about 1000.
  for (const times of seen.values()) expect(Math.abs(times - 1000)).toBeLessThan(6 * Math.sqrt(6000 * (5 / 36)));
});

test('of several candidates the one whose closest points are furthest apart is kept', () => {
  const closest = (own: Stream, candidates: number): number => {
    const drawn = points(latinHypercube({ dimensions: 2, size: 12, stream: own, candidates }));
    const distances = drawn.flatMap((one, at) =>
      drawn.slice(0, at).map((other) => Math.hypot(one[0]! - other[0]!, one[1]! - other[1]!)),
    );
    return Math.min(...distances);
  };
  const own = stream('maximin');
  const single = Array.from({ length: 20 }, () => closest(own, 1));
  expect(closest(stream('maximin'), 20)).toBe(Math.max(...single));
  expect(new Set(single).size).toBe(20);
});

test("Sobol' sequence begins as published, and its thousandth point is that of another implementation", () => {
  // sobol.cc of Joe and Kuo prints these for three dimensions.
  expect(points(sobol({ dimensions: 3, size: 8 }))).toEqual([
    [0, 0, 0],
    [0.5, 0.5, 0.5],
    [0.75, 0.25, 0.25],
    [0.25, 0.75, 0.75],
    [0.375, 0.375, 0.625],
    [0.875, 0.875, 0.125],
    [0.625, 0.125, 0.875],
    [0.125, 0.625, 0.375],
  ]);
  // scipy.stats.qmc.Sobol(64, scramble=False), point 1000, dimensions 1, 2, 21, 41, 64.
  const far = sobol({ dimensions: 64, size: 1024 }).at(1000);
  expect([0, 1, 20, 40, 63].map((dimension) => far[dimension])).toEqual([
    0.2197265625, 0.0966796875, 0.5224609375, 0.9130859375, 0.4462890625,
  ]);
});

test("every dimension of Sobol' sequence has one point in each of 256 slices, scrambled or not", () => {
  for (const scramble of [undefined, stream('scramble')]) {
    const design = sobol({ dimensions: mostSobolDimensions, size: 256, ...(scramble && { scramble }) });
    const drawn = points(design);
    for (let dimension = 0; dimension < mostSobolDimensions; dimension++) {
      expect(new Set(drawn.map((point) => Math.floor(point[dimension]! * 256))).size).toBe(256);
    }
  }
});

test("the first two dimensions of Sobol' sequence are a net: one point in every dyadic box of area 1/64, scrambled or not", () => {
  for (const scramble of [undefined, stream('net')]) {
    const drawn = points(sobol({ dimensions: 2, size: 64, ...(scramble && { scramble }) }));
    for (let split = 0; split <= 6; split++) {
      const [across, down] = [1 << split, 1 << (6 - split)];
      expect(new Set(drawn.map(([x, y]) => Math.floor(x! * across) * down + Math.floor(y! * down))).size).toBe(64);
    }
  }
});

test('a scrambled point is uniform: its mean and its spread over many scramblings', () => {
  const own = stream('uniform');
  let sum = 0;
  let square = 0;
  const draws = 2000;
  for (let draw = 0; draw < draws; draw++) {
    const x = sobol({ dimensions: 3, size: 8, scramble: own }).at(5)[2]!;
    expect(x > 0 && x < 1).toBe(true);
    sum += x;
    square += x * x;
  }
  expect(Math.abs(sum / draws - 1 / 2)).toBeLessThan(4 / Math.sqrt(12 * draws));
  expect(Math.abs(square / draws - 1 / 3)).toBeLessThan(4 * Math.sqrt(4 / 45 / draws));
});

test("the discrepancy of Sobol' sequence and of a Latin hypercube is below that of random points", () => {
  // scipy.stats.qmc.discrepancy, method L2-star.
  expect(
    discrepancy([
      [0.5, 0.5],
      [0.25, 0.75],
    ]),
  ).toBeCloseTo(0.1995546256319585, 12);
  const byChance = discrepancy(random(4, 256));
  expect(discrepancy(points(sobol({ dimensions: 4, size: 256, scramble: stream('low') })))).toBeLessThan(byChance / 3);
  expect(discrepancy(points(latinHypercube({ dimensions: 4, size: 256, stream: stream('low') })))).toBeLessThan(
    byChance / 1.5,
  );
});

test('the same stream gives the same design, another one another', () => {
  const of = (purpose: string) => points(sobol({ dimensions: 5, size: 16, scramble: stream(purpose) }));
  expect(of('one')).toEqual(of('one'));
  expect(of('one')).not.toEqual(of('other'));
});

test('a plan for sensitivity has A, B, and A with each factor of B in turn', () => {
  const base = sobol({ dimensions: 4, size: 4 });
  const plan = saltelli(base);
  expect([plan.size, plan.dimensions]).toEqual([16, 2]);
  const [a, , c, d] = base.at(3);
  expect(points(plan).slice(12)).toEqual([
    [a, base.at(3)[1]],
    [c, d],
    [c, base.at(3)[1]],
    [a, d],
  ]);
  expect(() => saltelli(sobol({ dimensions: 3, size: 4 }))).toThrow('two dimensions for each factor, got 3');
});

test('what cannot be a design is refused', () => {
  expect(() => sobol({ dimensions: mostSobolDimensions + 1, size: 2 })).toThrow('64 dimensions, got 65');
  expect(() => sobol({ dimensions: 2, size: 0 })).toThrow('points from 1, got 0');
  expect(() => latinHypercube({ dimensions: 0, size: 2, stream: stream('none') })).toThrow('dimensions from 1');
});

test('a number of the cube falls into one of equally wide levels', () => {
  expect([0, 0.33, 0.34, 0.67, 0.999].map((share) => levelOf(share, 3))).toEqual([0, 0, 1, 2, 2]);
});
