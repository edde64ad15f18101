import type { Interval } from '../../metrics/statistics/interval.ts';
import { keyOf } from '../../sim/kernel/stream.ts';
import type { Anchor, AnchorRow, Effort } from './anchor.ts';
import { ofMeans, rounds, sized } from './estimate.ts';
import { haste, playStore } from './twin-store-network.ts';
import type { StoreSeen, TwinStore } from './twin-store-network.ts';

/** `max-connections` of gateway.conf: who has none waits outside. Counts only where more is asked than is borne. */
const connections = 4096;

/**
 * Reads as published of Eclipse Ditto 3.3.5 on m5.4xlarge machines (Ditto Benchmark, 9 October 2023), and so the other two below. `front` and
 * `idleMs` are calibrated by the column of one instance each; `back` by the column of a second gateway or connectivity alone, where the
 * post names the one instance of things as what holds the rest up.
 */
export const reads: TwinStore = { front: 2800, frontCores: 16, back: 3500, idleMs: 80, underWay: connections };
const searches: TwinStore = { front: 1700, frontCores: 16, back: 2400, idleMs: 70, underWay: connections };
/** The one processor of a connection (`processorPoolSize: 1`) is what a connectivity instance has; things and search are scaled together. */
const modifies: TwinStore = { front: 800, frontCores: 1, back: 1600, idleMs: 15, underWay: connections };

/** Published rates are rounded to a hundred; the page asks for 3 % elsewhere, and does so here. */
const rateBand = 0.03;
/**
 * Any network of alike instances must be as fast with two gateways and two of things as with one each at half the load. The post has 50 ms
 * and 80 ms: so far apart are two latencies that should be one.
 */
const latencyBand = 80 / 50;

const near = (expected: number, factor: number): Pick<AnchorRow, 'expected' | 'widest' | 'within'> => {
  const within: Interval = [expected / factor, expected * factor];
  return { expected, within, widest: (within[1] - within[0]) / 2 };
};
const nearRate = (expected: number): Pick<AnchorRow, 'expected' | 'widest' | 'within'> => ({
  expected,
  within: [expected * (1 - rateBand), expected * (1 + rateBand)],
  widest: expected * rateBand,
});

const through =
  'avatar agents and their tables of requests, entity agents, machines of several cores, cost table and links, metrics M29 and M30';

/** A store under the load that its fronts bear, several times; `full` where one waits until they have all under way that they take. */
function watch(
  store: TwinStore,
  [fronts, backs]: readonly [number, number],
  { name, full = false }: { readonly name: string; readonly full?: boolean },
  effort: Effort,
): StoreSeen[] {
  const borne = backs * store.back;
  const hurriedRate = haste * fronts * store.front;
  const most = fronts * store.underWay;
  const fillSeconds = full ? most / (hurriedRate - borne) : 0;
  // Where all is full chance has no part in it any more.
  return Array.from(rounds(sized(12, effort, full ? 2 : 4), effort), (run) =>
    playStore(
      store,
      {
        fronts,
        backs,
        hurried: Math.ceil(fillSeconds * hurriedRate),
        // What came when all was full has gone when all that was there before it has.
        warmUpSeconds: 0.25 + fillSeconds + (full ? most / borne : 0),
        watchedSeconds: Math.max(0.25, 4 * effort.share),
      },
      name,
      keyOf(effort.seed, run, name)[0]!,
    ),
  );
}

/** How much more, and how much later, a store answers with a second front alone: each run beside one of a single instance of each. */
function beside(store: TwinStore, name: string, effort: Effort): readonly StoreSeen[] {
  const single = watch(store, [1, 1], { name: `${name} single` }, effort);
  return watch(store, [2, 1], { name, full: true }, effort).map(({ rate, latencyMs }, run) => {
    const one = single[run % single.length]!;
    return { rate: rate / one.rate, latencyMs: latencyMs / one.latencyMs };
  });
}

/**
 * V-T1, V-T2: a second gateway where things are what is short, so that the wrong service is scaled. Another store is a range that is
 * wrong.
 */
export const secondGateway = (store = reads): Anchor => ({
  rows: [
    {
      id: 'V-T1',
      name: 'reads with a second gateway alone: times the throughput (calibrated)',
      ...nearRate(3500 / 2800),
    },
    { id: 'V-T2', name: 'reads with a second gateway alone: times the latency', ...near(2000 / 80, latencyBand) },
  ],
  through,
  run(effort) {
    const seen = beside(store, 'V-T2', effort);
    return [
      ofMeans(
        seen.map(({ rate }) => rate),
        effort,
      ),
      ofMeans(
        seen.map(({ latencyMs }) => latencyMs),
        effort,
      ),
    ];
  },
});

const secondGatewayOfSearches: Anchor = {
  rows: [
    {
      id: 'V-T5',
      name: 'searches with a second gateway alone: times the latency',
      ...near(100 / 70, latencyBand),
      miss: 'what bears less than is asked fills up; the post has 0.1 s here, beside 3 s of garbage collection',
    },
  ],
  through,
  run(effort) {
    const seen = beside(searches, 'V-T5', effort);
    return [
      ofMeans(
        seen.map(({ latencyMs }) => latencyMs),
        effort,
      ),
    ];
  },
};

const throughput = (
  row: Pick<AnchorRow, 'id' | 'name' | 'miss'>,
  store: TwinStore,
  instances: readonly [number, number],
  published: number,
): Anchor => ({
  rows: [{ ...row, ...nearRate(published) }],
  through,
  run: (effort) => [
    ofMeans(
      watch(store, instances, { name: row.id }, effort).map(({ rate }) => rate),
      effort,
    ),
  ],
});

/** V-T1 to V-T9: the store as it was calibrated, and more instances of it. */
export const twinStore: readonly Anchor[] = [
  secondGateway(),
  throughput({ id: 'V-T3', name: 'reads/s, 2 gateways and 2 things' }, reads, [2, 2], 5600),
  throughput(
    {
      id: 'V-T4',
      name: 'reads/s, 3 gateways and 2 things',
      miss: 'two things that bear 3500/s each bear 7000/s; two share the twins in twice the heap, and the range charges nothing for memory',
    },
    reads,
    [3, 2],
    8400,
  ),
  secondGatewayOfSearches,
  throughput({ id: 'V-T6', name: 'searches/s, 2 gateways and 2 things' }, searches, [2, 2], 3400),
  throughput({ id: 'V-T7', name: 'searches/s, 3 gateways and 2 things' }, searches, [3, 2], 4900),
  throughput({ id: 'V-T8', name: 'modifies/s, 3 connectivity, 2 things and 2 search' }, modifies, [3, 2], 2400),
  throughput({ id: 'V-T9', name: 'modifies/s, 4 connectivity, 2 things and 2 search' }, modifies, [4, 2], 3200),
];
