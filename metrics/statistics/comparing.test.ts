import { expect, test } from 'vitest';
import { kendallTau } from './kendall.ts';
import { pairedRatio } from './ratio.ts';

test('the same order has a tau of 1, the opposite of -1', () => {
  expect(kendallTau([1, 2, 3], [10, 20, 30])).toBe(1);
  expect(kendallTau([1, 2, 3], [30, 20, 10])).toBe(-1);
  expect(kendallTau([1, 2, 3], [10, 30, 20])).toBeCloseTo(1 / 3, 12);
});

test('of two neighbours swapped twice among four, four pairs agree and two do not', () => {
  expect(kendallTau([1, 2, 3, 4], [2, 1, 4, 3])).toBeCloseTo((4 - 2) / 6, 12);
});

test('ties count in neither direction, and nothing but ties tells nothing', () => {
  // One tie in the first: 2 of its 3 pairs are apart, both agree.
  expect(kendallTau([1, 1, 2], [1, 2, 3])).toBeCloseTo(2 / Math.sqrt(2 * 3), 12);
  expect(kendallTau([1, 1, 1], [1, 2, 3])).toBeNull();
  expect(kendallTau([], [])).toBeNull();
});

test('rankings and pairs of different lengths are refused', () => {
  expect(() => kendallTau([1], [1, 2])).toThrow('equal numbers of things, got 1 and 2');
  expect(() => pairedRatio([1], [1, 2])).toThrow('equal numbers of replications, got 1 and 2');
});

test('a ratio is the geometric mean of the pairs', () => {
  const found = pairedRatio([1, 1, 1], [1, 2, 4])!;
  expect(found.n).toBe(3);
  expect(found.ratio).toBeCloseTo(2, 12);
  // t(2) at 95 % is 4.302653, the logarithms deviate by log 2.
  const half = (4.302653 * Math.log(2)) / Math.sqrt(3);
  expect(found.interval![0]).toBeCloseTo(2 / Math.exp(half), 4);
  expect(found.interval![1]).toBeCloseTo(2 * Math.exp(half), 3);
});

test('what one side does not know, or has nothing of, is left out of the pairs', () => {
  expect(pairedRatio([2, null, 0, 5], [4, 3, 1, null])).toEqual({ n: 1, ratio: 2, interval: null });
  expect(pairedRatio([null], [1])).toBeNull();
});
