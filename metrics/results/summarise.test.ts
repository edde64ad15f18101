import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { properties } from '../../sim/framework/attack.ts';
import { wilsonInterval } from '../statistics/proportion.ts';
import type { Replication } from './replication.ts';
import { digestOf, summarise } from './summarise.ts';
import type { NamedAttack } from './outcome.ts';
import type { ArmFrame, Round } from './summarise.ts';

const named = (id: `A${number}`, name: string): NamedAttack => ({
  id,
  name,
  summary: `what ${name} does`,
  beatenBy: ['C11'],
  references: ['CAPEC-60'],
});
const arm: ArmFrame = {
  scenario: 'meeting-room-mapping',
  parameters: { rooms: 2 },
  seed: 7,
  profile: 'framework',
  without: ['C11'],
  suite: 'symbolic',
  world: 'virtual',
  attackSets: [[named('A07', 'message-replay')]],
  claims: [],
  controls: { C11: 'replay window' },
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
      unfinished: 0,
      successes: 4,
      detected: 10,
      firstSuccessSeconds: 12,
      violations: ['freshness'],
      steps: { tap: 40 },
    },
  ],
  properties: Object.fromEntries(
    properties.map((property) => [property, { judged: 0, violated: 0 }]),
  ) as Replication['properties'],
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
/** Replications of one run each, with honest play beside them where it is given. */
const rounds = (runs: readonly Replication[], honest: readonly Replication[] = []): readonly Round[] =>
  runs.map((run, index) => ({ runs: [run], honest: honest[index] ?? null }));

test('proportions are pooled with the interval of Wilson, amounts averaged with that of Student', () => {
  const runs = [
    replication(),
    replication({ values: { M01: { value: 0.3, n: 10, hits: 3 }, 'M30.p99': { value: 24, n: 700 } } }),
    replication({ values: { M01: { value: 0, n: 30, hits: 0 }, 'M30.p99': { value: 28, n: 300 } } }),
  ];
  const { metrics } = summarise(arm, rounds(runs));
  expect(metrics['M01']).toEqual({ value: 7 / 80, unit: 'share', n: 80, ci95: wilsonInterval(7, 80) });
  const p99 = metrics['M30.p99']!;
  expect([p99.value, p99.unit, p99.n]).toEqual([24, 'ms', 1500]);
  // 24 ± 4.3027 * 4 / √3
  expect(p99.ci95![0]).toBeCloseTo(24 - 9.9366, 3);
  expect(p99.ci95![1]).toBeCloseTo(24 + 9.9366, 3);
  expect(metrics['M02']).toEqual({ value: null, unit: 's', n: 0, ci95: null });
});

test('what stands behind the identifiers of metrics and controls comes with the summary', () => {
  const { legend } = summarise(arm, rounds([replication()]));
  expect(legend!.controls).toEqual({ C11: 'replay window' });
  expect(legend!.metrics['M07']).toEqual({ title: 'stale-credential acceptances', about: 'protection' });
  expect(Object.entries(legend!.metrics).flatMap(([id, { about }]) => (about === 'service' ? [id] : []))).toEqual(
    'M29 M30 M31 M33 M34 M35 M36 M37 M39 M46 M53 M55 M58'.split(' '),
  );
});

test('one replication gives amounts no interval, and says so', () => {
  const summary = summarise(arm, rounds([replication()]));
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
        unfinished: 2,
        successes: 1,
        detected: 0,
        firstSuccessSeconds: 3,
        violations: ['safety'],
        steps: { tap: 5, replay: 1 },
      },
    ],
  });
  const summary = summarise(arm, rounds([replication(), second]));
  expect(summary.attacks).toEqual([
    {
      id: 'A07',
      name: 'message-replay',
      attempts: 45,
      unfinished: 2,
      successes: 5,
      ci95: wilsonInterval(5, 45),
      detected: 10,
      firstSuccessSeconds: 3,
      violations: ['freshness', 'safety'],
      steps: { tap: 45, replay: 1 },
      service: { 'M30.p99': { value: 20, unit: 'ms', n: 1000, ci95: [20, 20] } },
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
    unfinished: 0,
    successes: 0,
    detected: 0,
    firstSuccessSeconds: null,
    violations: [],
    steps: {},
  };
  const summary = summarise(arm, rounds([replication({ attacks: [none] }), replication({ attacks: [] })]));
  expect(summary.attacks[0]).toMatchObject({ attempts: 0, ci95: null, firstSuccessSeconds: null });
  expect(summary.warnings).toEqual(['no attempt was judged, so that success is unknown, of A07']);
});

