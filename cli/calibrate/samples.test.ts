import { mkdtempSync, readdirSync, rmdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { opensslByteSuite } from '../../sim/crypto/openssl/byte-suite.ts';
import { operations } from '../../sim/framework/costs.ts';
import { MessageFrames } from '../../sim/worlds/live/message-frame.ts';
import { fitLine } from './line-fit.ts';
import { machineClock } from './machine-clock.ts';
import { measure, type Effort } from './measuring.ts';
import { repeat, type Sample } from './sample.ts';
import { allSamples } from './samples.ts';
import { ownStore } from './samples/own-store.ts';
import { usualMessages } from './samples/usual-messages.ts';

const quiet = { progress: () => undefined, lookUp: async () => undefined };
/** As little as tells one speed from several times it. */
const brief: Effort = { rounds: 5, batchNs: 1e6, warmUpNs: 30e6 };
const samples = allSamples(new Date());

test('there is a sample for every operation of the cost table, in its order, and each says what it runs', () => {
  expect(samples.slice(0, operations.length).map(({ id }) => id)).toEqual(operations);
  expect(new Set(samples.map(({ id }) => id)).size).toBe(samples.length);
  for (const { what } of samples) expect(what.length).toBeGreaterThan(10);
  expect(samples.slice(operations.length).map(({ id }) => id)).toEqual([
    'sealed-message',
    'handle-over-tls',
    'durable-write',
    'durable-read',
    'connection',
    'upgrade',
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
  'a figure is the time of the work: the same work six times over takes several times as long',
  { retry: 2 },
  () => {
    const atOneSize = samples.map((sample) => ({
      ...sample,
      sizesBytes: [sample.sizesBytes[sample.sizesBytes.length >> 1]!],
      // Others have the machine too while tests run: their turns must not count.
      clock: 'cpu' as const,
    }));

    test.each(atOneSize.map((sample) => [sample.id, sample] as const))('%s', { timeout: 60_000 }, async (_, sample) => {
      const pair = [sample, slowed(sample, 6)];
      const { samples: measured } = await measure(pair, brief, machineClock, quiet);
      const [once, often] = measured.map(({ sample: { id }, points }) => fitLine(id, points).fixedNs);
      expect(once).toBeGreaterThan(0);
      expect(often! / once!).toBeGreaterThan(2.5);
    });
  },
);

test('what does not come out as it must is no measurement', () => {
  expect(() => repeat('verify', 10, (turn) => turn !== 4)).toThrow(
    'verify: 1 of 10 calls did not come out as they must',
  );
});

test('messages are such as the live world takes off its wires, of very different lengths', () => {
  const frames = new MessageFrames(opensslByteSuite(), 0);
  const messages = [...usualMessages()];
  for (const [size, { frame, envelope }] of messages) {
    expect(frame).toHaveLength(size);
    const { kind, from, to, subject, dataClass, body } = envelope;
    expect(frames.read(frame)).toMatchObject({ kind, from, to, subject, dataClass, body, sizeBytes: size });
  }
  expect(messages.at(-1)![0] / messages[0]![0]).toBeGreaterThan(10);
});

test('the store of a calibration gives back what was put there, and leaves no folder behind', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'metarange-own-store-'));
  const store = await ownStore(folder);
  expect(readdirSync(folder)).toHaveLength(1);
  await store.put('one', Buffer.from('first'));
  await store.put('one', Buffer.from('second'));
  expect([Buffer.from((await store.get('one'))!).toString(), await store.get('two')]).toEqual(['second', undefined]);
  await store.close();
  expect(readdirSync(folder)).toEqual([]);
  rmdirSync(folder);
});
