import type { LookUp } from '../interruption.ts';
import type { MachineClock } from './machine-clock.ts';
import type { Sample, Work } from './sample.ts';

/** How much is run. */
export interface Effort {
  /** How often everything is measured; each round goes through all of it, so that slow drifts reach every sample alike. */
  readonly rounds: number;
  /** Length of one measurement, ns. */
  readonly batchNs: number;
  /** Time that each sample runs at each size before it counts, ns. */
  readonly warmUpNs: number;
  /** Calls that are measured so few at a time instead, after a rest in which the process sleeps. */
  readonly alone?: { readonly calls: number; readonly together: number; readonly restMillis: number };
}

/**
 * What `calibrate` runs, and what `calibrate --quick` does. `alone` is for who works rarely: a call after a rest finds caches cold
 * and the processor asleep, and takes several times as long as one in a loop. Two come together, since whoever wakes for a message
 * takes it and says what follows from it (assumption).
 */
export const efforts = {
  full: { rounds: 25, batchNs: 6e6, warmUpNs: 60e6 },
  quick: { rounds: 7, batchNs: 2e6, warmUpNs: 10e6 },
  alone: { rounds: 10, batchNs: 2e6, warmUpNs: 60e6, alone: { calls: 12, together: 2, restMillis: 3 } },
} as const satisfies Readonly<Record<string, Effort>>;

/** One sample at one size: time of a call, ns, in each round. */
export interface MeasuredPoint {
  readonly sizeBytes: number;
  readonly callNs: readonly number[];
}

/** One sample at all of its sizes. */
export interface MeasuredSample {
  readonly sample: Sample;
  readonly points: readonly MeasuredPoint[];
}

/** All samples, and how many times longer than the processor worked those took that wait for nothing. */
export interface Measurement {
  readonly samples: readonly MeasuredSample[];
  readonly wallPerCpu: number;
}

/** Who follows a measurement, and may end it between two batches. */
export interface Onlooker {
  readonly progress: (label: string, done: number, of: number) => void;
  readonly lookUp: LookUp;
}

/** Most calls of one batch: work that takes no time at all would be repeated without end. */
const mostTimes = 1 << 26;
const mostGrowth = 16;

interface Point {
  readonly sample: Sample;
  readonly sizeBytes: number;
  readonly work: Work;
  times: number;
  readonly callNs: number[];
}

interface Spent {
  cpuNs: number;
  wallNs: number;
}

/** A batch that has run; `waited` where it had to wait for something. */
interface Batch extends Spent {
  readonly waited: boolean;
}

const timed = async ({ sample, sizeBytes, work, times }: Point, clock: MachineClock): Promise<Batch> => {
  const wall = clock.wallNs();
  const cpu = clock.cpuNs();
  const running = work.run(sizeBytes, times);
  if (running !== undefined) await running;
  const spent = { cpuNs: clock.cpuNs() - cpu, wallNs: clock.wallNs() - wall, waited: running !== undefined };
  if (spent.cpuNs < 0 || spent.wallNs < 0) throw new Error(`${sample.id}: the clock went backwards`);
  return spent;
};

/** Calls that do nothing: what they take is the clock's own. */
const nothing: Work = { run: () => undefined };

/** The same calls, a few at a time, each time after a rest. */
const timedAlone = async (
  point: Point,
  { calls, together, restMillis }: NonNullable<Effort['alone']>,
  clock: MachineClock,
): Promise<Batch> => {
  const all = { cpuNs: 0, wallNs: 0, waited: false };
  for (let call = 0; call < calls; call += together) {
    await new Promise((resolve) => setTimeout(resolve, restMillis));
    const empty = await timed({ ...point, work: nothing, times: 1 }, clock);
    const { cpuNs, wallNs, waited } = await timed({ ...point, times: together }, clock);
    all.cpuNs += cpuNs - empty.cpuNs;
    all.wallNs += wallNs - empty.wallNs;
    all.waited ||= waited;
  }
  return { cpuNs: Math.max(0, all.cpuNs), wallNs: Math.max(0, all.wallNs), waited: all.waited };
};

const countedNs = (point: Point, spent: Spent): number => (point.sample.clock === 'cpu' ? spent.cpuNs : spent.wallNs);

/** Share of a batch's length that is enough. */
const enough = 0.8;
const leastGrowth = 1.1;

/** Runs a point until it is warm, and finds how many calls make a batch. */
const warmUp = async (point: Point, { batchNs, warmUpNs }: Effort, clock: MachineClock): Promise<void> => {
  let spentNs = 0;
  for (;;) {
    const ns = countedNs(point, await timed(point, clock));
    spentNs += ns;
    if (ns < batchNs * enough) {
      if (point.times >= mostTimes) throw new Error(`${point.sample.id}: takes no time that could be measured`);
      const growth = Math.min(mostGrowth, Math.max(leastGrowth, batchNs / ns));
      point.times = Math.ceil(point.times * growth);
    } else if (spentNs >= warmUpNs) return;
  }
};

/** Measures samples, all of them in every round; `clock` says what time it is. */
export async function measure(
  samples: readonly Sample[],
  effort: Effort,
  clock: MachineClock,
  { progress, lookUp }: Onlooker,
): Promise<Measurement> {
  const { alone } = effort;
  const opened: Work[] = [];
  const points: Point[] = [];
  const all = samples.length * (effort.rounds + 1);
  let done = 0;
  const step = async (label: string): Promise<void> => {
    progress(label, done++, all);
    await lookUp();
  };
  const busy: Spent = { cpuNs: 0, wallNs: 0 };
  try {
    for (const sample of samples) {
      await step(`${sample.id} warms up`);
      const work = await sample.open();
      opened.push(work);
      for (const sizeBytes of sample.sizesBytes) {
        const point: Point = { sample, sizeBytes, work, times: 1, callNs: [] };
        points.push(point);
        await warmUp(point, effort, clock);
      }
    }
    for (let round = 0; round < effort.rounds; round++) {
      for (const sample of samples) {
        await step(sample.id);
        for (const point of points.filter((one) => one.sample === sample)) {
          const spent = alone === undefined ? await timed(point, clock) : await timedAlone(point, alone, clock);
          point.callNs.push(countedNs(point, spent) / (alone?.calls ?? point.times));
          if (spent.waited) continue;
          busy.cpuNs += spent.cpuNs;
          busy.wallNs += spent.wallNs;
        }
      }
    }
  } finally {
    for (const work of opened.toReversed()) await work.close?.();
  }
  return {
    samples: samples.map((sample) => ({
      sample,
      points: points.filter((one) => one.sample === sample).map(({ sizeBytes, callNs }) => ({ sizeBytes, callNs })),
    })),
    wallPerCpu: busy.cpuNs > 0 ? busy.wallNs / busy.cpuNs : 1,
  };
}
