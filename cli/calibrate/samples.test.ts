import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { describe, expect, test } from 'vitest';
import { encodeContent } from '../../sim/crypto/openssl/content.ts';
import { operations } from '../../sim/framework/costs.ts';
import { DurableLog } from './durable-log.ts';
import { fitLine, usualBytes } from './line-fit.ts';
import { machineClock } from './machine-clock.ts';
import { measure, type Effort } from './measuring.ts';
import { messageSizes, repeat, type Sample } from './sample.ts';
import { allSamples } from './samples.ts';
import { messageContent } from './samples/message-content.ts';

const quiet = { progress: () => undefined, lookUp: async () => undefined };
/** As little as tells one speed from several times it. */
const brief: Effort = { rounds: 5, batchNs: 1e6, warmUpNs: 10e6 };
const samples = allSamples(new Date());

test('there is a sample for every operation of the cost table, in its order, and each says what it runs', () => {
  expect(samples.slice(0, operations.length).map(({ id }) => id)).toEqual(operations);
  expect(new Set(samples.map(({ id }) => id)).size).toBe(samples.length);
  for (const { what } of samples) expect(what.length).toBeGreaterThan(10);
  expect(samples.slice(operations.length).map(({ id }) => id)).toEqual([
    'durable-write',
    'durable-read',
    'connection',
    'handshake-full',
    'handshake-resumed',
  ]);
});

/** The same sample doing its work several times where it says once. */
const slowed = (sample: Sample, times: number): Sample => ({
  ...sample,
  id: `${sample.id}, ${times} times`,
  open: async () => {
    const work = await sample.open();
    return { ...work, run: (size, calls) => work.run(size, calls * times) };
  },
});

describe(
  'a figure is the time of the work: the same work six times over takes about six times as long',
  { retry: 2 },
  () => {
    const atOneSize = samples.map((sample) => ({
      ...sample,
      sizesBytes: sample.sizesBytes.length > 1 ? [usualBytes] : sample.sizesBytes,
    }));

    test.each(atOneSize.map((sample) => [sample.id, sample] as const))('%s', { timeout: 60_000 }, async (_, sample) => {
      const pair = [sample, slowed(sample, 6)];
      const { samples: measured } = await measure(pair, brief, machineClock, quiet);
      const [once, often] = measured.map(({ sample: { id }, points }) => fitLine(id, points).fixedNs);
      expect(once).toBeGreaterThan(0);
      expect(often! / once!).toBeGreaterThan(3);
      expect(often! / once!).toBeLessThan(12);
    });
  },
);

test('what does not come out as it must is no measurement', () => {
  expect(() => repeat('verify', 10, (turn) => turn !== 4)).toThrow(
    'verify: 1 of 10 calls did not come out as they must',
  );
});

test('messages have exactly the length that they are measured at, and are mostly readings', () => {
  for (const size of messageSizes) {
    const content = messageContent(size) as readonly unknown[];
    expect(encodeContent(content as never)).toHaveLength(size);
    expect(String(content.at(-1)).length).toBeLessThan(26);
  }
  expect(() => messageContent(5)).toThrow('no message is 5 bytes long');
});

describe('the durable log', () => {
  test('gives back what was put there, and leaves no folder behind', async () => {
    const ours = (): readonly string[] =>
      readdirSync(tmpdir()).filter((name) => name.startsWith('metarange-calibrate-'));
    const before = ours();
    const log = await DurableLog.open();
    expect(ours()).toHaveLength(before.length + 1);
    await log.put('one', Buffer.from('first'));
    await log.put('two', Buffer.from('second'));
    await log.put('one', Buffer.from('third'));
    const read = async (key: string): Promise<string | undefined> => (await log.get(key))?.toString();
    expect([await read('one'), await read('two'), await read('three')]).toEqual(['third', 'second', undefined]);
    await log.close();
    expect(ours()).toEqual(before);
  });
});
