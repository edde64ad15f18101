import { expect, test } from 'vitest';
import type { StatusList } from '../../framework/crypto.ts';
import { privateHalf, statusContent } from '../shared/issuer.ts';
import { acting, second, smallHouse } from './testing/small-house.ts';

/** Two parties of two nodes each, and an authority. */
const parties = (suite: 'symbolic' | 'openssl', falsePositives?: number): ReturnType<typeof smallHouse>['house'] =>
  smallHouse({
    suite,
    nodes: [
      { name: 'authority', component: acting('identity-storage') },
      { name: 'left', component: acting('gateway'), count: 2, party: 'left' },
      { name: 'right', component: acting('iot-platform'), count: 2, party: 'right' },
    ],
    wires: [{ point: 'RP-T', from: 'left', to: 'right', channel: 'handshake' }],
    ...(falsePositives === undefined
      ? {}
      : { authorities: [{ node: 0, parties: ['house', 'left', 'right'], trusts: [], falsePositives }] }),
  }).house;

test.each(['symbolic', 'openssl'] as const)(
  'a status list counts when it is signed by the authority and newer: %s',
  (suite) => {
    const { trusts, rings, suite: made } = parties(suite);
    const authority = rings.issuers[0]!;
    authority.revoke('left 1');
    const first = authority.publish(second, 60 * second);
    const second_ = authority.publish(2 * second, 60 * second);
    expect(trusts.learn(1, second_)).toBe(true);
    expect(trusts.learn(1, first), 'an older list').toBe(false);
    expect(trusts.learn(1, second_), 'the same list again').toBe(false);
    expect(trusts.learn(1, null)).toBe(false);
    const newer = authority.publish(3 * second, 60 * second);
    const forgeries: StatusList[] = [
      { ...newer, revoked: [] },
      { ...newer, version: 99 },
      { ...newer, issuedNs: 4 * second },
      { ...newer, nextNs: 1e6 * second },
      { ...newer, signature: second_.signature },
      { ...newer, signature: made.flip(newer.signature, 'signature', 5) },
      { ...newer, signature: {} as never },
      {
        ...newer,
        signature: made.sign(made.keyPair().privateKey, statusContent(newer)),
      },
      { ...newer, issuer: 'somebody' },
      { ...newer, roots: [] },
      { ...newer, roots: [...newer.roots, made.root('somebody', 0, 60 * second).credential] },
    ];
    for (const forged of forgeries) expect(trusts.learn(1, forged)).toBe(false);
    expect(trusts.of(1).status).toBe(second_);
    expect(trusts.learn(1, newer)).toBe(true);
  },
);

test('what one node of a party has learnt all of them know, and the other party does not', () => {
  const { trusts, rings } = parties('symbolic');
  const credential = rings.of(1).credential!;
  const authority = rings.issuers[0]!;
  authority.revoke('left 1');
  trusts.learn(3, authority.publish(second, 60 * second));
  expect([1, 2, 3, 4].map((node) => trusts.of(node).revoked(credential))).toEqual([false, false, true, true]);
});

test.each(['symbolic', 'openssl'] as const)(
  'a filter in the place of serials revokes whom they would, and counts as it was signed: %s',
  (suite) => {
    const { trusts, rings } = parties(suite, 0.9);
    const authority = rings.issuers[0]!;
    authority.revoke('left 1');
    const list = authority.publish(second, 60 * second);
    const { filter } = list;
    expect(list.revoked).toEqual([]);
    // So coarse that it holds most of the others by chance.
    expect(filter!.spared.length).toBeGreaterThan(1);
    for (const changed of [
      { ...filter!, spared: [] },
      { ...filter!, bits: filter!.bits.replace(/./g, '0') },
      { ...filter!, upTo: filter!.upTo + 1 },
      undefined,
    ]) {
      const { filter: _old, ...rest } = list;
      expect(trusts.learn(3, changed === undefined ? rest : { ...list, filter: changed })).toBe(false);
    }
    expect(trusts.learn(3, list)).toBe(true);
    const held = [1, 2, 3, 4].map((node) => rings.of(node).credential!);
    expect(held.map((credential) => trusts.of(3).revoked(credential))).toEqual([true, false, false, false]);
    // Who comes later is not revoked by chance either.
    rings.commission(2, 0, 60 * second);
    expect(trusts.of(3).revoked(rings.of(2).credential!)).toBe(false);
  },
);

test('a filter whose numbers do not fit each other does not count, whoever signed it', () => {
  const { trusts, rings, suite } = parties('symbolic', 0.01);
  const root = rings.firstRootOf(0);
  const list = rings.issuers[0]!.publish(second, 60 * second);
  const signed = (filter: object): StatusList => {
    const said = { ...list, filter: { ...list.filter!, ...filter } };
    return { ...said, signature: suite.sign(privateHalf(root.pair, 'the authority'), statusContent(said)) };
  };
  for (const wrong of [{ hashes: 1e9 }, { hashes: 0 }, { sizeBits: 1e6 }, { bits: 'zz' }]) {
    expect(trusts.learn(3, signed(wrong)), JSON.stringify(wrong)).toBe(false);
  }
  expect(trusts.learn(3, signed({ sizeBits: 8, bits: 'ff' }))).toBe(true);
});

test('a party knows good code by the role that it is good for', () => {
  const { trusts } = parties('symbolic');
  expect(trusts.of(1).measurements).toEqual({
    'identity-storage': ['identity-storage of a test'],
    gateway: ['gateway of a test'],
    'iot-platform': ['iot-platform of a test'],
  });
});

test('who comes from outside believes the root and has no list', () => {
  const { trusts, nodes } = parties('symbolic');
  const outside = trusts.of(nodes.honest + 1);
  expect([outside.roots.length, outside.status]).toEqual([1, null]);
});
