import { median } from '../../metrics/statistics/median.ts';
import { profileNames } from '../../sim/framework/profile.ts';
import { loadPoint, wholeSweep } from './load-sweep.ts';
import type { LoadPoint, Sweep } from './load-sweep.ts';
import { measureSpeed } from './speed.ts';
import type { Clock, Rates, Speed } from './speed.ts';

/**
 * One measurement beside its reference, both medians over the rounds; the ratio is the median of the rounds'
 * ratios.
 */
export interface SpeedRow {
  readonly name: string;
  readonly pending: number | null;
  readonly eventsPerSecond: number;
  readonly reference: string;
  /** How many times as fast as its reference. */
  readonly ratio: number;
}

/** How the bench is run. */
export interface BenchOptions {
  readonly clock: Clock;
  readonly onProgress: (label: string, done: number, of: number) => void;
  /** Measures in a process of its own; by default in this one, where what ran before shapes what the compiler does. */
  readonly measure?: (speed: Speed) => Rates;
  /** Times that every measurement is repeated, contenders in turn. Default 3. */
  readonly rounds?: number;
  /** Loads of the meeting room; by default the whole sweep. */
  readonly sweep?: Sweep;
}

/** Hold operations of one PHOLD measurement. */
const holds = 2_000_000;
const corridor: Speed = { kind: 'corridor', sensors: 20_000, simulatedSeconds: 20 };
const hold = (queue: string, pending: number): Speed => ({
  kind: 'phold',
  queue,
  pending,
  events: queue === 'object-heap' ? holds / 4 : holds,
});
const loads = [
  'a million in one tick, drained',
  'a million in one tick, tick after tick',
  '250 k in flight, constant delay, a million far timers',
];

/** What is measured in turn: the first is compared with each of the others, the corridor with the first. */
interface Group {
  readonly label: string;
  readonly pending: number | null;
  readonly contenders: readonly (readonly [name: string, speed: Speed])[];
  readonly corridor?: Speed;
}

const groups: readonly Group[] = [
  ...[1000, 100_000, 1_000_000].map((pending): Group => ({
    label: 'PHOLD',
    pending,
    contenders: [
      ['ladder', hold('ladder', pending)],
      ['4-ary heap', hold('heap', pending)],
      ['object heap', hold('object-heap', pending)],
      ['flatqueue', hold('flatqueue', pending)],
    ],
    ...(pending === 1_000_000 ? { corridor } : {}),
  })),
  ...loads.map((load): Group => ({
    label: load,
    pending: null,
    contenders: [
      ['ladder', { kind: 'hard load', queue: 'ladder', load }],
      ['4-ary heap', { kind: 'hard load', queue: 'heap', load }],
    ],
  })),
];

/**
 * Measures the kernel and the corridor beside their references, and sweeps the load of the meeting room to
 * saturation.
 */
export function runBench(options: BenchOptions): {
  readonly rows: readonly SpeedRow[];
  readonly load: readonly LoadPoint[];
} {
  const { clock, onProgress, rounds = 3, sweep = wholeSweep } = options;
  const measure = options.measure ?? ((speed: Speed) => measureSpeed(speed, clock));
  const points = profileNames.flatMap((profile) => (sweep[profile] ?? []).map((seconds) => ({ profile, seconds })));
  const of = groups.length + points.length;
  const rows = groups.flatMap((group, index) => {
    onProgress(group.pending === null ? group.label : `${group.label} ${group.pending}`, index, of);
    return rowsOf(group, rounds, measure);
  });
  const load = points.map(({ profile, seconds }, index) => {
    onProgress(`load under ${profile}`, groups.length + index, of);
    return loadPoint(profile, seconds);
  });
  onProgress('', of, of);
  return { rows, load };
}

function rowsOf(group: Group, rounds: number, measure: (speed: Speed) => Rates): SpeedRow[] {
  const { label, pending, contenders } = group;
  const rates = contenders.map((): number[] => []);
  const whole: Rates[] = [];
  for (let round = 0; round < rounds; round++) {
    contenders.forEach(([, speed], index) => rates[index]!.push(measure(speed).eventsPerSecond));
    if (group.corridor !== undefined) whole.push(measure(group.corridor));
  }
  const own = rates[0]!;
  const rows = contenders.slice(1).map(([reference], index): SpeedRow => ({
    name: label,
    pending,
    eventsPerSecond: median(own),
    reference,
    ratio: median(own.map((rate, round) => rate / rates[index + 1]![round]!)),
  }));
  if (whole.length === 0) return rows;
  const besideAgenda = (name: string, rate: (seen: Rates) => number): SpeedRow => ({
    name,
    pending: null,
    eventsPerSecond: median(whole.map(rate)),
    reference: 'PHOLD at 1000000, ladder',
    ratio: median(whole.map((seen, round) => rate(seen) / own[round]!)),
  });
  return [
    ...rows,
    besideAgenda('S01, 20 k sensors, framework: events', (seen) => seen.eventsPerSecond),
    besideAgenda('S01, 20 k sensors, framework: reports at twins', (seen) => seen.reportsPerSecond ?? 0),
  ];
}
