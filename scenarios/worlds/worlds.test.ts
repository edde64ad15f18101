import { expect, test } from 'vitest';
import { attacks } from '../../attacks/catalogue.ts';
import { replicate } from '../replicate.ts';
import { costTables } from '../../sim/crypto/costs/cost-tables.ts';
import { compareWorlds } from './compare-worlds.ts';
import type { WorldsSetting } from './compare-worlds.ts';
import type { LiveRunner } from './live-runner.ts';
import { comparison as meetingRoom } from '../meeting-room-mapping/comparison.ts';
import { rankingRow } from './ranking.ts';
import { band, comparedProfiles } from './row.ts';
import { serviceRows } from './service-rows.ts';
import type { ServicePair } from './service-rows.ts';
import type { ServiceMeasure, ServiceSample } from './service-sample.ts';
import { sideBySide } from './side-by-side.ts';
import { onLoopback, twinOf } from './twin.ts';
import { workParts } from './work-parts.ts';

const seconds = (): number => 0;
const loopback = { delayNs: [50_000, 60_000], timerLagNs: [400_000, 800_000], wakeNs: 20_000 };
const twin = twinOf(meetingRoom.scenario, loopback);

/** A live world that is a virtual one: what it shows is what is expected of it. */
const standIn = (begun: string[] = []): LiveRunner => ({
  play: async (plan) => {
    begun.push(`${plan.attacks.map(({ id }) => id).join('+') || 'honest'} ${plan.profile.name}`);
    const replication = replicate({ ...plan, scenario: twin, suite: 'symbolic' }, { seconds });
    const costs = { C16: { ns: 9e6, bytes: 0, calls: 9 }, C20: { ns: 5e6, bytes: 0, calls: 9 } };
    const warm = { costs, cpuSeconds: 0.75, tellingSeconds: 0.25 };
    return {
      replication,
      outcome: { costs, warm, events: 0, frames: 0, writes: 0, inside: {}, processes: [], leftBehind: null },
    };
  },
  voidedBy: () => null,
});

const setting = (runner: LiveRunner): WorldsSetting => ({
  terms: {
    ...meetingRoom,
    service: { ...meetingRoom.attacked, warmUpSeconds: 3, durationSeconds: 6 },
    idle: { ...meetingRoom.idle, warmUpSeconds: 1, durationSeconds: 2 },
    attacks: meetingRoom.attacks.filter(({ attack }) => attack === 'A09'),
  },
  effort: { serviceRuns: 2, mostAttackedRuns: 2, sideBySide: 2, seed: 1 },
  attacks,
  costs: costTables,
  loopback,
  runner,
  again: 'metarange validate --worlds',
  seconds,
  progress: () => undefined,
  lookUp: async () => undefined,
});

test('a world agrees with itself: every verdict, every refusal, every count', { timeout: 120_000 }, async () => {
  const begun: string[] = [];
  const { rows, cells, differences } = await compareWorlds(setting(standIn(begun)));
  for (const { attack, profile, virtual, live } of cells) expect(live, `${attack} ${profile}`).toEqual(virtual);
  const verdicts = rows.filter(({ id }) => id.startsWith('worlds.verdict.') || id.startsWith('worlds.refusals.'));
  expect(verdicts.map(({ id, verdict }) => `${id} ${verdict}`)).toEqual([
    'worlds.verdict.A09.none pass',
    'worlds.verdict.A09.transport pass',
    'worlds.refusals.A09.transport.C32 pass',
    'worlds.verdict.A09.framework pass',
    'worlds.refusals.A09.framework.C32 pass',
  ]);
  for (const profile of comparedProfiles)
    for (const measure of ['goodput', 'p50', 'p95', 'reportP50', 'reportP95', 'handshakes', 'opening'])
      expect(rows.find(({ id }) => id === `worlds.${measure}.${profile}`)).toMatchObject({
        measured: 1,
        ci: [1, 1],
        verdict: 'pass',
      });
  // The stand-in's processor time is invented: that differs, and what of it is said so.
  const [first] = differences;
  expect(first!.about).toContain('worlds.cpu.none');
  expect(first!.parts.map(({ part }) => part)).toContain('messages, channels and stores');
  expect(begun.slice(0, 3)).toEqual(['honest none', 'honest none', 'honest none']);
});

test('a live run that is void fails its cell, says why, and is not tried again', async () => {
  const honest = standIn();
  const runner: LiveRunner = {
    play: (plan) => (plan.attacks.length > 0 ? Promise.reject(new Error('a process fell over')) : honest.play(plan)),
    voidedBy: (error) => (error as Error).message,
  };
  const { cells, rows, differences } = await compareWorlds({
    ...setting(runner),
    effort: { serviceRuns: 1, mostAttackedRuns: 2, sideBySide: 1, seed: 1 },
  });
  expect(cells.map(({ runs, voided }) => [runs, voided])).toEqual([
    [0, 'a process fell over'],
    [0, 'a process fell over'],
    [0, 'a process fell over'],
  ]);
  expect(rows.find(({ id }) => id === 'worlds.verdict.A09.none')).toMatchObject({ measured: null, verdict: 'fail' });
  expect(differences.at(-1)!.text).toContain('a live run was void (a process fell over)');
});