test('with its baseline, an arm tells what the attack took', () => {
  const attacked = replication();
  const slower = {
    ...attacked,
    picture: { ...attacked.picture, series: { ...attacked.picture.series, goodput: [10, 4] } },
  };
  const { metrics } = summarise(arm, rounds([slower, slower], [attacked, attacked]));
  expect(metrics['M47.lost']).toMatchObject({ value: 12, unit: 'operations' });
  expect(metrics['M47.share']).toMatchObject({ value: 0.3, unit: 'share' });
  expect(metrics['M32']!.value).toBeNull();
  expect(() => summarise(arm, rounds([slower, slower], [attacked]))).toThrow('only some replications have honest play');
  expect(() => summarise(arm, [{ runs: [slower, slower], honest: null }])).toThrow('2 runs in replication 0, not 1');
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
  expect(summarise({ ...arm, claims }, rounds([replication()])).claims).toEqual([
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
  summarise({ ...arm, claims: [curious], attackSets: [] }, rounds([replication()]));
  expect(asked).toEqual(['none']);
});

test('the digest of several replications is the hash of theirs, of one its own, of none unknown', () => {
  expect(digestOf(['aa'])).toBe('aa');
  expect(digestOf(['aa', 'bb'])).toBe(createHash('sha256').update('aa\nbb').digest('hex'));
  expect(digestOf(['bb', 'aa'])).not.toBe(digestOf(['aa', 'bb']));
  expect([digestOf([]), digestOf(['aa', null])]).toEqual([null, null]);
});

describe('attacks that run one at a time', () => {
  const sets: ArmFrame = {
    ...arm,
    attackSets: [[named('A07', 'message-replay')], [named('A24', 'handshake-flood')]],
  };
  const latency = (p99: number, more: Partial<Replication> = {}): Replication =>
    replication({ values: { 'M30.p99': { value: p99, n: 100 }, M10: { value: p99 / 10, n: 1 } }, ...more });
  /** Two replications: honest play has 10 and 12 ms, the replay 11 and 13, the flood 900 and 1100. */
  const played: readonly Round[] = [
    { runs: [latency(11), latency(900)], honest: latency(10) },
    { runs: [latency(13), latency(1100)], honest: latency(12) },
  ];

  test('service is that of honest play, and of each attack for itself', () => {
    const { metrics, attacks, replications } = summarise(sets, played);
    expect(replications).toBe(2);
    expect(metrics['M30.p99']).toMatchObject({ value: 11, n: 200, honest: true });
    expect(attacks.map(({ service }) => service!['M30.p99']!.value)).toEqual([12, 1000]);
    expect(attacks[1]!.service).not.toHaveProperty('M10');
    expect(attacks[1]!.service!['M47.lost']).toMatchObject({ value: 0, unit: 'operations' });
  });

  test('an interval tells how replications differ, not how attacks do', () => {
    const { metrics } = summarise(sets, played);
    // Means over the attacks of a replication: (1.1 + 90) / 2 and (1.3 + 110) / 2.
    expect(metrics['M10']).toMatchObject({ value: expect.closeTo((45.55 + 55.65) / 2, 9), n: 4 });
    expect(metrics['M10']).not.toHaveProperty('honest');
    const [lower, upper] = metrics['M10']!.ci95!;
    // 50.6 ± 12.7062 * 5.05; what lies below 0 is cut off.
    expect([lower, upper]).toEqual([0, expect.closeTo(50.6 + 64.1663, 3)]);
    const once = summarise(sets, played.slice(0, 1));
    expect([once.metrics['M10']!.ci95, once.metrics['M30.p99']!.ci95]).toEqual([null, null]);
    expect(once.warnings).toContain('one replication: amounts carry no interval; ask for more with --replications');
  });

  test('without honest play beside them, service is averaged over the attacks of each replication', () => {
    const { metrics } = summarise(
      sets,
      played.map(({ runs }) => ({ runs, honest: null })),
    );
    expect(metrics['M30.p99']).toMatchObject({ value: 506 });
    expect(metrics['M30.p99']).not.toHaveProperty('honest');
  });

  test('a claim about an attack is judged on the runs in which that attack struck', () => {
    const asked: (number | string | null)[] = [];
    const claim = {
      name: 'quick whatever the attack',
      profiles: ['framework'] as const,
      holds: (value: (name: string) => number | null, attack: string) => {
        asked.push(attack, value('M30.p99'));
        return value('M30.p99')! < 50;
      },
    };
    expect(summarise({ ...sets, claims: [claim] }, played).claims).toEqual([{ name: claim.name, verdict: 'false' }]);
    expect(asked).toEqual(['A07', 12, 'A24', 1000, 'none', 11]);
  });

  test('attacks that ran together share their service, and the whole digest tells all runs in order', () => {
    const together = { ...arm, attackSets: [sets.attackSets.flat()] };
    const { attacks, digest } = summarise(together, rounds([latency(900)], [latency(10)]));
    expect(attacks.map(({ service }) => service!['M30.p99']!.value)).toEqual([900, 900]);
    expect(digest).toBe('aa');
    const named = played.map((round, index) => ({
      ...round,
      runs: round.runs.map((run, set) => ({ ...run, digest: `${index}${set}` })),
    }));
    expect(summarise(sets, named).digest).toBe(digestOf(['00', '01', '10', '11']));
  });
});

describe('intervals end where their quantity does', () => {
  const interval = (name: string, values: readonly number[]) =>
    summarise(arm, rounds(values.map((value) => replication({ values: { [name]: { value, n: 1 } } })))).metrics[name]!
      .ci95!;

  test('a mean of what cannot be negative has no interval below 0, one of what can be has', () => {
    expect(interval('M30.p99', [1, 0, 900])[0]).toBe(0);
    expect(interval('M47.lost', [1, 0, 900])[0]).toBeLessThan(-900);
    expect(interval('M38', [0, 0.1, 9])[0]).toBe(-1);
    expect(interval('M04', [0.1, 0.9, 1])).toEqual([0, 1]);
    expect(interval('M47.share', [-0.9, 0.9])).toEqual([expect.closeTo(-0.9 * 12.7062, 3), 1]);
  });

  test('an interval holds its mean, whatever was measured', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1e6, noNaN: true }), { minLength: 2, maxLength: 12 }), (values) => {
        const { value, ci95 } = summarise(
          arm,
          rounds(values.map((one) => replication({ values: { 'M30.p99': { value: one, n: 1 } } }))),
        ).metrics['M30.p99']!;
        expect(ci95![0]).toBeGreaterThanOrEqual(0);
        expect(ci95![0]).toBeLessThanOrEqual(value!);
        expect(ci95![1]).toBeGreaterThanOrEqual(value!);
      }),
    );
  });
});

