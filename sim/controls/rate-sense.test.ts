import { describe, expect, test } from 'vitest';
import { seconds } from '../framework/time.ts';
import { RateSense } from './rate-sense.ts';

const terms = { shortNs: seconds(20), longNs: seconds(200), weight: 1 };

/** Counts one of a source every so often, from one moment to another; the most that it was above the usual. */
const come = (sense: RateSense, everySeconds: number, from: number, until: number): number => {
  let most = 0;
  for (let at = from; at < until; at += everySeconds) most = Math.max(most, sense.count(1, seconds(at)));
  return most;
};

describe('a sense for rates', () => {
  test('what comes as evenly as ever is never far above the usual', () => {
    expect(come(new RateSense(terms), 2, 0, 1000)).toBeLessThan(0.5);
  });

  test('what comes four times as often stands out, and is the usual in the end', () => {
    const sense = new RateSense(terms);
    come(sense, 2, 0, 400);
    expect(come(sense, 0.5, 400, 440)).toBeGreaterThan(3);
    come(sense, 0.5, 440, 3000);
    expect(come(sense, 0.5, 3000, 3100)).toBeLessThan(0.5);
  });

  test('of a source that has just come nothing is usual yet', () => {
    expect(come(new RateSense(terms), 0.01, 0, 39)).toBe(0);
  });
});
