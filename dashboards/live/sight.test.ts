import fc from 'fast-check';
import { expect, test } from 'vitest';
import { latencyCell, type FeedEntry } from '../../metrics/results/feed.ts';
import { frameAt } from '../testing/frames.ts';
import { sampleHeading } from '../testing/heading.ts';
import {
  alarmsOf,
  attemptsOf,
  counted,
  countsOf,
  entriesOf,
  flowsOf,
  framesUntil,
  latencyMs,
  nodesOf,
  workOf,
} from './sight.ts';

const entry = (atSeconds: number, what: FeedEntry['what'], cause: number): FeedEntry => ({
  atSeconds,
  what,
  cause,
  count: 2,
  text: `${what} ${atSeconds}`,
});
const frames = [
  frameAt(0, {
    traffic: [0, 0, 5, 4, 0, 1, 0, 0, 1, 2, 0, 2, 0, 0],
    nodes: [0, 5, 1, 0, 0, 0, 0],
    refusals: [1, 1, 2],
    attempts: [1, 2, 0, 0, 0],
  }),
  frameAt(1, {
    traffic: [0, 0, 3, 3, 0, 0, 0, 1, 1, 1, 1, 0, 0, 1],
    refusals: [1, 0, 1, 2, 1, 4],
    breaches: [1, 1, 1],
    attempts: [1, 1, 1, 1, 2],
    log: [entry(0.6, 'step', 1), entry(0.7, 'alarm', 0), entry(0.8, 'success', 1)],
  }),
  frameAt(2, { span: 2, nodes: [0, 2, 0, 0, 0, 0, 0], log: [entry(1.2, 'alarm', 1)] }),
];
const all = { frames, from: 0, to: 3, cause: null };

test('the figure shows all traffic, that of one attack, or honest traffic alone', () => {
  const sentOf = (cause: number | null) =>
    flowsOf(sampleHeading, { ...all, cause }).map(({ sent, refused, breaches }) => [sent, refused, breaches]);
  expect(sentOf(null)).toEqual([
    [10, 2, 0],
    [1, 0, 1],
  ]);
  expect(sentOf(1)).toEqual([
    [2, 2, 0],
    [1, 0, 1],
  ]);
  expect(sentOf(0)).toEqual([
    [8, 0, 0],
    [0, 0, 0],
  ]);
  expect(flowsOf(sampleHeading, { ...all, to: 1 })[0]).toEqual({
    point: 'RP-T',
    fromRole: 'device',
    toRole: 'gateway',
    sent: 7,
    delivered: 4,
    refused: 2,
    dropped: 1,
    breaches: 0,
  });
});

test('nodes, attempts, refusals and breaches are those of the frames that are looked at', () => {
  expect(nodesOf(sampleHeading, all)[0]).toEqual({ sent: 7, received: 1, refused: 0, lost: 0, alarms: 0, breaches: 0 });
  expect(nodesOf(sampleHeading, { ...all, from: 1, to: 2 })[0]!.sent).toBe(0);
  expect(attemptsOf(sampleHeading, all)[1]).toEqual({ begun: 3, reached: 1, detected: 1, running: 1 });
  expect(attemptsOf(sampleHeading, { ...all, to: 1 })[1]).toEqual({ begun: 2, reached: 0, detected: 0, running: 2 });
  expect(countsOf(all, 'refusals')).toEqual([
    [2, 4],
    [1, 3],
  ]);
  expect(countsOf({ ...all, cause: 0 }, 'refusals')).toEqual([[1, 1]]);
  expect(counted(frames[1]!, 'refusals', null)).toBe(5);
  expect(counted(frames[1]!, 'breaches', 1)).toBe(1);
  expect([alarmsOf(frames[1]!, null), alarmsOf(frames[1]!, 1)]).toEqual([2, 0]);
});

test('the log comes newest first, of one cause or all, and never longer than asked for', () => {
  const texts = (cause: number | null, most = 9) =>
    entriesOf({ ...all, cause }, () => true, most).map(({ text }) => text);
  expect(texts(null)).toEqual(['alarm 1.2', 'success 0.8', 'alarm 0.7', 'step 0.6']);
  expect(texts(1)).toEqual(['alarm 1.2', 'success 0.8', 'step 0.6']);
  expect(texts(null, 2)).toEqual(['alarm 1.2', 'success 0.8']);
  expect(entriesOf(all, ({ what }) => what === 'step', 9)).toHaveLength(1);
});

test('a moment shows the frames that are over by then, coarse ones too', () => {
  expect([0, 0.49, 0.5, 1, 1.6, 2, 99].map((seconds) => framesUntil(frames, sampleHeading, seconds))).toEqual([
    0, 0, 1, 2, 2, 3, 3,
  ]);
});

test('quantiles of latency are those of the values within 3 %, and unknown without any', () => {
  expect(latencyMs(frameAt(0), 0.99)).toBeNull();
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1000, max: 1e10 }), { minLength: 1, maxLength: 60 }),
      fc.constantFrom(0.5, 0.99),
      (values, p) => {
        const cells = new Map<number, number>();
        for (const value of values) cells.set(latencyCell(value), (cells.get(latencyCell(value)) ?? 0) + 1);
        const latency = [...cells].toSorted(([a], [b]) => a - b).flat();
        const exact = values.toSorted((a, b) => a - b)[Math.max(0, Math.ceil(p * values.length) - 1)]! / 1e6;
        expect(Math.abs(latencyMs({ latency }, p)! / exact - 1)).toBeLessThan(0.03);
        expect(workOf(frameAt(0, { latency }))).toBe(values.length);
      },
    ),
  );
});
