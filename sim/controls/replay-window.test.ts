import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Place } from '../framework/figure.ts';
import { gap, replayWindow } from './replay-window.ts';
import { atWork, post, report } from './testing/house.ts';

const arrivals = (width = 64) => {
  const guard = atWork(replayWindow({ width }));
  return (number: number, given: { session?: number; epoch?: number } = {}) =>
    guard.verify!(report(21, { marks: [number] }), post(given));
};

/** The window as one would define it: everything seen so far, and a limit behind the highest. */
const model = (width: number) => {
  const seen = new Set<number>();
  let highest = 0;
  return (number: number) => {
    if (number <= highest - width || seen.has(number)) return 'sequence-seen';
    seen.add(number);
    highest = Math.max(highest, number);
    return undefined;
  };
};

describe('C11 replay window', () => {
  test('messages of a session are numbered from one, in each session and channel', () => {
    const guard = atWork(replayWindow());
    const number = (session: number, epoch: number) => {
      const sent = report();
      guard.protect!(sent, post({ session, epoch }));
      return sent.marks[0];
    };
    expect([number(3, 0), number(3, 0), number(4, 0), number(3, 1), number(3, 1)]).toEqual([1, 2, 1, 1, 2]);
  });

  test('a replayed command is refused, and so is one that comes later than 64 others', () => {
    const arrive = arrivals();
    expect(arrive(1)).toBeUndefined();
    expect(arrive(1)).toBe('sequence-seen');
    expect(arrive(66)).toBeUndefined();
    expect(arrive(2)).toBe('sequence-seen');
    expect(arrive(3)).toBeUndefined();
  });

  test('what an older channel has seen is void in a new one', () => {
    const arrive = arrivals();
    expect([arrive(5), arrive(5, { epoch: 1 }), arrive(5, { epoch: 1 })]).toEqual([
      undefined,
      undefined,
      'sequence-seen',
    ]);
  });

  test('sessions do not see each other', () => {
    const arrive = arrivals();
    expect([arrive(5, { session: 900 }), arrive(5), arrive(5, { session: 900 })]).toEqual([
      undefined,
      undefined,
      'sequence-seen',
    ]);
  });

  test('a number that is missing, broken or below one is malformed', () => {
    const arrive = arrivals();
    for (const number of [undefined, 0, -1, 1.5, Number.NaN, 2 ** 31])
      expect(arrive(number as number)).toBe('malformed');
  });

  test('any arrivals are ruled as by a set of all numbers seen, for any width', () => {
    const near = fc.integer({ min: 1, max: 400 });
    const far = fc.integer({ min: 1, max: 2 ** 31 - 1 });
    fc.assert(
      fc.property(
        fc.constantFrom(32, 64, 96, 256),
        fc.array(fc.oneof({ weight: 9, arbitrary: near }, far)),
        (width, numbers) => {
          const arrive = arrivals(width);
          const expected = model(width);
          for (const number of numbers) expect(arrive(number)).toBe(expected(number));
        },
      ),
      { numRuns: 300 },
    );
  });

  test('a width that is no multiple of 32 is turned down', () => {
    expect(() => replayWindow({ width: 48 })).toThrow('multiple of 32');
  });

  test('where it is to, it tells the defender of numbers that were skipped, and how many', () => {
    const guard = atWork(replayWindow({ width: 64, gapsAt: ['RP-O'] }));
    const arrive = (number: number, place: Place, epoch = 0) => {
      const at = post({ place, epoch });
      guard.verify!(report(21, { marks: [number] }), at);
      return at.alarms;
    };
    expect([1, 2, 3].flatMap((number) => arrive(number, 'RP-O'))).toEqual([]);
    expect(arrive(7, 'RP-O')).toEqual([expect.objectContaining({ reason: gap })]);
    expect([arrive(8, 'RP-O'), arrive(5, 'RP-O')], 'once for each gap').toEqual([[], []]);
    expect(arrive(2, 'RP-O', 1), 'the first of a channel too').toHaveLength(1);
    expect([1, 9].flatMap((number) => arrive(number, 'RP-T', 2))).toEqual([]);
    const usual = atWork(replayWindow());
    const at = post({ place: 'RP-O' });
    for (const number of [1, 9]) usual.verify!(report(21, { marks: [number] }), at);
    expect(at.alarms, 'the catalogue’s own').toEqual([]);
  });
});
