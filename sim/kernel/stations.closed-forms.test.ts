import { describe, expect, it } from 'vitest';
import { constant } from './distributions/constant.ts';
import type { Distribution } from './distributions/distribution.ts';
import { exponential } from './distributions/exponential.ts';
import { lognormal } from './distributions/lognormal.ts';
import { Kernel } from './kernel.ts';
import { Stations } from './stations.ts';
import type { StationShape } from './stations.ts';
import { keyOf, Stream } from './stream.ts';

const SECOND = 1e9;
const BATCHES = 30;
const T_999 = 3.659; // Student's t, 29 degrees of freedom, two-sided 99.9 %

/** Expects the mean of batch means to hold the closed form in an interval of at most 3 % on each side. */
const expectMean = (batches: readonly number[], expected: number): void => {
  const mean = batches.reduce((sum, x) => sum + x, 0) / batches.length;
  const variance = batches.reduce((sum, x) => sum + (x - mean) * (x - mean), 0) / (batches.length - 1);
  const halfWidth = T_999 * Math.sqrt(variance / batches.length);
  expect(halfWidth).toBeLessThan(0.03 * expected);
  expect(Math.abs(mean - expected)).toBeLessThan(halfWidth);
};

interface Source {
  /** Poisson arrivals a second. */
  readonly rate: number;
  readonly level?: number;
}

interface Network {
  readonly name: string;
  readonly sources: readonly Source[];
  /** Stations in a row, with the law of service in seconds. */
  readonly row: readonly { readonly shape: StationShape; readonly service: Distribution; readonly owedNs?: number }[];
  readonly jobsPerBatch: number;
}

/** Batch means by source: seconds waited before the first service, seconds spent in the row, share lost. */
interface Measured {
  readonly wait: number[][];
  readonly sojourn: number[][];
  readonly lost: number[][];
}

/** Poisson sources feed a row of stations; jobs are pooled slots, a batch is a number of arrivals, the first is warm-up. */
const measure = ({ name, sources, row, jobsPerBatch }: Network): Measured => {
  const kernel = new Kernel();
  const gaps = sources.map((source, i) => ({
    law: exponential({ mean: SECOND / source.rate }),
    stream: named(name, `gap ${i}`),
  }));
  const services = row.map((stop, i) => ({ law: stop.service, stream: named(name, `service ${i}`) }));
  const arrivedAt: number[] = [];
  const sourceOf: number[] = [];
  const unused: number[] = [];
  const zero = (): number[] => sources.map(() => 0);
  let [waits, begun, stays, done, lost, arrived] = [zero(), zero(), zero(), zero(), zero(), zero()];
  const stations = new Stations(kernel, {
    begin: (station, job) => {
      const source = sourceOf[job]!;
      if (station === 0) {
        waits[source]! += kernel.now - arrivedAt[job]!;
        begun[source]!++;
      }
      return Math.round(services[station]!.law.sample(services[station]!.stream) * SECOND);
    },
    done: (station, job) => {
      stations.owe(station, row[station]!.owedNs ?? 0);
      if (station + 1 < row.length) return stations.arrive(station + 1, job);
      stays[sourceOf[job]!]! += kernel.now - arrivedAt[job]!;
      done[sourceOf[job]!]!++;
      unused.push(job);
    },
    lost: (_station, job) => {
      lost[sourceOf[job]!]!++;
      unused.push(job);
    },
  });
  for (const stop of row) stations.add(stop.shape);
  let total = 0;
  const arrival = kernel.on((source) => {
    const job = unused.pop() ?? arrivedAt.length;
    arrivedAt[job] = kernel.now;
    sourceOf[job] = source;
    arrived[source]!++;
    total++;
    stations.arrive(0, job, sources[source]!.level);
    kernel.after(Math.round(gaps[source]!.law.sample(gaps[source]!.stream)), arrival, source);
  });
  sources.forEach((_, source) => kernel.at(0, arrival, source));
  const measured: Measured = {
    wait: sources.map(() => []),
    sojourn: sources.map(() => []),
    lost: sources.map(() => []),
  };
  for (let batch = 0; batch <= BATCHES; batch++) {
    const until = total + jobsPerBatch;
    while (total < until) kernel.step();
    sources.forEach((_, i) => {
      if (batch === 0) return;
      measured.wait[i]!.push(waits[i]! / begun[i]! / SECOND);
      measured.sojourn[i]!.push(stays[i]! / done[i]! / SECOND);
      measured.lost[i]!.push(lost[i]! / arrived[i]!);
    });
    [waits, begun, stays, done, lost, arrived] = [zero(), zero(), zero(), zero(), zero(), zero()];
  }
  return measured;
};

const named = (name: string, purpose: string): Stream => new Stream(keyOf('closed forms', name, purpose));
const fifo = (servers: number, queueLimit = Infinity): StationShape => ({ servers, queueLimit, discipline: 'fifo' });
const unitExponential = exponential({ mean: 1 });