test('any other error ends the comparison', async () => {
  const runner: LiveRunner = { play: () => Promise.reject(new TypeError('a defect')), voidedBy: () => null };
  await expect(compareWorlds(setting(runner))).rejects.toThrow('a defect');
});

test('the twin of a live run stands on one class of machine, and its wires have the measured way', () => {
  const { scenario, service } = meetingRoom;
  const cast = onLoopback(scenario.build(service, 1), loopback);
  expect(new Set(cast.placements.map(({ device }) => device))).toEqual(new Set(['server']));
  const meanNs = (from: string): number | null => cast.wires.find((wire) => wire.from === from)!.link.latency.mean;
  expect(meanNs('iot-platform')).toBe(55_000);
  // A sensor's timer is late for all of its way, a person's for both ways together.
  expect(meanNs('sensors')).toBe(655_000);
  expect(meanNs('persons')).toBe(355_000);
});

const sample = (measures: Partial<Record<ServiceMeasure, number | null>>, controls: Record<string, number>) =>
  ({
    measures,
    work: {
      messages: 1000,
      openings: 4,
      totalNs: 1e8,
      controls: Object.fromEntries(Object.entries(controls).map(([id, ns]) => [id, { ns, bytes: 0, calls: 1 }])),
      charged: {},
    },
  }) as ServiceSample;

const pairOf = (virtual: number | null, live: number | null): ServicePair => ({
  virtual: sample({ p50: virtual }, { C16: 3e6, C20: 2e6, C12: 1e6 }),
  live: sample({ p50: live }, { C16: 9e6, C20: 8e6, C12: 1e6 }),
});

test('a ratio passes with its whole interval inside the band, not for want of knowing better', () => {
  const verdictOf = (pairs: readonly ServicePair[]): unknown => {
    const { measured, ci, verdict } = serviceRows('none', pairs).find(({ id }) => id === 'worlds.p50.none')!;
    return { measured, isKnown: ci !== null, verdict };
  };
  expect(verdictOf([pairOf(1, 1), pairOf(2, 2)])).toEqual({ measured: 1, isKnown: true, verdict: 'pass' });
  expect(verdictOf([pairOf(2, 1), pairOf(4, 2)])).toEqual({ measured: 2, isKnown: true, verdict: 'fail' });
  expect(verdictOf([pairOf(1, 1)])).toEqual({ measured: 1, isKnown: false, verdict: 'fail' });
  expect(verdictOf([pairOf(1, null)])).toEqual({ measured: null, isKnown: false, verdict: 'fail' });
  const wide = verdictOf([pairOf(1, 2), pairOf(2, 1)]) as { readonly measured: number; readonly verdict: string };
  expect([wide.measured, wide.verdict]).toEqual([1, 'fail']);
  expect(band).toEqual({ least: 0.8, most: 1.25 });
});

test('controls are ranked by what they cost a message in each world', () => {
  const row = rankingRow(['C16', 'C20', 'C12'], [pairOf(1, 1)]);
  expect(row).toMatchObject({ id: 'worlds.tau', measured: 1, ci: [1, 1], verdict: 'pass' });
  const turned: ServicePair = { ...pairOf(1, 1), live: sample({}, { C16: 1e6, C20: 2e6, C12: 3e6 }) };
  expect(rankingRow(['C16', 'C20', 'C12'], [turned])).toMatchObject({ measured: -1, verdict: 'fail' });
  expect(rankingRow(['C30'], [turned])).toMatchObject({ measured: null, verdict: 'fail' });
});

test('what a message costs is told part by part, the largest difference first', () => {
  const parts = workParts([pairOf(1, 1)]);
  // 100 us a message live, 18 of them by controls' own clocks; in the virtual world nothing else is charged.
  expect(parts.map(({ part, virtualMicros, liveMicros }) => [part, virtualMicros, liveMicros])).toEqual([
    ['messages, channels and stores', 0, 82],
    ['C16', 3, 9],
    ['C20', 2, 8],
    ['C12', 1, 1],
  ]);
  expect(parts[0]!.explanation).toContain('nothing is charged; the table has no operation for');
});

test('as many pieces of work go side by side as may, and none begins after one has failed', async () => {
  let running = 0;
  let most = 0;
  let done = 0;
  const piece = async (): Promise<void> => {
    most = Math.max(most, ++running);
    await Promise.resolve();
    running--;
    done++;
  };
  await sideBySide([piece, piece, piece, piece, piece], 2);
  expect([most, done]).toEqual([2, 5]);
  const failing = (): Promise<void> => Promise.reject(new Error('no'));
  await expect(sideBySide([failing, piece, piece, piece], 1)).rejects.toThrow('no');
  expect(done).toBe(5);
});
