import { bench, describe } from 'vitest';
import { constant } from './distributions/constant.ts';
import { empirical } from './distributions/empirical.ts';
import { exponential } from './distributions/exponential.ts';
import { gamma } from './distributions/gamma.ts';
import { logistic } from './distributions/logistic.ts';
import { lognormal } from './distributions/lognormal.ts';
import { mixture } from './distributions/mixture.ts';
import { normal } from './distributions/normal.ts';
import { pareto } from './distributions/pareto.ts';
import { truncatedNormal } from './distributions/truncated-normal.ts';
import { uniform } from './distributions/uniform.ts';
import { weibull } from './distributions/weibull.ts';
import { Kernel } from './kernel.ts';
import { Links } from './links.ts';
import type { LinkShape } from './links.ts';
import { Stations } from './stations.ts';
import { keyOf, Stream, StreamTable } from './stream.ts';

/**
 * Cost of draws, transits and jobs: 10 000 of them per turn, so "hz" of 10 000 a second is 10 ns each. Reference in the same run:
 * a word of the stream, a link of constant latency, an event of the bare kernel. Seed 1.
 */
const turns = 10_000;
const options = {
  time: 300,
  warmupTime: 100,
  teardown: (): void => {
    if (Number.isNaN(sink)) throw new Error('a draw was no number');
  },
};

const stream = new Stream(keyOf(1, 'bench', 'draws'));
let sink = 0;

const repeat = (title: string, once: (turn: number) => number | void): void =>
  bench(
    title,
    () => {
      for (let turn = 0; turn < turns; turn++) sink += once(turn) ?? 0;
    },
    options,
  );

/** Whole numbers below n in an order that no cache expects; costs next to nothing. */
const scattered = (n: number): (() => number) => {
  let word = 1;
  return () => {
    word = (Math.imul(word, 1664525) + 1013904223) >>> 0;
    return word % n;
  };
};

describe('a draw', () => {
  repeat('one word', () => stream.u32());
  repeat('one of six', () => stream.below(6));
  const rows = new StreamTable(1, { first: 0, count: 1_000_000 }, 'bench');
  const row = scattered(rows.count);
  repeat('one word of one stream in a million', () => rows.at(row()).u32());
  for (const law of [
    constant({ value: 5 }),
    uniform({ low: 1, high: 2 }),
    exponential({ mean: 1 }),
    normal({ mean: 0, deviation: 1 }),
    truncatedNormal({ mean: 0, deviation: 1, low: -1, high: Infinity }),
    lognormal({ mean: 1, cv: 0.5 }),
    gamma({ shape: 2.5, scale: 1 }),
    pareto({ shape: 2, scale: 1 }),
    weibull({ shape: 1.5, scale: 1 }),
    logistic({ mean: 0, scale: 1 }),
    empirical({ values: Array.from({ length: 100 }, (_, i) => i) }),
    mixture({
      parts: [
        { weight: 2, of: constant({ value: 2 }) },
        { weight: 1, of: exponential({ mean: 1 }) },
      ],
    }),
  ]) {
    repeat(law.name, () => law.sample(stream));
  }
});

describe('a transit', () => {
  const plain: LinkShape = {
    latency: constant({ value: 1e6 }),
    loss: { kind: 'none' },
    bandwidthBitsPerSecond: Infinity,
    order: 'free',
  };
  const rich: LinkShape = {
    latency: constant({ value: 1e6 }),
    jitter: exponential({ mean: 1e5 }),
    loss: { kind: 'gilbert-elliott', goodToBad: 0.01, badToGood: 0.1, lossGood: 0, lossBad: 0.5 },
    bandwidthBitsPerSecond: 1e9,
    order: 'fifo',
  };
  for (const [title, shape, count] of [
    ['constant latency, one link', plain, 1],
    ['line, bursts, jitter, order, one link', rich, 1],
    ['line, bursts, jitter, order, a million links', rich, 1_000_000],
  ] as const) {
    const links = new Links();
    links.addMany(count, shape);
    const link = scattered(count);
    let nowNs = 0;
    repeat(title, () => links.transit(link(), (nowNs += 1000), 100, stream));
  }
});

for (const [count, jobs] of [
  [1, 1],
  [1_000, 3_000],
  [1_000_000, 1_000_000],
] as const) {
  describe(`${jobs} jobs that go round ${count} stations of two servers`, () => {
    const bare = new Kernel();
    const [bareDelay, bareNext] = [scattered(4096), scattered(count)];
    const hop = bare.on((_station, job) => void bare.after(1000 + bareDelay(), hop, bareNext(), job));
    for (let job = 0; job < jobs; job++) bare.at(job, hop, job % count, job);
    repeat('an event of the bare kernel', () => void bare.step());

    const kernel = new Kernel();
    const [delay, next] = [scattered(4096), scattered(count)];
    const stations = new Stations(kernel, {
      begin: () => 1000 + delay(),
      done: (_station, job) => stations.arrive(next(), job),
    });
    stations.addMany(count, { servers: 2, queueLimit: Infinity, discipline: 'fifo' });
    for (let job = 0; job < jobs; job++) stations.arrive(job % count, job);
    repeat('a job, arrival to arrival', () => void kernel.step());
  });
}
