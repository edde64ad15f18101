import { median } from '../../metrics/statistics/median.ts';
import type { PholdResult } from '../../sim/kernel/phold.ts';
import { alignedTable } from '../table.ts';
import { atLeast, atMost, numberText } from './figure.ts';
import type { Bar, Figure } from './figure.ts';
import { askedPace, partApart } from './place.ts';
import type { ScaleResult, ScaleSetting } from './scale-run.ts';

/** A variant of the run at scale, and the least share of PHOLD's event rate that it must reach. */
interface Variant {
  readonly name: string;
  readonly summary: string;
  readonly set: readonly string[];
  readonly rounds: number;
  /** Of PHOLD's event rate at 1 M pending. */
  readonly eventShare: number;
  /** Of the same rate, in reports carried end to end; null where nothing is asked for. */
  readonly reportShare: number | null;
  readonly more: (result: ScaleResult) => readonly Bar[];
}

const mostBytes = 1.5e9;
/** What a quick look changes: twenty thousand sensors, ten seconds. */
const small = ['rooms=4000', 'durationSeconds=10', 'warmUpSeconds=12'];

const perReport = (result: ScaleResult, amount: number): string => numberText(amount / Math.max(1, result.carried));

const resultRow = (result: ScaleResult, pholdRate: number): readonly string[] => [
  numberText(pholdRate),
  numberText(result.events / result.wallSeconds),
  (result.events / result.wallSeconds / pholdRate).toFixed(3),
  numberText(result.carried / result.wallSeconds),
  `1/${(pholdRate / (result.carried / result.wallSeconds)).toFixed(1)}`,
  numberText(result.carried / result.twinsPerReading / result.wallSeconds),
  numberText(result.peakBytes / 1e6),
  result.wallSeconds.toFixed(1),
  `${result.setUpSeconds.toFixed(1)} + ${result.warmUpSeconds.toFixed(1)}`,
];

const heading = [
  'PHOLD events/s',
  'events/s',
  'share',
  'reports/s',
  'of PHOLD',
  'readings/s',
  'peak MB',
  'run s',
  'set-up + warm-up s',
];

const scaleFigure = (variant: Variant): Figure => ({
  name: variant.name,
  summary: variant.summary,
  takes: 'bare, to leave oracle and metrics out; cpu, for CPU time in place of the wall clock',
  measure({ quick, words, print }) {
    const set = quick ? [...variant.set, ...small] : variant.set;
    const followed: ScaleSetting['followed'] = words.includes('bare') ? 'by nobody' : 'by oracle and metrics';
    const pace = askedPace(words);
    const rounds = quick ? 1 : variant.rounds;
    const pairs = Array.from({ length: rounds }, () => {
      const phold = partApart<PholdResult>('phold', {
        contender: 'ladder',
        pending: 1_000_000,
        events: quick ? 500_000 : 3_000_000,
        pace,
      });
      return {
        phold: phold.eventsPerSecond,
        run: partApart<ScaleResult>('scale', { set, followed, pace }, ['--expose-gc']),
      };
    });
    const result = pairs[0]!.run;
    print(
      alignedTable(
        [heading, ...pairs.map(({ run, phold }) => resultRow(run, phold))],
        heading.map(() => 'right' as const),
      ),
    );
    print(details(result));
    print(
      `S01 --size stress ${set.map((one) => `--set ${one}`).join(' ')} --profile framework --attack none --suite symbolic, ` +
        `followed ${followed}; ${rounds} rounds, PHOLD before each, each in a process of its own; events are agenda pops; by ${pace} clock`,
    );
    const shareOf = (rate: (run: ScaleResult) => number): number =>
      median(pairs.map(({ run, phold }) => rate(run) / run.wallSeconds / phold));
    // At work on every hop: it stands at the point and was called at least once for each hop; those of openings only were not.
    const hopsWith = Object.values(result.standingByPoint).map(
      (standing) => standing.filter((id) => (result.callsByControl[id] ?? 0) > 0.99 * result.hops).length,
    );
    const expected = (result.things * result.simulatedSeconds * result.twinsPerReading) / 10;
    return [
      atLeast('sensors', result.things, 1_000_000),
      atLeast(
        'event rate against PHOLD at 1 M pending, median',
        shareOf((run) => run.events),
        variant.eventShare,
      ),
      ...(variant.reportShare === null
        ? []
        : [
            atLeast(
              'reports carried end to end a second against PHOLD, median',
              shareOf((run) => run.carried),
              Number(variant.reportShare.toPrecision(4)),
            ),
          ]),
      atMost('peak memory', Math.max(...pairs.map(({ run }) => run.peakBytes)) / 1e6, mostBytes / 1e6, ' MB'),
      atLeast('controls at work on a hop, fewest', Math.min(...hopsWith), 5),
      atLeast('reports carried of those due', result.carried / expected, 0.99),
      {
        what: 'one digest over all rounds',
        bar: '1',
        value: String(new Set(pairs.map(({ run }) => run.digest)).size),
        met: new Set(pairs.map(({ run }) => run.digest)).size === 1,
      },
      ...variant.more(result),
    ];
  },
});