describe('stations agree with queueing theory', { timeout: 120000 }, () => {
  it('M/M/1 at load 0.7: mean wait rho/(mu - lambda)', () => {
    const row = [{ shape: fifo(1), service: unitExponential }];
    const { wait } = measure({ name: 'M/M/1', sources: [{ rate: 0.7 }], row, jobsPerBatch: 45000 });
    expectMean(wait[0]!, 0.7 / 0.3);
  });

  it('M/M/10 at 8 erlang: mean wait by Erlang C', () => {
    const row = [{ shape: fifo(10), service: unitExponential }];
    const { wait } = measure({ name: 'M/M/c', sources: [{ rate: 8 }], row, jobsPerBatch: 350000 });
    expectMean(wait[0]!, 0.20459);
  });

  it('M/D/1 at load 0.7: mean wait rho/(2(1 - rho))', () => {
    const row = [{ shape: fifo(1), service: constant({ value: 1 }) }];
    const { wait } = measure({ name: 'M/D/1', sources: [{ rate: 0.7 }], row, jobsPerBatch: 25000 });
    expectMean(wait[0]!, 0.7 / 0.6);
  });

  it('M/G/1 with work after each service (0.3 s owed): the wait of M/D/1 with 1.3 s, the service of 1 s', () => {
    const row = [{ shape: fifo(1), service: constant({ value: 1 }), owedNs: 0.3 * SECOND }];
    const { sojourn } = measure({ name: 'owed', sources: [{ rate: 0.5 }], row, jobsPerBatch: 20000 });
    expectMean(sojourn[0]!, (0.65 * 1.3) / (2 * 0.35) + 1);
  });

  it('M/G/64/64 at 60 erlang, lognormal holding times: share lost by Erlang B', () => {
    const row = [{ shape: fifo(64, 0), service: lognormal({ mean: 1, cv: 1.2 }) }];
    const { lost } = measure({ name: 'M/G/c/c', sources: [{ rate: 60 }], row, jobsPerBatch: 90000 });
    expectMean(lost[0]!, 0.06036);
  });

  it('the same under a flood of 140/s beside 60/s: both lose the same share', () => {
    const row = [{ shape: fifo(64, 0), service: lognormal({ mean: 1, cv: 1.2 }) }];
    const { lost } = measure({ name: 'flood', sources: [{ rate: 60 }, { rate: 140 }], row, jobsPerBatch: 10000 });
    expectMean(lost[0]!, 0.6823);
    expectMean(lost[1]!, 0.6823);
  });

  it('M/M/1/5 at load 0.9: share lost (1 - rho) rho^K/(1 - rho^(K+1))', () => {
    const row = [{ shape: fifo(1, 4), service: unitExponential }];
    const { lost } = measure({ name: 'M/M/1/K', sources: [{ rate: 0.9 }], row, jobsPerBatch: 12000 });
    expectMean(lost[0]!, (0.1 * 0.9 ** 5) / (1 - 0.9 ** 6));
  });

  it('M/M/1 with two priorities, 0.3 and 0.5: mean waits by Cobham', () => {
    const shape: StationShape = { servers: 1, queueLimit: Infinity, discipline: 'priority', levels: 2 };
    const sources = [
      { rate: 0.3, level: 0 },
      { rate: 0.5, level: 1 },
    ];
    const { wait } = measure({
      name: 'priority',
      sources,
      row: [{ shape, service: unitExponential }],
      jobsPerBatch: 120000,
    });
    expectMean(wait[0]!, 0.8 / 0.7);
    expectMean(wait[1]!, 0.8 / (0.7 * 0.2));
  });

  it('a tandem of three at 0.6/s: mean time in it, the sum of 1/(mu - lambda)', () => {
    const row = [1, 1.25, 0.9].map((rate) => ({ shape: fifo(1), service: exponential({ mean: 1 / rate }) }));
    const { sojourn } = measure({ name: 'tandem', sources: [{ rate: 0.6 }], row, jobsPerBatch: 25000 });
    expectMean(sojourn[0]!, 7.3718);
  });

  it.each([0, 3])(
    'a blocking tandem with %i places between, never short of work: (K+2)/(K+3) jobs a second',
    (places) => {
      const kernel = new Kernel();
      const stream = named('blocking tandem', `${places} places`);
      let [done, blocked] = [0, -1];
      const stations = new Stations(kernel, {
        begin: () => Math.round(unitExponential.sample(stream) * SECOND),
        done: (station, job) => {
          if (station === 1) done++;
          else if (!stations.offer(1, job)) {
            stations.hold(0);
            blocked = job;
          }
          if (station === 0) stations.arrive(0, (job + 1) % 100);
        },
        room: () => {
          if (blocked >= 0 && stations.offer(1, blocked)) {
            blocked = -1;
            stations.release(0);
          }
        },
      });
      stations.add(fifo(1));
      stations.add(fifo(1, places));
      stations.arrive(0, 0);
      const batches: number[] = [];
      for (let batch = 0; batch <= BATCHES; batch++) {
        done = 0;
        kernel.run((batch + 1) * 6000 * SECOND);
        if (batch > 0) batches.push(done / 6000);
      }
      expectMean(batches, (places + 2) / (places + 3));
    },
  );
});
