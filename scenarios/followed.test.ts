import { expect, test } from 'vitest';
import { Feed } from '../metrics/feed/feed.ts';
import { attemptWidth, latencyWidth, trafficWidth } from '../metrics/results/feed.ts';
import type { Frame } from '../metrics/results/feed.ts';
import type { Replication } from '../metrics/results/replication.ts';
import { trial } from './meeting-room-mapping/testing/trial.ts';
import { replicate } from './replicate.ts';
import type { Onlooker } from './replicate.ts';
import { planOf } from './testing/play.ts';
import { attacksOf } from './testing/trial.ts';

const plan = planOf(
  { profile: { name: 'framework', without: ['C01', 'C16', 'C28'] }, attacks: attacksOf(trial), seed: 5 },
  { durationSeconds: 100, restartAtSeconds: 50, revokeAtSeconds: 60 },
);

const followed = (slices: number): { readonly run: Replication; readonly frames: readonly Frame[] } => {
  const frames: Frame[] = [];
  let feed: Feed | undefined;
  const onlooker: Onlooker = { seconds: () => 0, slices, progress: (nowNs) => feed?.until(nowNs) };
  const run = replicate(
    {
      ...plan,
      follow: (ground) => {
        feed = new Feed(ground, (frame) => frames.push(frame));
        return feed;
      },
    },
    onlooker,
  );
  feed!.end(run.simulatedSeconds * 1e9);
  return { run, frames };
};

const alone = replicate(plan, { seconds: () => 0 });
const seldom = followed(3);
const often = followed(2000);

test('a run that is followed is the same run: digest, metrics, violations and picture', () => {
  expect(alone.digest).toMatch(/^[0-9a-f]{64}$/);
  for (const { run } of [seldom, often]) expect(run).toEqual(alone);
});

const summed = (rows: readonly number[], width: number, column: number): number =>
  rows.reduce((sum, value, index) => sum + (index % width === column ? value : 0), 0);
const total = (frames: readonly Frame[], of: (frame: Frame) => number): number =>
  frames.reduce((sum, frame) => sum + of(frame), 0);

test('frames add up to what the run itself counted', () => {
  for (const { frames } of [seldom, often]) {
    for (const [column, field] of [
      [2, 'sent'],
      [3, 'delivered'],
      [4, 'refused'],
      [5, 'dropped'],
    ] as const) {
      const expected = alone.picture.flows.reduce((sum, flow) => sum + flow[field], 0);
      expect(expected, field).toBeGreaterThan(field === 'dropped' ? -1 : 5);
      expect(
        total(frames, ({ traffic }) => summed(traffic, trafficWidth, column)),
        field,
      ).toBe(expected);
    }
    const { goodput, binSeconds } = alone.picture.series;
    expect(total(frames, ({ latency }) => summed(latency, latencyWidth, 1))).toBeCloseTo(
      goodput.reduce((sum, rate) => sum + rate * binSeconds, 0),
      6,
    );
    const reached = total(frames, ({ attempts }) => summed(attempts, attemptWidth, 2));
    const detected = total(frames, ({ attempts }) => summed(attempts, attemptWidth, 3));
    expect(reached).toBeGreaterThan(0);
    expect(detected).toBeGreaterThan(0);
    // An attempt that still runs at the end is not judged, and an attack on service only at the end.
    const judged = alone.attacks.reduce((sum, { successes }) => sum + successes, 0);
    expect(Math.abs(reached - judged)).toBeLessThanOrEqual(alone.attacks.length);
  }
});

test('frames do not depend on how often facts are shown, but for the order in which an interval is told', () => {
  const plain = (frames: readonly Frame[]): unknown =>
    frames.map(({ at, refusals, latency, failed, falseAlarms, attempts }) => ({
      at,
      refusals,
      latency,
      failed,
      falseAlarms,
      attempts,
    }));
  expect(plain(often.frames)).toEqual(plain(seldom.frames));
});
