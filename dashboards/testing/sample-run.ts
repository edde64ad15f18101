import type {
  ArmSummary,
  AttackOutcome,
  MeasuredValue,
  Picture,
  RunResult,
  SetPicture,
  Violation,
} from '../../metrics/results/summary.ts';
import { legendOf } from '../../metrics/catalogue.ts';
import { controls } from '../../sim/controls/catalogue.ts';
import { titleOf } from '../../sim/framework/title.ts';
import { alone, attacks, honestPlay } from './sample-sets.ts';

/** Invented results in the shape and size of a real run, for tests of the report and nothing else. */
const successes: Readonly<Record<string, readonly number[]>> = {
  none: [318, 320, 317, 320, 311, 296, 320, 305],
  transport: [316, 2, 1, 320, 309, 288, 320, 304],
  framework: [0, 0, 0, 1, 0, 3, 0, 2],
};
const detected: Readonly<Record<string, readonly number[]>> = {
  none: [0, 0, 0, 0, 0, 0, 0, 0],
  transport: [0, 305, 311, 0, 0, 41, 0, 0],
  framework: [318, 320, 319, 303, 320, 320, 297, 288],
};
const attempts = 320;

const wilson = (hits: number, n: number): readonly [number, number] => {
  const z = 1.959964;
  const share = hits / n;
  const middle = (share + (z * z) / (2 * n)) / (1 + (z * z) / n);
  const half = (z / (1 + (z * z) / n)) * Math.sqrt((share * (1 - share)) / n + (z * z) / (4 * n * n));
  return [Math.max(0, middle - half), Math.min(1, middle + half)];
};

const measured = (value: number, unit: string, half: number, n = 20): MeasuredValue => ({
  value,
  unit,
  n,
  ci95: [value - half, value + half],
});

const honest = (value: MeasuredValue): MeasuredValue => ({ ...value, honest: true });

const joins: readonly (readonly [string, string, string, number])[] = [
  ['RP-T', 'device', 'gateway', 72_000],
  ['RP-T', 'gateway', 'iot-platform', 71_980],
  ['RP-T', 'device', 'iot-platform', 9_400],
  ['RP-T', 'iot-platform', 'device', 1_210],
  ['RP-I', 'iot-platform', 'things-agent', 81_300],
  ['RP-I', 'things-agent', 'iot-platform', 1_215],
  ['RP-M', 'things-agent', 'secure-dpm', 81_250],
  ['RP-M', 'secure-dpm', 'entity-agent', 81_200],
  ['RP-M', 'entity-agent', 'things-agent', 1_220],
  ['RP-M', 'secure-dpm', 'storage-agent', 2_400],
  ['RP-S', 'storage-agent', 'secure-storage', 2_400],
  ['RP-M', 'secure-dpm', 'secure-connector', 2_390],
  ['RP-C', 'secure-connector', 'external-dpm', 4_780],
  ['RP-C', 'external-dpm', 'secure-connector', 4_760],
  ['RP-A', 'person', 'avatar-agent', 3_650],
  ['RP-M', 'avatar-agent', 'entity-agent', 3_540],
  ['RP-M', 'avatar-agent', 'storage-agent', 120],
  ['RP-D', 'device', 'identity-storage', 240],
  ['RP-D', 'gateway', 'identity-storage', 24],
  ['RP-D', 'things-agent', 'identity-storage', 610],
  ['RP-D', 'avatar-agent', 'identity-storage', 590],
  ['RP-D', 'secure-connector', 'identity-storage', 64],
  ['RP-O', 'things-agent', 'audit-log', 980],
  ['RP-O', 'entity-agent', 'audit-log', 410],
  ['RP-O', 'secure-connector', 'audit-log', 300],
];

const refusedUnder: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  none: {},
  transport: { C32: 1_930 },
  framework: {
    C01: 4_110,
    C11: 2_650,
    C12: 940,
    C22: 1_780,
    C24: 51_400,
    C30: 118,
    C32: 1_930,
    C44: 610,
  },
};

