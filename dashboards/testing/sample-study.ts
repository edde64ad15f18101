import type { AblationResult, ControlSet } from '../../metrics/results/ablation.ts';
import type { CellResult, StudyResult } from '../../metrics/results/study.ts';

const measured = (value: number | null, unit: string) => ({
  value,
  unit,
  n: value === null ? 0 : 40,
  ci95: value === null ? null : ([value * 0.9, value * 1.05] as const),
});

const profiles = ['none', 'access', 'framework'];

/** An invented study of so many loads by three profiles, for tests only: honest play is unknown to attack success. */
export function sampleStudy(loads = 4): StudyResult {
  const cells = Array.from({ length: loads * profiles.length * 2 }, (_, index): CellResult => {
    const load = 10 * (1 + (index % loads));
    const profile = profiles[Math.floor(index / loads) % profiles.length]!;
    const attack = index < loads * profiles.length ? 'none' : 'A07';
    const attempts = load === 10 ? 0 : 20;
    const successes = attempts === 0 ? 0 : profile === 'none' ? 19 : profile === 'access' ? 7 : 0;
    const isHonest = attack === 'none';
    return {
      index,
      levels: { persons: load, profile, attack },
      replications: 5,
      metrics: {
        M01: { ...measured(isHonest ? null : successes / 20, 'share'), ci95: isHonest ? null : [0, 1] },
        'M30.p99': measured(load * 1.7, 'ms'),
        'M29.operations': measured(load / 3, '1/s'),
      },
      attacks: isHonest ? [] : [{ id: 'A07', attempts, successes, detected: 3, ci95: [0, 0.9] }],
    };
  });
  return {
    schemaVersion: 1,
    study: {
      id: 'T99',
      name: 'sample-study',
      summary: 'Invented.',
      scenario: 'meeting-room-mapping',
      design: 'full-factorial',
      factors: [
        { name: 'persons', kind: 'parameter', levels: [10, 20] },
        { name: 'profile', kind: 'profile', levels: profiles },
        { name: 'attack', kind: 'attack', levels: ['none', 'A07'] },
      ],
      values: [
        { name: 'M01', title: 'attack success rate', unit: 'share' },
        { name: 'M30.p99', title: 'latency p99', unit: 'ms' },
        { name: 'M29.operations', title: 'goodput', unit: '1/s' },
      ],
      seed: 1,
      replications: '5',
      product: { name: 'metarange', version: '0.1.0' },
      command: 'metarange sweep sample-study --out sample',
      digest: null,
      runs: cells.length * 5,
      machine: { cores: 2 },
    },
    cells,
    comparisons: cells.slice(1).map(({ index }) => ({
      cell: index,
      baseline: 0,
      value: 'M30.p99',
      pairs: 5,
      difference: index - 3,
      ci95: [index - 4, index - 2],
      p: 0.01,
      adjustedP: 0.3,
    })),
    sensitivity: [
      { value: 'M30.p99', factor: 'persons', first: 0.6, firstCi95: [0.4, 0.8], total: 0.7, totalCi95: [0.5, 0.9] },
      { value: 'M30.p99', factor: 'profile', first: null, firstCi95: null, total: null, totalCi95: null },
    ],
    trail: [
      { replications: 5, widest: { 'M30.p99': 0.2, M01: null } },
      { replications: 10, widest: { 'M30.p99': 0.08, M01: 0.3 } },
    ],
    failures: [{ cell: 2, replication: 4, failure: 'went out of memory' }],
    warnings: ['an invented warning'],
  };
}

const paired = { pairs: 3, difference: 0.2, ci95: [0.1, 0.3] } as const;

/** An invented ablation of one attack and two controls, for tests only; one cell is unknown, one is not there. */
export function sampleAblation(): AblationResult {
  const set = (
    id: string,
    kind: ControlSet['kind'],
    control: string | null,
    protection: number | null,
  ): ControlSet => ({
    id,
    kind,
    control,
    controls: ['C10', 'C11'],
    profile: 'framework',
    without: [],
    cost: {
      p99Ms: measured(100 + id.length, 'ms'),
      bytesPerOperation: measured(80, 'B'),
      cpuMicrosPerOperation: null,
      energyMicrojoulesPerOperation: null,
      operationsPerSecond: measured(9, '1/s'),
    },
    held: protection === 1 ? ['A07'] : [],
    unknown: protection === null ? ['A07'] : [],
    protection,
  });
  const cell = (id: string, successes: number, attempts = 20): AblationResult['cells'][number] => ({
    attack: 'A07',
    set: id,
    replications: 3,
    attempts,
    unfinished: 0,
    successes,
    ci95: attempts === 0 ? null : [0, 0.5],
    held: attempts === 0 ? null : successes === 0,
    fromProfile: paired,
    fromNone: paired,
    finding: attempts === 0 ? null : successes === 0 ? 'stops' : 'lets in',
    said: 'beats it',
  });
  const control = (id: string, name: string): AblationResult['controls'][number] => ({
    id,
    name,
    own: { bytesPerOperation: measured(3, 'B'), cpuMicrosPerOperation: measured(1, 'µs') },
    added: {
      p99Ms: paired,
      bytesPerOperation: paired,
      cpuMicrosPerOperation: { pairs: 0, difference: null, ci95: null },
      energyMicrojoulesPerOperation: { pairs: 0, difference: null, ci95: null },
      operationsPerSecond: paired,
    },
  });
  return {
    schemaVersion: 1,
    ablation: {
      scenario: 'meeting-room-mapping',
      size: 'smoke',
      set: {},
      profile: 'framework',
      seed: 1,
      replications: 3,
      runs: 40,
      digest: 'ab'.repeat(32),
      product: { name: 'metarange', version: '0.1.0' },
      command: 'metarange ablate meeting-room-mapping',
    },
    attacks: [
      {
        id: 'A07',
        name: 'message-replay',
        untilSeconds: 60,
        parameters: {},
        heldAt: 0.05,
        beatenBy: ['C11'],
        notBeatenBy: [],
      },
    ],
    controls: [control('C10', 'nonce-store'), control('C11', 'replay-window')],
    sets: [
      set('none', 'ladder', null, 0),
      set('framework', 'ladder', null, 1),
      set('framework-C11', 'less', 'C11', 0),
      set('none+C10', 'alone', 'C10', null),
      set('none+C11', 'alone', 'C11', 1),
    ],
    cells: [
      cell('none', 20),
      cell('framework', 0),
      cell('framework-C11', 12),
      cell('none+C10', 0, 0),
      cell('none+C11', 0),
    ],
    pareto: {
      by: {
        p99Ms: ['none', 'none+C11'],
        bytesPerOperation: ['none'],
        cpuMicrosPerOperation: null,
        energyMicrojoulesPerOperation: null,
      },
      together: ['none'],
    },
    minimal: [
      {
        set: 'none+C11',
        orders: ['bytesPerOperation'],
        attacks: ['A07'],
        controls: ['C11'],
        without: [{ control: 'C11', letsIn: ['A07'] }],
        irreducible: true,
      },
    ],
    failures: [],
    warnings: [],
  };
}

/** The same document with every text replaced, keys of levels and of metrics too: what a hostile file could hold. */
export function everyText<Value>(value: Value, text: (one: string) => string): Value {
  if (typeof value === 'string') return text(value) as Value;
  if (Array.isArray(value)) return value.map((one: unknown) => everyText(one, text)) as Value;
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, everyText(one, text)])) as Value;
}
