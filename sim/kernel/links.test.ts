import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { constant } from './distributions/constant.ts';
import { exponential } from './distributions/exponential.ts';
import { normal } from './distributions/normal.ts';
import { uniform } from './distributions/uniform.ts';
import { Links, LOST } from './links.ts';
import type { LinkShape, LossShape } from './links.ts';
import { keyOf, Stream } from './stream.ts';

const streamNamed = (name: string): Stream => new Stream(keyOf('link test', name, 'draws'));
const plain: LinkShape = {
  latency: constant({ value: 1000 }),
  loss: { kind: 'none' },
  bandwidthBitsPerSecond: Infinity,
  order: 'free',
};

/** Which of n messages a link with this loss drops. */
const losses = (loss: LossShape, n: number): boolean[] => {
  const links = new Links();
  links.add({ ...plain, loss });
  const stream = streamNamed(loss.kind);
  return Array.from({ length: n }, (_, i) => links.transit(0, i, 100, stream) === LOST);
};
const share = (flags: readonly boolean[]): number => flags.filter(Boolean).length / flags.length;

describe('a link', () => {
  it('delivers after its latency', () => {
    const links = new Links();
    links.add(plain);
    expect(links.transit(0, 50, 100, streamNamed('plain'))).toBe(1050);
  });

  it('adds latency and jitter, in whole nanoseconds, and never arrives before it was sent', () => {
    const links = new Links();
    links.add({ ...plain, latency: constant({ value: 2.4 }), jitter: normal({ mean: 0, deviation: 5 }) });
    const stream = streamNamed('jitter');
    const arrivals = Array.from({ length: 1000 }, () => links.transit(0, 100, 10, stream));
    expect(arrivals.every((at) => Number.isInteger(at) && at >= 100)).toBe(true);
    expect(Math.min(...arrivals)).toBe(100);
    expect(Math.max(...arrivals)).toBeGreaterThan(110);
  });

  it('never lets a message overtake another when it is fifo', () => {
    const sends = fc.array(fc.record({ gapNs: fc.nat({ max: 2000 }), sizeBytes: fc.nat({ max: 5000 }) }), {
      minLength: 2,
    });
    fc.assert(
      fc.property(sends, fc.nat(), fc.constantFrom(1e6, 1e9, Infinity), (messages, seed, bandwidthBitsPerSecond) => {
        const links = new Links();
        const jitter = exponential({ mean: 50000 });
        links.add({ ...plain, order: 'fifo', jitter, bandwidthBitsPerSecond, loss: { kind: 'bernoulli', p: 0.2 } });
        const stream = new Stream(keyOf(seed, 'link', 'order'));
        let [nowNs, lastNs] = [0, 0];
        for (const { gapNs, sizeBytes } of messages) {
          nowNs += gapNs;
          const arrivalNs = links.transit(0, nowNs, sizeBytes, stream);
          if (arrivalNs === LOST) continue;
          expect(arrivalNs).toBeGreaterThanOrEqual(Math.max(lastNs, nowNs + 1000));
          lastNs = arrivalNs;
        }
      }),
    );
  });

  it('lets messages overtake when it is free', () => {
    const links = new Links();
    links.add({ ...plain, jitter: uniform({ low: 0, high: 1000 }) });
    const stream = streamNamed('free');
    const arrivals = Array.from({ length: 100 }, (_, i) => links.transit(0, i, 10, stream));
    expect(arrivals.some((at, i) => i > 0 && at < arrivals[i - 1]!)).toBe(true);
  });

  it('keeps its neighbours apart', () => {
    const links = new Links();
    const first = links.addMany(2, { ...plain, order: 'fifo', bandwidthBitsPerSecond: 8e9 });
    const stream = streamNamed('neighbours');
    expect(links.transit(first, 0, 5000, stream)).toBe(6000);
    expect(links.transit(first + 1, 0, 1, stream)).toBe(1001);
  });

  it('takes another shape at run time and keeps its order', () => {
    const links = new Links();
    links.add({ ...plain, order: 'fifo' });
    const stream = streamNamed('reshape');
    expect(links.transit(0, 0, 10, stream)).toBe(1000);
    links.reshape(0, { ...plain, loss: { kind: 'bernoulli', p: 1 } });
    expect(links.transit(0, 10, 10, stream)).toBe(LOST);
    links.reshape(0, { ...plain, order: 'fifo', latency: constant({ value: 1 }) });
    expect(links.transit(0, 20, 10, stream)).toBe(1000);
  });
});

describe('a million links', () => {
  it('take 24 bytes each', () => {
    const links = new Links();
    const before = process.memoryUsage().arrayBuffers;
    links.addMany(1_000_000, plain);
    expect((process.memoryUsage().arrayBuffers - before) / 1_000_000).toBeLessThan(24.1);
    expect(links.count).toBe(1_000_000);
  });
});

