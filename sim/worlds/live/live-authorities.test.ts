import { describe, expect, test } from 'vitest';
import type { Authority } from '../../framework/authority.ts';
import type { ControlId } from '../../framework/control.ts';
import { acting, at, reading, smallStage } from '../virtual/testing/small-house.ts';
import type { SmallHouse } from '../virtual/testing/small-house.ts';
import { opensslByteSuite } from '../../crypto/openssl/byte-suite.ts';
import { Commissioner } from './commissioner.ts';
import type { Parcel } from './parcel.ts';
import { liveHouse } from './testing/live-rig.ts';

const milli = 1_000_000;
const visitor = 2;
const host = 3;

const asking = (authority: number) => ({
  send: [at<'identity-storage'>(authority), { kind: 'status', dataClass: 'public', body: { since: 0 } }] as const,
});

/** Two authorities in processes of their own; a visitor of A speaks to a host of B, which asks A for its lists. */
const federation = (
  trustsOfB: Authority['trusts'],
  standing: readonly ControlId[],
  changed: Partial<SmallHouse> = {},
): SmallHouse => {
  const publishing = () =>
    acting('identity-storage', {
      receive: (_state, _index, message, io) => {
        if (message.kind !== 'status') return;
        const list = io.identity.publish(60_000 * milli);
        io.reply({ kind: 'statusList', subject: io.node, dataClass: 'public', body: { list } });
      },
    });
  return {
    nodes: [
      { name: 'authority-a', component: publishing(), party: 'a' },
      { name: 'authority-b', component: publishing(), party: 'b' },
      {
        name: 'visitor',
        component: acting('iot-platform', {
          start: (_state, _index, io) => io.wake(1, 20 * milli),
          wake: (_state, _index, _timer, _argument, io) => {
            io.send('RP-I', at<'things-agent'>(host), reading(io.node));
            io.wake(1, 50 * milli);
          },
        }),
        party: 'a',
      },
      {
        name: 'host',
        component: acting('things-agent', {
          start: (_state, _index, io) =>
            io.identity.partners.forEach(({ refreshNs }, partner) => io.wake(1, refreshNs, partner)),
          wake: (_state, _index, _timer, argument, io) => {
            const { authority, refreshNs } = io.identity.partners[argument]!;
            const [to, draft] = asking(authority).send;
            io.send('RP-D', to, { ...draft, subject: io.node });
            io.wake(1, refreshNs, argument);
          },
          receive: (_state, _index, message, io) => {
            if (message.kind === 'statusList') io.identity.learn(message.body.list);
          },
        }),
        party: 'b',
      },
    ],
    wires: [
      { point: 'RP-I', from: 'visitor', to: 'host', channel: 'handshake' },
      { point: 'RP-D', from: 'host', to: 'authority-a', channel: 'handshake' },
    ],
    authorities: [
      { node: 0, parties: ['a'], trusts: [{ node: 1, refreshNs: null }] },
      { node: 1, parties: ['b'], trusts: trustsOfB },
    ],
    standing,
    ...changed,
  };
};

const isHeard = ({ kind, node, message }: { kind: string; node: number; message: string | null }): boolean =>
  kind === 'delivered' && node === host && message === 'report';

