import { expect, test } from 'vitest';
import { keyOf, Stream } from '../kernel/stream.ts';
import { triesFor } from './stake.ts';

test('a search for a proof of so many bits takes as many tries as chance has it, 2^bits on average', () => {
  const stream = new Stream(keyOf(1, 0, 'search'));
  const tries = Array.from({ length: 20_000 }, () => triesFor(10, stream.open()));
  const mean = tries.reduce((sum, one) => sum + one, 0) / tries.length;
  // The deviation of a geometric number is about its mean: 5 standard errors.
  expect(Math.abs(mean / 1024 - 1)).toBeLessThan(5 / Math.sqrt(tries.length));
  expect(tries.filter((one) => one > 1024).length / tries.length).toBeCloseTo(Math.exp(-1), 2);
  expect(Math.min(...tries)).toBeGreaterThan(0);
});
