import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { millis, seconds } from '../framework/time.ts';
import { atWork, post, report } from './testing/house.ts';
import { timestampWindow } from './timestamp-window.ts';

const guard = atWork(timestampWindow());
const arriving = (sentNs: number, takenNs: number) => {
  const sent = report();
  guard.protect!(sent, post({ now: sentNs }));
  return guard.verify!(sent, post({ now: takenNs }));
};

describe('C09 timestamp window', () => {
  test('a replayed message is refused once the window is shut', () => {
    expect(arriving(seconds(100), seconds(130))).toBeUndefined();
    expect(arriving(seconds(100), seconds(130) + millis(10))).toBe('stale');
  });

  test('a message from the future passes only as far as clocks disagree', () => {
    expect(arriving(seconds(105), seconds(100))).toBeUndefined();
    expect(arriving(seconds(105) + millis(10), seconds(100))).toBe('from-the-future');
  });

  test('a message without a stamp is malformed', () => {
    expect(guard.verify!(report(), post())).toBe('malformed');
  });

  test('an age within a step of 10 ms of the window decides, on every day of the longest run', () => {
    const longestNs = 104 * 86_400 * 1e9;
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: longestNs, noNaN: true }),
        fc.double({ min: -1e11, max: 1e11, noNaN: true }),
        (at, age) => {
          fc.pre(Math.abs(age - seconds(30)) > millis(10) && Math.abs(age + seconds(5)) > millis(10));
          const expected = age > seconds(30) ? 'stale' : age < -seconds(5) ? 'from-the-future' : undefined;
          expect(arriving(at, at + age)).toBe(expected);
        },
      ),
    );
  });
});