describe('warnings', () => {
  const tally = (id: string, attempts: number) => ({ ...replication().attacks[0]!, id, attempts, successes: 0 });
  const sets = ['A01', 'A07', 'A09', 'A18'].map((id) => [named(id as `A${number}`, id)]);
  const several: ArmFrame = { ...arm, attackSets: sets };

  test('however many attacks were tried too rarely, that is one line, and those never judged are another', () => {
    const runs = [tally('A01', 3), tally('A07', 40), tally('A09', 0), tally('A18', 12)].map((one) =>
      replication({ attacks: [one] }),
    );
    expect(summarise(several, [{ runs, honest: null }]).warnings).toEqual([
      'one replication: amounts carry no interval; ask for more with --replications',
      'fewer than 30 attempts: read the interval, not the rate, of A01, A18',
      'no attempt was judged, so that success is unknown, of A09',
    ]);
  });

  test('attempts that still ran at the end are added up over runs and attacks, in one line', () => {
    const still = (id: string, unfinished: number) => ({ ...tally(id, 40), unfinished });
    const told = (counts: readonly number[]) => {
      const runs = ['A01', 'A07', 'A09', 'A18'].map((id, at) => replication({ attacks: [still(id, counts[at]!)] }));
      return summarise(several, [
        { runs, honest: null },
        { runs, honest: null },
      ]).warnings;
    };
    expect(told([1, 0, 2, 0])).toEqual(['6 attempts of A01, A09 still ran at the end and were not judged']);
    expect(told([0, 0, 0, 0])).toEqual([]);
  });

  test('what runs warn of is told once, those of honest play included', () => {
    const warned = replication({ warnings: ['the recording ends'] });
    expect(summarise(arm, rounds([warned, warned])).warnings).toEqual(['the recording ends']);
    const beside = rounds([replication(), replication()], [warned, warned]);
    expect(summarise(arm, beside).warnings).toEqual(['the recording ends']);
  });
});
