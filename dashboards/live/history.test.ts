import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mostEntries, trafficWidth, type FeedEntry, type Frame } from '../../metrics/results/feed.ts';
import { frameAt } from '../testing/frames.ts';
import { History } from './history.ts';
import { addedRows, merged } from './merge.ts';

const row = fc.tuple(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 0, max: 3 }), fc.integer({ min: 1, max: 9 }));
/** Rows of key, key, count in the order of their keys, each key once. */
const rows = fc
  .uniqueArray(row, { selector: ([a, b]) => `${a} ${b}`, maxLength: 12 })
  .map((all) => all.toSorted((x, y) => x[0] - y[0] || x[1] - y[1]).flat());
const counted = (flat: readonly number[]): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (let at = 0; at < flat.length; at += 3) {
    const key = `${flat[at]} ${flat[at + 1]}`;
    counts[key] = (counts[key] ?? 0) + flat[at + 2]!;
  }
  return counts;
};

test('rows are added up by their keys, and stay in order with each key once', () => {
  fc.assert(
    fc.property(rows, rows, (one, other) => {
      const sum = addedRows(one, other, { width: 3, keys: 2 });
      const expected = counted(one);
      for (const [key, count] of Object.entries(counted(other))) expected[key] = (expected[key] ?? 0) + count;
      expect(counted(sum)).toEqual(expected);
      const keys = Array.from({ length: sum.length / 3 }, (_, at) => sum[at * 3]! * 10 + sum[at * 3 + 1]!);
      expect(keys).toEqual([...new Set(keys)].toSorted((a, b) => a - b));
    }),
  );
});

const traffic = (sent: number): readonly number[] => [0, 0, sent, sent, 0, 0, 0];
const sentIn = (frames: readonly Frame[]): number =>
  frames.reduce(
    (sum, frame) => sum + frame.traffic.reduce((of, n, at) => of + (at % trafficWidth === 2 ? n : 0), 0),
    0,
  );

test('a history never outgrows its room, has no gap, keeps its newer half in full, and loses no count', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 700 }), (pushed) => {
      const history = new History(40);
      for (let at = 0; at < pushed; at++) history.push(frameAt(at, { traffic: traffic(at) }));
      const { frames } = history;
      expect(frames.length).toBeLessThanOrEqual(40);
      let next = 0;
      for (const { at, span } of frames) {
        expect(at).toBe(next);
        next += span;
      }
      expect(next).toBe(pushed);
      expect(frames.slice(-20).every(({ span }) => span === 1)).toBe(true);
      expect(sentIn(frames)).toBe((pushed * (pushed - 1)) / 2);
      // The older half is coarse evenly, but for what has just come into it.
      const older = frames.slice(0, 18).map(({ span }) => span);
      expect(Math.max(...older)).toBeLessThanOrEqual(3 * Math.min(...older));
    }),
    { numRuns: 60 },
  );
});

test('who joins late and is given the history as it is goes on to the same history', () => {
  const first = new History(30);
  for (let at = 0; at < 55; at++) first.push(frameAt(at, { traffic: traffic(1) }));
  const late = new History(30);
  for (const frame of first.frames) late.push(frame);
  for (let at = 55; at < 300; at++) {
    first.push(frameAt(at, { traffic: traffic(1) }));
    late.push(frameAt(at, { traffic: traffic(1) }));
  }
  expect(late.frames).toEqual(first.frames);
});

test('a joined log keeps what matters most, in order of time, and counts what it leaves out', () => {
  const entry = (at: number, what: FeedEntry['what']): FeedEntry => ({
    atSeconds: at,
    what,
    cause: 1,
    count: 2,
    text: what,
  });
  const one = frameAt(0, { log: Array.from({ length: 20 }, (_, at) => entry(at, 'refusal')) });
  const other = frameAt(1, {
    log: [...Array.from({ length: 10 }, (_, at) => entry(30 + at, 'step')), entry(50, 'success')],
    unlisted: 3,
  });
  const both = merged(one, other);
  expect(both.log).toHaveLength(mostEntries);
  expect(both.log.filter(({ what }) => what !== 'refusal')).toHaveLength(11);
  expect(both.log.map(({ atSeconds }) => atSeconds)).toEqual(
    both.log.map(({ atSeconds }) => atSeconds).toSorted((a, b) => a - b),
  );
  expect(both.unlisted).toBe(3 + 2 * 7);
});