const arm = (profile: string, order: number): ArmSummary => {
  const share = [1, 0.14, 0.006][order]!;
  const outcomes = attacks.map(([id, name, property], index): AttackOutcome => {
    const hits = successes[profile]![index]!;
    return {
      id,
      name,
      attempts,
      successes: hits,
      ci95: wilson(hits, attempts),
      detected: detected[profile]![index]!,
      firstSuccessSeconds: hits > 0 ? 14.2 + index * 3.7 + order * 40 : null,
      violations: hits > 0 ? [property] : [],
      steps: { prepare: attempts, act: attempts, gain: hits },
      service: {
        'M29.operations': measured((id === 'A24' ? [90.2, 102.4, 251.7][order]! : 268) - order, '1/s', 3.2),
        'M30.p99': { ...measured(id === 'A24' ? 2450 - order * 700 : 39.4 + order * 9, 'ms', 2.1), ci95: [0, 5210] },
        M33: { value: order * 0.001, unit: 'share', n: 81_420, ci95: wilson(order * 81, 81_420) },
        'M47.share': measured(id === 'A24' ? 0.61 - order * 0.2 : 0.004, 'share', 0.008),
      },
    };
  });
  const got = outcomes.filter((outcome) => outcome.successes > 0);
  const violations = Array.from({ length: got.length * 6 }, (_, index): Violation => {
    const outcome = got[index % got.length]!;
    const [, , property, point] = attacks.find(([id]) => id === outcome.id)!;
    const node = `room-${index % 5}/thermometer-${index % 7}`;
    return {
      property,
      point,
      atSeconds: 15 + index * 2.3,
      datum: `device ${40 + index}/${100 + index}`,
      node,
      attack: outcome.id,
    };
  });
  const bins = 120;
  const attacked = (bin: number): number => (bin > 34 && bin < 92 ? [0.34, 0.28, 0.05][order]! : 0);
  const wave = (bin: number, pace: number): number => Math.sin(bin / pace) * 0.04 + Math.sin(bin / 2.3 + order) * 0.025;
  const together: Picture = {
    flows: joins.map(([point, fromRole, toRole, sent], index) => {
      const exposed = order < 2 ? attacks.filter((attack) => attack[3] === point).length : 0;
      const refused = order === 0 ? 0 : Math.round(sent * [0, 0.004, 0.021][order]! * (index % 3));
      const breaches =
        exposed > 0 && index % 2 === 0
          ? Math.round((sent / (order === 1 ? 31 : 19)) * exposed)
          : order === 2 && point === 'RP-C'
            ? 6
            : 0;
      const dropped = Math.round(sent * 0.0004);
      return { point, fromRole, toRole, sent, delivered: sent - refused - dropped, refused, dropped, breaches };
    }),
    series: {
      binSeconds: 2.5,
      goodput: Array.from({ length: bins }, (_, bin) => 271 * (1 - attacked(bin) + wave(bin, 11))),
      p99Ms: Array.from({ length: bins }, (_, bin) =>
        bin === 3 ? null : (38 + order * 10) * (1 + attacked(bin) * 5 + wave(bin, 7)),
      ),
      refused: Array.from({ length: bins }, (_, bin) =>
        order === 0 ? 0 : Math.round(20 * attacked(bin) * order + (bin % 4)),
      ),
      violations: Array.from({ length: bins }, (_, bin) => (order === 2 ? 0 : Math.round(attacked(bin) * 60))),
      alarms: Array.from({ length: bins }, (_, bin) => (order === 0 ? 0 : Math.round(attacked(bin) * 9))),
      attempts: Array.from({ length: bins }, (_, bin) => (bin % 9 === 6 ? 8 : 0)),
    },
    timeline: [
      ...attacks.flatMap(([id, name, property], index) =>
        Array.from({ length: 9 }, (_, turn) => {
          const atSeconds = 16 + index * 5.5 + turn * 29;
          const got = successes[profile]![index]! > 100;
          return [
            { atSeconds, what: 'step' as const, attack: id, text: `${name} begins attempt ${turn + 1}` },
            { atSeconds: atSeconds + 3.1, what: 'step' as const, attack: id, text: `${name} acts` },
            ...(got
              ? [{ atSeconds: atSeconds + 4.4, what: 'violation' as const, attack: id, text: `${property} broken` }]
              : []),
            ...(detected[profile]![index]! > 100
              ? [
                  {
                    atSeconds: atSeconds + 8.2,
                    what: 'alarm' as const,
                    attack: id,
                    text: 'a control raised an alarm',
                  },
                ]
              : []),
          ];
        }).flat(),
      ),
      { atSeconds: 120, what: 'restart' as const, attack: null, text: 'gateway-3 restarts' },
      { atSeconds: 200, what: 'revocation' as const, attack: null, text: 'lamp-7 is revoked' },
    ].sort((a, b) => a.atSeconds - b.atSeconds),
  };
  return {
    schemaVersion: 1,
    scenario: 'meeting-room-mapping',
    parameters: { rooms: 12, sensorPeriodSeconds: 10, persons: 24 },
    seed: 1,
    replications: 20,
    profile,
    without: [],
    suite: 'symbolic',
    world: 'virtual',
    digest: ['7c1f0e', 'b04d22', '3e91aa'][order]!.repeat(10) + 'c4d2',
    simulatedSeconds: 300,
    wallSeconds: 21.4 + order,
    events: 14_210_334 + order * 911_002,
    eventsPerSecond: 664_033.1 - order * 40_211,
    messages: 5_210_440 + order * 1_200,
    metrics: {
      M01: { value: share * 0.98, unit: 'share', n: 2560, ci95: wilson(share * 0.98 * 2560, 2560) },
      M02: order < 2 ? measured(24.31, 's', 1.94) : { value: null, unit: 's', n: 0, ci95: null },
      M19: {
        value: [0, 0.257, 0.971][order]!,
        unit: 'share',
        n: 2560,
        ci95: [[0, 0.24, 0.963][order]!, [0.0015, 0.274, 0.977][order]!],
      },
      M23: measured([0, 0.4, 2.1][order]!, '1/h', 0.2),
      'M29.operations': honest(measured(271.4 - order * 1.7, '1/s', 1.31)),
      'M30.p50': honest(measured(11.82 + order * 3.1, 'ms', 0.12)),
      'M30.p95': honest(measured(24.4 + order * 6.02, 'ms', 0.42)),
      'M30.p99': honest(measured(38.12 + order * 9.9, 'ms', 1.6)),
      M33: {
        honest: true,
        value: [0, 0.00021, 0.0017][order]!,
        unit: 'share',
        n: 81_420,
        ci95: [[0, 0.0001, 0.0014][order]!, [0.00005, 0.0003, 0.002][order]!],
      },
      'M36.mean': honest(measured(5.41 + order * 0.02, 's', 0.03)),
      'M40.all': measured([30_410, 30_112, 0][order]!, 'records', [211, 208, 0][order]!),
      'M46.cpuSeconds': honest(measured([0, 182.2, 941.7][order]!, 's per 10^6 operations', [0, 2.1, 8.8][order]!)),
      'M46.bytes': honest(measured([0, 61.2e6, 204.9e6][order]!, 'B per 10^6 operations', [0, 1e5, 3e5][order]!)),
      'M47.share': measured([0.31, 0.28, 0.04][order]!, 'share', 0.02),
      ...(order === 2
        ? {
            'M46.C11.cpuSeconds': measured(41.2, 's per 10^6 operations', 0.8),
            'M46.C11.bytes': measured(8e6, 'B per 10^6 operations', 0),
          }
        : {}),
    },
    attacks: outcomes,
    violations,
    violationsTotal: [41_870, 38_204, 18][order]!,
    refusals: refusedUnder[profile]!,
    claims: [
      { name: 'twin values are those of the room', verdict: order === 2 ? 'true' : 'unknown' },
      ...(order === 2 ? ([{ name: 'honest rejections stay under 0.5 %', verdict: 'true' }] as const) : []),
      ...(order === 2 ? ([{ name: 'p99 latency stays under 60 ms', verdict: 'true' }] as const) : []),
    ],
    legend: {
      metrics: legendOf(),
      controls: Object.fromEntries(controls.map((control) => [control.id, titleOf(control)])),
    },
    warnings:
      order === 0
        ? ['bulk-exfiltration: first success falls into the warm-up in 2 of 20 replications']
        : order === 2
          ? ['twin age: interval is 6 % wide, above the 5 % asked for']
          : [],
    picture: {
      ...together,
      sets: [...attacks.map(([id]): SetPicture => alone(id, together, order)), honestPlay(together, order)],
    },
  };
};

