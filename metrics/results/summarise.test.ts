import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { wilsonInterval } from '../statistics/proportion.ts';
import type { Replication } from './replication.ts';
import { digestOf, summarise } from './summarise.ts';
import type { ArmFrame } from './summarise.ts';

const arm: ArmFrame = {
  scenario: 'meeting-room-mapping',
  parameters: { rooms: 2 },
  seed: 7,
  profile: 'framework',
  without: ['C11'],
  suite: 'symbolic',
  world: 'virtual',
  attacks: [{ id: 'A07', name: 'message-replay' }],
  claims: [],
};
const replication = (more: Partial<Replication> = {}): Replication => ({
  seed: 7,
  digest: 'aa',
  events: 1000,
  wallSeconds: 0.5,
  messages: 100,
  simulatedSeconds: 60,
  values: { M01: { value: 0.1, n: 40, hits: 4 }, 'M30.p99': { value: 20, n: 500 }, M02: { value: null, n: 0 } },
  attacks: [
    {
      id: 'A07',
      attempts: 40,
      successes: 4,
      detected: 10,
      firstSuccessSeconds: 12,
      violations: ['freshness'],
      steps: { tap: 40 },
    },
  ],
  violations: [{ property: 'freshness', point: 'act', atSeconds: 12, datum: '1/2', node: 'lamp', attack: 'A07' }],
  violationsTotal: 4,
  refusals: { C11: 30 },
  picture: {
    flows: [],
    series: { binSeconds: 2, goodput: [10, 10], p99Ms: [1, null], refused: [0, 0], violations: [0, 0], alarms: [0, 0] },
    timeline: [],
  },
  warnings: [],
  ...more,
});

test('proportions are pooled with the interval of Wilson, amounts averaged with that of Student', () => {
  const runs = [
    replication(),
    replication({ values: { M01: { value: 0.3, n: 10, hits: 3 }, 'M30.p99': { value: 24, n: 700 } } }),
    replication({ values: { M01: { value: 0, n: 30, hits: 0 }, 'M30.p99': { value: 28, n: 300 } } }),
  ];
  const { metrics } = summarise(arm, runs);
  expect(metrics['M01']).toEqual({ value: 7 / 80, unit: 'share', n: 80, ci95: wilsonInterval(7, 80) });
  const p99 = metrics['M30.p99']!;
  expect([p99.value, p99.unit, p99.n]).toEqual([24, 'ms', 1500]);
  // 24 ± 4.3027 * 4 / √3
  expect(p99.ci95![0]).toBeCloseTo(24 - 9.9366, 3);
  expect(p99.ci95![1]).toBeCloseTo(24 + 9.9366, 3);
  expect(metrics['M02']).toEqual({ value: null, unit: 's', n: 0, ci95: null });
});

test('one replication gives amounts no interval, and says so', () => {
  const summary = summarise(arm, [replication()]);
  expect(summary.metrics['M30.p99']!.ci95).toBeNull();
  expect(summary.metrics['M01']!.ci95).not.toBeNull();
  expect(summary.warnings).toEqual(['one replication: amounts carry no interval; ask for more with --replications']);
});

test('attempts, refusals, work and time of all replications are added up', () => {
  const second = replication({
    refusals: { C11: 2, C09: 1 },
    attacks: [
      {
        id: 'A07',
        attempts: 5,
        successes: 1,
        detected: 0,
        firstSuccessSeconds: 3,
        violations: ['safety'],
        steps: { tap: 5, replay: 1 },
      },
    ],
  });
  const summary = summarise(arm, [replication(), second]);
  expect(summary.attacks).toEqual([
    {
      id: 'A07',
      name: 'message-replay',
      attempts: 45,
      successes: 5,
      ci95: wilsonInterval(5, 45),
      detected: 10,
      firstSuccessSeconds: 3,
      violations: ['freshness', 'safety'],
      steps: { tap: 45, replay: 1 },
    },
  ]);
  expect(summary.refusals).toEqual({ C11: 32, C09: 1 });
  expect([summary.events, summary.eventsPerSecond, summary.simulatedSeconds, summary.messages]).toEqual([
    2000, 2000, 120, 200,
  ]);
  expect([summary.violationsTotal, summary.violations.length]).toEqual([8, 2]);
});

test('an attack that never struck is unknown, not harmless', () => {
  const none = {
    id: 'A07',
    attempts: 0,
    successes: 0,
    detected: 0,
    firstSuccessSeconds: null,
    violations: [],
    steps: {},
  };
  const summary = summarise(arm, [replication({ attacks: [none] }), replication({ attacks: [] })]);
  expect(summary.attacks[0]).toMatchObject({ attempts: 0, ci95: null, firstSuccessSeconds: null });
  expect(summary.warnings).toContain('A07: only 0 attempts; read its interval, not its rate');
});

test('with its baseline, an arm tells what the attack took', () => {
  const attacked = replication();
  const slower = {
    ...attacked,
    picture: { ...attacked.picture, series: { ...attacked.picture.series, goodput: [10, 4] } },
  };
  const { metrics } = summarise(arm, [slower, slower], [attacked, attacked]);
  expect(metrics['M47.lost']).toMatchObject({ value: 12, unit: 'operations' });
  expect(metrics['M47.share']).toMatchObject({ value: 0.3, unit: 'share' });
  expect(metrics['M32']!.value).toBeNull();
  expect(() => summarise(arm, [slower, slower], [attacked])).toThrow('2 replications against 1 of the baseline');
  expect(() => summarise(arm, [])).toThrow('no replications');
});

test('a claim is judged for its own profiles, by the worst of its verdicts', () => {
  const claim = (name: string, verdict: boolean | undefined, profiles = ['framework'] as const) => ({
    name,
    profiles,
    holds: () => verdict,
  });
  const claims = [
    claim('held', true),
    claim('broken', false),
    claim('unseen', undefined),
    { name: 'other profile', profiles: ['none'] as const, holds: () => false },
    {
      name: 'reads values',
      profiles: ['framework'] as const,
      holds: (value: (name: string) => number | null) => value('M01') === 0.1 && value('M99') === null,
    },
  ];
  expect(summarise({ ...arm, claims }, [replication()]).claims).toEqual([
    { name: 'held', verdict: 'true' },
    { name: 'broken', verdict: 'false' },
    { name: 'unseen', verdict: 'unknown' },
    { name: 'reads values', verdict: 'true' },
  ]);
  const asked: string[] = [];
  const curious = {
    name: 'c',
    profiles: ['framework'] as const,
    holds: (_: unknown, attack: string) => asked.push(attack) > 0,
  };
  summarise({ ...arm, claims: [curious], attacks: [] }, [replication()]);
  expect(asked).toEqual(['none']);
});

test('the digest of several replications is the hash of theirs, of one its own, of none unknown', () => {
  expect(digestOf(['aa'])).toBe('aa');
  expect(digestOf(['aa', 'bb'])).toBe(createHash('sha256').update('aa\nbb').digest('hex'));
  expect(digestOf(['bb', 'aa'])).not.toBe(digestOf(['aa', 'bb']));
  expect([digestOf([]), digestOf(['aa', null])]).toEqual([null, null]);
});
