import { expect, test } from 'vitest';
import { symbolicSuite } from '../../crypto/symbolic/suite.ts';
import type { InitialIdentity } from '../../framework/voucher.ts';
import type { Nodes } from './nodes.ts';
import { Ring, Secrets } from './ring.ts';

const suite = symbolicSuite();
// Things 0 to 3, a gateway 4 that shares the keys of the first two, a gateway 5, and a reader 6.
const nodes = {
  honest: 7,
  count: 9,
  placements: [{ first: 0, count: 4, component: { role: 'device' } }],
} as unknown as Nodes;
const initials = Array.from({ length: 7 }, () => ({ pair: suite.keyPair() }) as unknown as InitialIdentity);
const keys = {
  objectKey: () => suite.secret(),
  commandKey: () => suite.secret(),
  initial: (node: number) => initials[node]!,
};
const secrets = new Secrets(suite, keys, nodes, {
  objectReaders: [6],
  objectProxies: [{ node: 4, things: [0, 1] }],
  objectCommanders: [{ node: 7, things: [1, 2] }],
});
const keyOf = (owner: number, thing: number) => new Ring(owner, secrets).objectKey(thing);

test('the key of a thing is held by the thing, by its readers and by who shares it, and by nobody else', () => {
  for (const thing of [0, 1, 2, 3]) {
    const holders = [-1, 0, 1, 2, 3, 4, 5, 6, 7].filter((owner) => keyOf(owner, thing) !== null);
    expect(holders).toEqual([thing, ...(thing < 2 ? [4] : []), 6]);
  }
  expect(keyOf(4, 0)).toBe(keyOf(0, 0));
  expect(keyOf(4, 1)).not.toBe(keyOf(4, 0));
});

test('what is no thing has no key, not even for its readers', () => {
  for (const subject of [4, 6, 8, -1]) expect(keyOf(6, subject)).toBeNull();
});

test('the key of what a thing is told is held by the thing, by who commands it and by who vouches for it, and is not that of its data', () => {
  const commandKeyOf = (owner: number, thing: number) => new Ring(owner, secrets).commandKey(thing);
  const holders = [0, 1, 2, 3].map((thing) => {
    return [-1, 0, 1, 2, 3, 4, 5, 6, 7].filter((owner) => commandKeyOf(owner, thing) !== null);
  });
  expect(holders).toEqual([[], [1, 4, 7], [2, 7], []]);
  expect(commandKeyOf(7, 1)).toBe(commandKeyOf(1, 1));
  expect(commandKeyOf(7, 1)).not.toBe(keyOf(1, 1));
});

test('what a maker has given to a machine is in no copy of its keys, and nobody else has it', () => {
  expect(new Ring(3, secrets).initial).toBe(initials[3]);
  expect(new Ring(3, secrets, true).initial).toBeNull();
  expect([-1, 7, 8].map((owner) => new Ring(owner, secrets).initial)).toEqual([null, null, null]);
});
