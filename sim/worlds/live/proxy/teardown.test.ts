import { expect, test } from 'vitest';
import { tcpBench } from './testing/tcp-pair.ts';

/** How many sockets and timers this process has. */
const resources = (): { readonly sockets: number; readonly timers: number } => {
  const names = process.getActiveResourcesInfo();
  const count = (part: string): number => names.filter((name) => name.includes(part)).length;
  return { sockets: count('TCP'), timers: count('Timeout') };
};

test('a proxy that is closed in the middle of everything leaves no socket and no timer', async () => {
  const before = resources();
  const bench = await tcpBench();
  const pairs = [];
  for (let count = 0; count < 40; count++) pairs.push(await bench.pair());
  bench.proxy.bend({ delayMillis: 60_000 });
  for (const [index, { near, far }] of pairs.entries()) {
    near.write(Buffer.alloc(100_000));
    far.write(Buffer.alloc(400_000));
    if (index % 4 === 0) near.end();
    if (index % 5 === 0) far.destroy();
  }
  bench.proxy.stall('back');
  await expect.poll(() => bench.proxy.heldBytes).toBeGreaterThan(1_000_000);
  expect(bench.proxy.links.size).toBeGreaterThan(30);
  await bench.proxy.close();
  expect([bench.proxy.links.size, bench.proxy.heldBytes]).toEqual([0, 0]);
  await bench.close();
  for (let turn = 0; turn < 1_000 && resources().sockets > before.sockets; turn++) await new Promise(setImmediate);
  expect(resources().sockets).toBe(before.sockets);
  expect(resources().timers).toBeLessThanOrEqual(before.timers);
});
