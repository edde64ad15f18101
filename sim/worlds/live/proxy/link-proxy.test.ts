import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { connect } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { LinkProxy } from './link-proxy.ts';
import { bytesOf, closeOf, tcpBench } from './testing/tcp-pair.ts';
import type { Bench } from './testing/tcp-pair.ts';
import { mostHeldBytes } from './way-through.ts';

let bench: Bench;
afterEach(() => bench.close());
test('what goes in comes out, in both directions at once, up to the end of each', async () => {
  bench = await tcpBench();
  const { near, far } = await bench.pair();
  const [there, back] = [randomBytes(3_000_000), randomBytes(2_000_000)];
  near.end(there);
  const arrived = await bytesOf(far);
  far.end(back);
  expect(arrived.equals(there)).toBe(true);
  expect((await bytesOf(near)).equals(back)).toBe(true);
  await expect.poll(() => bench.proxy.links.size).toBe(0);
  expect(bench.proxy.heldBytes).toBe(0);
});

test('a stalled link makes the sender wait, holds little, and lets all of it pass when it is resumed', async () => {
  bench = await tcpBench();
  bench.proxy.stall('there');
  const { near, far } = await bench.pair();
  const sent = randomBytes(48 << 20);
  let mostHeld = 0;
  let accepted = 0;
  const piece = 1 << 18;
  for (let at = 0; at < sent.length; at += piece) near.write(sent.subarray(at, at + piece), () => (accepted += piece));
  far.write('the other direction lives');
  expect(String((await once(near, 'data'))[0])).toBe('the other direction lives');
  // Buffers of the system fill; then nothing moves any more.
  let before = -1;
  await expect
    .poll(
      () => {
        mostHeld = Math.max(mostHeld, bench.proxy.heldBytes);
        const isStill = accepted === before;
        before = accepted;
        return isStill;
      },
      { interval: 300, timeout: 30_000 },
    )
    .toBe(true);
  expect(accepted).toBeLessThan(sent.length / 2);
  expect(mostHeld).toBeLessThan(2 * mostHeldBytes);
  bench.proxy.resume('there');
  near.end();
  expect((await bytesOf(far)).equals(sent)).toBe(true);
});

test('a receiver that does not read makes the sender wait, and the proxy holds little', async () => {
  bench = await tcpBench();
  const { near, far } = await bench.pair();
  let accepted = 0;
  for (let part = 0; part < 128; part++) near.write(Buffer.alloc(1 << 18), () => (accepted += 1));
  let before = -1;
  await expect.poll(() => [accepted === before, (before = accepted)][0], { interval: 300, timeout: 30_000 }).toBe(true);
  expect(accepted).toBeLessThan(128);
  expect(bench.proxy.heldBytes).toBeLessThan(2 * mostHeldBytes);
  near.end();
  expect((await bytesOf(far)).length).toBe(128 << 18);
});

test('a cut resets both ends and whoever comes, until it is healed', async () => {
  bench = await tcpBench();
  const { near, far } = await bench.pair();
  const ends = Promise.all([near, far].map(closeOf));
  bench.proxy.cut();
  expect(await ends).toEqual(['broken', 'broken']);
  expect(await closeOf(connect({ port: bench.port, host: '127.0.0.1' }))).toBe('broken');
  expect(bench.proxy.links.size).toBe(0);
  bench.proxy.heal();
  const again = await bench.pair();
  again.near.write('healed');
  expect(String((await once(again.far, 'data'))[0])).toBe('healed');
});

test('an end that is reset is reset at the other side too', async () => {
  bench = await tcpBench();
  const { near, far } = await bench.pair();
  const closing = closeOf(far);
  near.resetAndDestroy();
  expect(await closing).toBe('broken');
  await expect.poll(() => bench.proxy.links.size).toBe(0);
});

test('where the target does not listen, who comes is turned away', async () => {
  bench = await tcpBench();
  const lonely = new LinkProxy({ target: { host: '127.0.0.1', port: 1 } });
  const port = await lonely.listen();
  expect(await closeOf(connect({ port, host: '127.0.0.1' }))).toBe('broken');
  await expect.poll(() => lonely.links.size).toBe(0);
  await lonely.close();
});

test('a delayed wire lets nothing pass before its time, in the same order', async () => {
  bench = await tcpBench();
  bench.proxy.bend({ delayMillis: 120 });
  const { near, far } = await bench.pair();
  const fromMillis = performance.now();
  near.write('one ');
  await new Promise((next) => setTimeout(next, 10));
  bench.proxy.bend({ delayMillis: 0 });
  near.end('two');
  const firstAt = once(far, 'readable').then(() => performance.now());
  expect((await firstAt) - fromMillis).toBeGreaterThan(118);
  expect(String(await bytesOf(far))).toBe('one two');
});

test('a narrow wire carries no more than its bandwidth', async () => {
  bench = await tcpBench();
  bench.proxy.bend({ bytesPerSecond: 1_000_000 });
  const { near, far } = await bench.pair();
  const fromMillis = performance.now();
  near.end(Buffer.alloc(400_000, 'x'));
  const arrived = await bytesOf(far);
  expect(arrived.equals(Buffer.alloc(400_000, 'x'))).toBe(true);
  // The last slice may go before its time has passed.
  expect(performance.now() - fromMillis).toBeGreaterThan(370);
});

test('a wire cannot be bent into what no wire is', async () => {
  bench = await tcpBench();
  expect(() => bench.proxy.bend({ delayMillis: -1 })).toThrow('a delay of -1 ms');
  expect(() => bench.proxy.bend({ bytesPerSecond: 0 })).toThrow('a bandwidth of 0 bytes/s: stall it instead');
});