function details(result: ScaleResult): string {
  const { callsByControl, hopsByPoint, standingByPoint, hops } = result;
  const totalCalls = Object.values(callsByControl).reduce((sum, calls) => sum + calls, 0);
  const rows = [
    ['things', numberText(result.things)],
    ['simulated s after warm-up', numberText(result.simulatedSeconds)],
    ['reports carried (used for a twin)', numberText(result.carried)],
    ['readings carried', numberText(result.carried / result.twinsPerReading)],
    ['reports refused, dropped', `${numberText(result.refused)}, ${numberText(result.dropped)}`],
    ['hops per report', perReport(result, hops)],
    ['events per report', perReport(result, result.events)],
    ['facts per report', perReport(result, result.facts)],
    ['control calls per hop, protect and verify', numberText(totalCalls / Math.max(1, hops))],
    ...Object.entries(hopsByPoint).map(([point, count]) => [
      `hops at ${point}`,
      `${numberText(count)}; standing: ${standingByPoint[point]?.join(' ') ?? ''}`,
    ]),
    [
      'calls per hop by control',
      Object.entries(callsByControl)
        .filter(([, calls]) => calls > 0)
        .map(([id, calls]) => `${id} ${numberText(calls / Math.max(1, hops))}`)
        .join(', '),
    ],
    ['messages in flight, most seen', numberText(result.inFlightMost)],
    [
      'state bytes per thing, after set-up and at the end',
      `${numberText(Math.round(result.bytesPerThing))}, ${numberText(Math.round(result.bytesPerThingAtEnd))}`,
    ],
    ['digest', result.digest.slice(0, 16)],
  ];
  return alignedTable(rows, ['left', 'left']);
}

/** A million sensors under the full framework: speed beside PHOLD, memory, and what a report costs. */
export const scaleFigures: readonly Figure[] = [
  scaleFigure({
    name: 'scale',
    summary:
      '1 000 000 sensors, 10 s, uniform phases, framework, 60 s: a quarter of PHOLD in events, a sixtieth in reports, 1.5 GB',
    set: [],
    rounds: 3,
    eventShare: 1 / 4,
    reportShare: 1 / 60,
    more: () => [],
  }),
  scaleFigure({
    name: 'scale-aligned',
    summary: 'the same with all sensors in one tick: at least an eighth of PHOLD',
    set: ['phases=aligned'],
    rounds: 1,
    eventShare: 1 / 8,
    reportShare: null,
    more: () => [],
  }),
  scaleFigure({
    name: 'scale-inflight',
    summary: 'the same with 250 000 messages in flight: at least an eighth of PHOLD',
    // A hundred thousand reports a second, two and a half seconds on the radio each.
    set: ['radioMillis=2500'],
    rounds: 1,
    eventShare: 1 / 8,
    reportShare: null,
    more: (result) => [atLeast('messages in flight', result.inFlightMost, 250_000)],
  }),
  scaleFigure({
    name: 'scale-long',
    summary: 'the same for longer: 10 000 000 readings carried end to end',
    set: ['durationSeconds=105'],
    rounds: 1,
    eventShare: 1 / 4,
    reportShare: 1 / 60,
    more: (result) => [
      atLeast('readings carried end to end', Math.floor(result.carried / result.twinsPerReading), 10_000_000),
    ],
  }),
];