/** Three profiles against eight attacks: the commonest thing to show. */
export const sampleRun: RunResult = {
  manifest: {
    schemaVersion: 1,
    product: { name: 'metarange', version: '0.1.0' },
    command: 'metarange run meeting-room-mapping --compare none,transport,framework --replications 20 --seed 1',
    scenario: 'meeting-room-mapping',
    parameters: { rooms: 12, sensorPeriodSeconds: 10, persons: 24 },
    seed: 1,
    replications: 20,
    profile: 'none',
    without: [],
    attacks: attacks.map(([id]) => id),
    suite: 'symbolic',
    world: 'virtual',
    costs: 'published figures',
    trace: null,
    machine: { node: '20.20.2', openssl: '3.0.17', cpu: 'a 2-core machine', cores: 2 },
    lockDigest: 'sha256:90b1c4',
    startedAt: '2026-01-05T08:00:00.000Z',
  },
  arms: ['none', 'transport', 'framework'].map(arm),
};

/** The same results with every text a run can choose replaced: what a hostile name would try. */
export function renamed(result: RunResult, name: string): RunResult {
  const copy = (value: unknown): unknown => {
    if (typeof value === 'string') return name;
    if (Array.isArray(value)) return value.map(copy);
    if (value === null || typeof value !== 'object') return value;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, copy(inner)]));
  };
  const alarmed = (picture: Picture) => ({
    ...picture,
    timeline: picture.timeline.map((happening) => ({ ...happening, what: 'alarm' as const })),
  });
  const changed = copy(result) as RunResult;
  const arms = changed.arms.map((one, index) => ({
    ...one,
    metrics: { [name]: { value: 1, unit: name, n: 1, ci95: null } },
    refusals: { [name]: index },
    parameters: { [name]: name },
    claims: one.claims.map(() => ({ name, verdict: 'true' as const })),
    picture: { ...alarmed(one.picture), sets: one.picture.sets?.map((set) => ({ ...set, ...alarmed(set) })) },
  }));
  return { manifest: { ...changed.manifest, parameters: { [name]: name } }, arms };
}