describe('bandwidth', () => {
  it('sends one message after the other, each for its size', () => {
    const links = new Links();
    links.add({ ...plain, bandwidthBitsPerSecond: 3e6 });
    const stream = streamNamed('line');
    expect(links.transit(0, 0, 3, stream)).toBe(8000 + 1000);
    expect(links.transit(0, 0, 3, stream)).toBe(16000 + 1000);
    expect(links.transit(0, 15999, 1, stream)).toBe(16000 + 2667 + 1000);
    expect(links.transit(0, 50000, 3, stream)).toBe(58000 + 1000);
  });

  it('carries exactly its rate when it is never idle', () => {
    const links = new Links();
    links.add({ ...plain, bandwidthBitsPerSecond: 1e8 });
    const stream = streamNamed('rate');
    let last = 0;
    for (let i = 0; i < 1250; i++) last = links.transit(0, 0, 1000, stream);
    expect(last - 1000).toBe(1e8);
  });

  it('is used up by a message that is lost on the way', () => {
    const links = new Links();
    links.add({ ...plain, bandwidthBitsPerSecond: 8e9, loss: { kind: 'bernoulli', p: 1 } });
    const stream = streamNamed('spent');
    expect(links.transit(0, 0, 500, stream)).toBe(LOST);
    links.reshape(0, { ...plain, bandwidthBitsPerSecond: 8e9 });
    expect(links.transit(0, 0, 500, stream)).toBe(2000);
  });

  it('drops what finds the buffer full', () => {
    const links = new Links();
    links.add({ ...plain, bandwidthBitsPerSecond: 8e9, bufferBytes: 250 });
    const stream = streamNamed('buffer');
    const arrivals = Array.from({ length: 5 }, () => links.transit(0, 0, 100, stream));
    expect(arrivals).toEqual([1100, 1200, 1300, LOST, LOST]);
    expect(links.transit(0, 100, 100, stream)).toBe(1400);
  });
});

describe('loss', () => {
  it('strikes each message alone with chance p', () => {
    const n = 200000;
    const lost = losses({ kind: 'bernoulli', p: 0.03 }, n);
    expect(Math.abs(share(lost) - 0.03)).toBeLessThan(4 * Math.sqrt((0.03 * 0.97) / n));
    const afterLoss = lost.slice(1).filter((_, i) => lost[i]);
    expect(Math.abs(share(afterLoss) - 0.03)).toBeLessThan(4 * Math.sqrt((0.03 * 0.97) / afterLoss.length));
  });

  it('comes in bursts of mean length 1/badToGood and takes the stationary share (Gilbert)', () => {
    const [goodToBad, badToGood] = [0.02, 0.25];
    const lost = losses({ kind: 'gilbert-elliott', goodToBad, badToGood, lossGood: 0, lossBad: 1 }, 400000);
    const bad = goodToBad / (goodToBad + badToGood);
    // Successive states correlate by 1 - goodToBad - badToGood, which widens the interval.
    const memory = 1 - goodToBad - badToGood;
    const deviation = Math.sqrt((bad * (1 - bad) * (1 + memory)) / (1 - memory) / lost.length);
    expect(Math.abs(share(lost) - bad)).toBeLessThan(4 * deviation);
    const bursts = lost.filter((flag, i) => flag && !lost[i - 1]).length;
    const meanBurst = (share(lost) * lost.length) / bursts;
    const burstDeviation = Math.sqrt((1 - badToGood) / badToGood ** 2 / bursts);
    expect(Math.abs(meanBurst - 1 / badToGood)).toBeLessThan(4 * burstDeviation);
  });

  it('takes from good and bad times their own share (Elliott)', () => {
    const [goodToBad, badToGood, lossGood, lossBad] = [0.05, 0.2, 0.01, 0.4];
    const lost = losses({ kind: 'gilbert-elliott', goodToBad, badToGood, lossGood, lossBad }, 400000);
    const expected = 0.8 * lossGood + 0.2 * lossBad;
    expect(Math.abs(share(lost) - expected)).toBeLessThan(0.02 * expected);
    // Two in a row: the state must have lasted or come back.
    const stays = 0.2 * ((1 - badToGood) * lossBad * lossBad + badToGood * lossBad * lossGood);
    const others = 0.8 * ((1 - goodToBad) * lossGood * lossGood + goodToBad * lossGood * lossBad);
    const pairs = share(lost.slice(1).map((flag, i) => flag && lost[i]!));
    expect(Math.abs(pairs - stays - others)).toBeLessThan(0.05 * (stays + others));
  });

  it('leaves the stream in step: a lossier link draws as often', () => {
    const [calm, rough] = [new Links(), new Links()];
    calm.add({ ...plain, jitter: exponential({ mean: 500 }), loss: { kind: 'bernoulli', p: 0 } });
    rough.add({ ...plain, jitter: exponential({ mean: 500 }), loss: { kind: 'bernoulli', p: 0.5 } });
    const [first, second] = [streamNamed('step'), streamNamed('step')];
    let arrived = 0;
    for (let i = 0; i < 200; i++) {
      const expected = calm.transit(0, i, 10, first);
      const actual = rough.transit(0, i, 10, second);
      if (actual !== LOST) arrived++;
      expect([LOST, expected]).toContain(actual);
    }
    expect(arrived).toBeGreaterThan(60);
    expect(arrived).toBeLessThan(140);
  });
});

describe('a mistake at a link', () => {
  it('is named: a link that is not there', () => {
    const links = new Links();
    expect(() => links.transit(0, 0, 10, streamNamed('absent'))).toThrow('link 0: there are 0');
  });

  it('is named: a shape that cannot be', () => {
    const links = new Links();
    expect(() => links.add({ ...plain, loss: { kind: 'bernoulli', p: 1.5 } })).toThrow('p 1.5: a chance from 0 to 1');
    expect(() => links.add({ ...plain, bandwidthBitsPerSecond: 0 })).toThrow('bandwidthBitsPerSecond 0');
    expect(() => links.add({ ...plain, bufferBytes: -1 })).toThrow('bufferBytes -1');
    expect(() => links.addMany(1.5, plain)).toThrow('count 1.5');
  });
});