describe.each([
  ['over TLS', ['C32', 'C01', 'C04']],
  ['in clear', ['C01', 'C04']],
] as const)('two processes of different authorities, %s', (_how, standing) => {
  test('open a channel where the one trusts the root of the other, and none where it does not', async () => {
    const trusting = federation([{ node: 0, refreshNs: null }], standing);
    const open = await liveHouse(trusting, { facts: (log) => log.all().filter(isHeard).length > 2 });
    expect(open.refusals()).toEqual([]);
    expect(open.all().filter(isHeard).length).toBeGreaterThan(2);
    const shut = await liveHouse(federation([], standing), { facts: (log) => log.refusals().length > 1 });
    expect(new Set(shut.refusals())).toEqual(new Set(['C01 untrusted-issuer']));
    expect(shut.all().filter(isHeard)).toEqual([]);
  });

  test('what the authority of the one revokes in its process ends the channel at the refresh of the other', async () => {
    const revokedNs = 300 * milli;
    const log = await liveHouse(
      federation([{ node: 0, refreshNs: 1500 * milli }], standing, {
        events: [{ atNs: revokedNs, event: 'revoke', node: visitor }],
      }),
      { facts: (soFar) => soFar.refusals().length > 0 },
    );
    expect(new Set(log.refusals())).toEqual(new Set(['C04 revoked-credential']));
    const heard = log.all().filter(isHeard);
    // It is heard before, and between the revocation and the refresh.
    expect(heard.some(({ atNs }) => atNs > revokedNs)).toBe(true);
    const refreshed = log.all().find(({ kind, node, message }) => {
      return kind === 'delivered' && node === host && message === 'statusList';
    })!;
    expect(heard.every(({ atNs }) => atNs <= refreshed.atNs)).toBe(true);
  });
});

/** Commissions a house as the parent of its processes does. */
const commissioned = (house: SmallHouse): Commissioner => {
  const { cast, controls, table, costs } = smallStage(house);
  const suite = opensslByteSuite();
  return new Commissioner({ cast, seed: 1, suite, controls, tables: [table], tableOf: () => 0, costs, attacks: [] });
};

test('a process is handed the roots and first lists of all, and the keys of the authority that is in it', () => {
  const commissioner = commissioned(federation([], ['C01']));
  const held = ({ authorities }: Parcel): readonly string[] =>
    authorities.map(({ root, status, rootKey }) => {
      expect([root.length > 0, status.length > 0]).toEqual([true, true]);
      return rootKey === null ? 'root' : 'root with its key';
    });
  expect(held(commissioner.parcelFor((node) => node === 0))).toEqual(['root with its key', 'root']);
  expect(held(commissioner.parcelFor((node) => node === 1))).toEqual(['root', 'root with its key']);
  expect(held(commissioner.parcelFor((node) => node === host))).toEqual(['root', 'root']);
});

test('a federation that is wider than a list has room for is refused before anything runs', () => {
  const many = Array.from({ length: 9 }, (_, node) => ({
    node,
    parties: [`party ${node}`],
    trusts: node === 0 ? Array.from({ length: 8 }, (_one, other) => ({ node: other + 1, refreshNs: null })) : [],
  }));
  const nodes = many.map(({ node, parties }) => {
    return { name: `authority-${node}`, component: acting('identity-storage'), party: parties[0]! };
  });
  expect(() => commissioned({ nodes, wires: [], authorities: many })).toThrow(
    'authority 0 speaks of 9 roots: in the live world a list has room for 8',
  );
});

test('an authority whose lists carry a filter is refused before anything runs', () => {
  const house = federation([], ['C04']);
  const authorities = house.authorities!.map((one) => (one.node === 1 ? { ...one, falsePositives: 0.01 } : one));
  expect(() => commissioned({ ...house, authorities })).toThrow(
    'a filter in the lists of authority 1: only in the virtual world so far',
  );
});

test('a house whose devices have secure elements, or whose machines have lanes, is refused before anything runs', () => {
  const { cast, controls, table, costs } = smallStage(federation([], ['C02']));
  const household = { ...cast.household, hasSecureElement: (node: number) => node === 1 };
  const setting = {
    seed: 1,
    suite: opensslByteSuite(),
    controls,
    tables: [table],
    tableOf: () => 0,
    costs,
    attacks: [],
  };
  expect(() => new Commissioner({ ...setting, cast: { ...cast, household } })).toThrow(
    'a secure element of node 1: only in the virtual world so far',
  );
  const placements = cast.placements.map((placement) => ({ ...placement, urgentLane: true as const }));
  expect(() => new Commissioner({ ...setting, cast: { ...cast, placements } })).toThrow(
    `a lane for what is urgent at ${placements[0]!.name}: only in the virtual world so far`,
  );
});
