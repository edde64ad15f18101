import type { Distribution } from '../../sim/kernel/distributions/distribution.ts';
import { exponential } from '../../sim/kernel/distributions/exponential.ts';
import { Kernel } from '../../sim/kernel/kernel.ts';
import { Stations } from '../../sim/kernel/stations.ts';
import type { StationShape } from '../../sim/kernel/stations.ts';
import { keyOf, Stream } from '../../sim/kernel/stream.ts';
import type { Effort } from './anchor.ts';
import { replications, rounds, sized } from './estimate.ts';

const secondNs = 1e9;

/** Poisson sources that feed a row of the kernel's stations: those of the world, with services of a given law. */
export interface QueueRow {
  readonly name: string;
  readonly sources: readonly {
    /** Arrivals a second. */
    readonly rate: number;
    readonly level?: number;
  }[];
  readonly row: readonly {
    readonly shape: StationShape;
    /** Law of service, in seconds. */
    readonly service: Distribution;
  }[];
  /** Arrivals of all replications together at full effort. */
  readonly jobs: number;
}

/** What one replication saw of each source. */
export interface QueueSeen {
  /** Mean wait before the first service, s. */
  readonly waits: readonly number[];
  /** Mean time from arrival to the end of the last service, s. */
  readonly sojourns: readonly number[];
  /** Share of all arrivals, whatever their source, that were lost. */
  readonly lost: number;
}

/** Arrivals before anything is measured: many relaxation times at every load used here (assumption). */
const warmUpJobs = 5000;

/** A station that serves in the order of arrival. */
export const fifo = (servers: number, queueLimit = Infinity): StationShape => ({
  servers,
  queueLimit,
  discipline: 'fifo',
});

/** Runs the row `replications` times, each with streams of its own. */
export function watchQueue(queue: QueueRow, effort: Effort): readonly QueueSeen[] {
  const jobs = sized(queue.jobs / replications, effort, 1000);
  return Array.from(rounds(replications, effort), (index) =>
    watchOnce(queue, `${queue.name} ${index}`, jobs, effort.seed),
  );
}

function watchOnce({ sources, row }: QueueRow, name: string, jobs: number, seed: number): QueueSeen {
  const kernel = new Kernel();
  const streamOf = (purpose: string): Stream => new Stream(keyOf(seed, name, purpose));
  const gaps = sources.map((source, index) => ({
    law: exponential({ mean: secondNs / source.rate }),
    stream: streamOf(`gap ${index}`),
  }));
  const services = row.map((stop, index) => ({ law: stop.service, stream: streamOf(`service ${index}`) }));
  const arrivedNs: number[] = [];
  const sourceOf: number[] = [];
  const unused: number[] = [];
  const tally = sources.map(() => ({ waitedNs: 0, begun: 0, stayedNs: 0, done: 0 }));
  let arrived = 0;
  let lost = 0;
  const stations = new Stations(kernel, {
    begin(station, job) {
      if (station === 0) {
        const one = tally[sourceOf[job]!]!;
        one.waitedNs += kernel.now - arrivedNs[job]!;
        one.begun++;
      }
      const { law, stream } = services[station]!;
      return Math.round(law.sample(stream) * secondNs);
    },
    done(station, job) {
      if (station + 1 < row.length) {
        stations.arrive(station + 1, job);
        return;
      }
      const one = tally[sourceOf[job]!]!;
      one.stayedNs += kernel.now - arrivedNs[job]!;
      one.done++;
      unused.push(job);
    },
    lost(_station, job) {
      lost++;
      unused.push(job);
    },
  });
  for (const stop of row) stations.add(stop.shape);
  const arrival = kernel.on((source) => {
    const job = unused.pop() ?? arrivedNs.length;
    arrivedNs[job] = kernel.now;
    sourceOf[job] = source;
    arrived++;
    stations.arrive(0, job, sources[source]!.level);
    const { law, stream } = gaps[source]!;
    kernel.after(Math.round(law.sample(stream)), arrival, source);
  });
  sources.forEach((_, source) => kernel.at(0, arrival, source));
  while (arrived < warmUpJobs) kernel.step();
  for (const one of tally) Object.assign(one, { waitedNs: 0, begun: 0, stayedNs: 0, done: 0 });
  arrived = 0;
  lost = 0;
  while (arrived < jobs) kernel.step();
  return {
    waits: tally.map((one) => one.waitedNs / one.begun / secondNs),
    sojourns: tally.map((one) => one.stayedNs / one.done / secondNs),
    lost: lost / arrived,
  };
}
