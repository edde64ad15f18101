import { median } from '../../metrics/statistics/median.ts';
import { Agenda } from '../../sim/kernel/agenda.ts';
import { hardLoads } from '../../sim/kernel/hard-loads.ts';
import { HeapAgenda } from '../../sim/kernel/heap-agenda.ts';
import type { PendingEvents } from '../../sim/kernel/pending-events.ts';
import { phold } from '../../sim/kernel/phold.ts';
import type { PholdResult } from '../../sim/kernel/phold.ts';
import { contenders } from '../../sim/kernel/phold-contenders.ts';
import { keyOf, Stream } from '../../sim/kernel/stream.ts';
import { alignedTable } from '../table.ts';
import { atLeast, atMost, none, numberText } from './figure.ts';
import type { Bar, Call, Figure } from './figure.ts';
import { OrderKeeper } from './order-keeper.ts';
import { askedPace, paceOf, partApart } from './place.ts';
import type { Pace } from './place.ts';

/** One PHOLD measurement, for a process of its own. */
export interface PholdSetting {
  readonly contender: string;
  readonly pending: number;
  readonly events: number;
  readonly pace: Pace;
}

/** Measures one contender under PHOLD. */
export const pholdPart = ({ contender, pending, events, pace }: PholdSetting): PholdResult =>
  phold({ agenda: contenders[contender]!(pending), pending, events, seed: 1, clock: paceOf(pace) });

/** A measurement of one hard load, for a process of its own. */
export interface HardLoadSetting {
  readonly load: string;
  readonly agenda: 'ladder' | 'heap';
  /** Also take down the order of events, which slows it. */
  readonly order: 'kept' | 'not kept';
  readonly pace: Pace;
}

/** What one hard load took. */
export interface HardLoadResult {
  readonly seconds: number;
  readonly events: number;
  readonly order: string;
}

/** Runs one agenda under one hard load. */
export const hardLoadPart = ({ load, agenda, order, pace }: HardLoadSetting): HardLoadResult => {
  const clock = paceOf(pace);
  const stream = new Stream(keyOf(1, 'evidence', 'hard load'));
  const bare: PendingEvents = agenda === 'heap' ? new HeapAgenda() : new Agenda();
  const kept = order === 'kept' ? new OrderKeeper(bare) : null;
  const begun = clock();
  const events = hardLoads[load]!(kept ?? bare, (below) => stream.below(below));
  return { seconds: clock() - begun, events, order: kept?.digest() ?? '' };
};

const queues = ['ladder', 'object-heap', 'flatqueue', 'heap'] as const;
const loadsWithBar = (load: string): boolean =>
  load.startsWith('a million in one tick') || load.startsWith('250 k in flight');

/** The ladder queue beside other queues under PHOLD, and beside the 4-ary heap where ladders are known to collapse. */
export const kernelFigure: Figure = {
  name: 'kernel',
  summary:
    'PHOLD at 1 k, 100 k, 1 M pending against an object heap and flatqueue, in pairs; hard loads against the 4-ary heap',
  takes: 'cpu, for CPU time in place of the wall clock',
  measure: (call) => [...pholdBars(call), ...hardLoadBars(call)],
};

function pholdBars({ quick, words, print }: Call): Bar[] {
  const pace = askedPace(words);
  const rounds = quick ? 1 : 7;
  const rows: string[][] = [
    [
      'pending',
      ...queues.map((queue) => `${queue} events/s`),
      'ladder / object-heap',
      'ladder / flatqueue',
      'ladder / heap',
    ],
  ];
  const bars: Bar[] = [];
  const unequal: string[] = [];
  for (const pending of quick ? [1000, 100_000] : [1000, 100_000, 1_000_000]) {
    const rates = new Map<string, number[]>(queues.map((queue) => [queue, []]));
    const ends = new Set<number>();
    for (let round = 0; round < rounds; round++) {
      // Another one begins in each round, so that no queue always runs on a warmer machine.
      for (let turn = 0; turn < queues.length; turn++) {
        const contender = queues[(round + turn) % queues.length]!;
        const result = partApart<PholdResult>('phold', {
          contender,
          pending,
          events: quick ? 300_000 : 3_000_000,
          pace,
        });
        rates.get(contender)!.push(result.eventsPerSecond);
        ends.add(result.lastTimeNs);
      }
    }
    if (ends.size > 1) unequal.push(`at ${pending}`);
    const ratio = (queue: string): number =>
      median(rates.get('ladder')!.map((rate, round) => rate / rates.get(queue)![round]!));
    rows.push([
      numberText(pending),
      ...queues.map((queue) => numberText(median(rates.get(queue)!))),
      ...['object-heap', 'flatqueue', 'heap'].map((queue) => ratio(queue).toFixed(2)),
    ]);
    if (pending === 1_000_000) {
      bars.push(
        atLeast('PHOLD at 1 M pending, ladder against object heap, median of pairs', ratio('object-heap'), 4),
        atLeast('PHOLD at 1 M pending, ladder against flatqueue, median of pairs', ratio('flatqueue'), 1.3),
      );
    }
  }
  print(alignedTable(rows, ['right', ...queues.map(() => 'right' as const), 'right', 'right', 'right']));
  print(
    `PHOLD: exponential increments, mean 1 s, seed 1; ${rounds} rounds, each queue in a process of its own, in turn; by ${pace} clock`,
  );
  return [...bars, none('PHOLD runs that end at different times', unequal)];
}

function hardLoadBars({ quick, words, print }: Call): Bar[] {
  const pace = askedPace(words);
  const rounds = quick ? 1 : 5;
  const rows: string[][] = [['load', 'events', 'ladder s', 'heap s', 'ladder / heap', 'order']];
  const bars: Bar[] = [];
  const unequal: string[] = [];
  const loads = Object.keys(hardLoads).filter((load) => !quick || load === 'a million in one tick, drained');
  for (const load of loads) {
    const times = { ladder: [] as number[], heap: [] as number[] };
    let events = 0;
    for (let round = 0; round < rounds; round++) {
      for (const agenda of round % 2 === 0 ? (['ladder', 'heap'] as const) : (['heap', 'ladder'] as const)) {
        const result = partApart<HardLoadResult>('hard-load', { load, agenda, order: 'not kept', pace });
        times[agenda].push(result.seconds);
        events = result.events;
      }
    }
    const [ladder, heap] = (['ladder', 'heap'] as const).map((agenda) =>
      partApart<HardLoadResult>('hard-load', { load, agenda, order: 'kept', pace }),
    );
    if (ladder!.order !== heap!.order) unequal.push(load);
    const ratio = median(times.ladder.map((time, round) => time / times.heap[round]!));
    rows.push([
      load,
      numberText(events),
      median(times.ladder).toFixed(3),
      median(times.heap).toFixed(3),
      ratio.toFixed(2),
      ladder!.order === heap!.order ? `the same (${ladder!.order})` : 'differs',
    ]);
    if (loadsWithBar(load)) bars.push(atMost(`${load}: time of the ladder against the 4-ary heap`, ratio, 1.5));
  }
  print(alignedTable(rows, ['left', 'right', 'right', 'right', 'right', 'left']));
  return [...bars, none('loads under which the order differs', unequal)];
}
