import { expect, test } from 'vitest';
import { nothingAsked } from '../framework/deed.ts';
import { bundleWoke } from './bundle-poll.ts';
import type { BundleIo } from './bundle-poll.ts';

const nextAfter = (hintNs: number | null, ownPeriod = false): number => {
  const waits: number[] = [];
  const io = {
    node: 1,
    identity: { partners: [{ authority: 2, refreshNs: 15e9, endpoint: true, hintNs }] },
    send: () => 1,
    duty: () => ({ ...nothingAsked(1e18), ownPeriod }),
    wake: (_timer: number, delayNs: number) => void waits.push(delayNs),
  } as unknown as BundleIo;
  expect(bundleWoke({ timer: 1, argument: 0 }, io)).toBe(false);
  expect(bundleWoke({ timer: 113, argument: 0 }, io)).toBe(true);
  return waits[0]!;
};

test('an endpoint says when it is asked next, within bounds, unless a period of one’s own is asked for', () => {
  expect([null, 40e9].map((hint) => nextAfter(hint))).toEqual([15e9, 40e9]);
  expect([0, -1, Number.NaN, 1e300].map((hint) => nextAfter(hint))).toEqual([1e9, 1e9, 1e9, 604_800e9]);
  expect(nextAfter(1e300, true)).toBe(15e9);
});
