import { expect, test } from 'vitest';
import type { Hand, Leaving, Wait } from '../../framework/attack.ts';
import type { ControlId } from '../../framework/control.ts';
import type { RoomWindow } from '../../framework/messages/archive.ts';
import type { LaidRecord, StoredDatum } from '../../framework/stored.ts';
import { acting, at, reading, second, smallHouse } from './testing/small-house.ts';
import { story } from './testing/story.ts';

const host = { name: 'host', cores: 1 };

/** A lamp that reports every second through a platform on somebody's machine to a DPM, and that somebody. */
const relaying = (
  standing: readonly ControlId[],
  campaign: (hand: Hand) => Generator<Wait, void, void>,
  suite: 'symbolic' | 'openssl' = 'symbolic',
) => {
  const made = smallHouse({
    nodes: [
      {
        name: 'lamp',
        component: acting('device', {
          start: (_s, _i, io) => io.wake(1, second),
          wake: (_s, _i, _t, _a, io) => {
            io.send('RP-T', at<'iot-platform'>(1), reading(0, 20));
            io.wake(1, second);
          },
        }),
      },
      {
        name: 'platform',
        component: acting('iot-platform', {
          receive: (_s, _i, message, io) => {
            io.forward('RP-I', at<'things-agent'>(2));
            if (message.kind !== 'report') return;
            io.reply({ kind: 'answer', subject: 0, dataClass: 'operational', body: { done: 1 } });
          },
        }),
      },
      { name: 'agent', component: acting('things-agent') },
    ],
    wires: [
      { point: 'RP-T', from: 'lamp', to: 'platform' },
      { point: 'RP-I', from: 'platform', to: 'agent' },
    ],
    hosts: [{ ...host, nodes: [1] }],
    household: { hostOf: (node) => (node === 1 ? host.name : undefined) },
    objectReaders: [2],
    standing,
    suite,
    attacks: [story(campaign)],
  });
  made.world.run(10 * second);
  return made;
};

/** Looks into a node from the third second to the sixth. */
const looking = (into: number, seen: Leaving[]) =>
  function* (hand: Hand): Generator<Wait, void, void> {
    if (hand.now > 0.5 * second) yield hand.wait(1e15);
    yield hand.wait(2.5 * second);
    hand.watch(into, (held) => void seen.push(held));
    yield hand.wait(3 * second);
  };

test('who runs a machine sees what a node on it takes in and says, while he looks, and each is a fact of disclosure', () => {
  const seen: Leaving[] = [];
  const { log, house } = relaying(['C32'], looking(1, seen));
  // What is passed on is what was taken in: it is seen once.
  expect(seen.map(({ kind }) => kind)).toEqual(['report', 'answer', 'report', 'answer', 'report', 'answer']);
  expect(seen[0]).toEqual(reading(0, 20));
  const disclosed = log.of('disclosed');
  expect(disclosed.map(({ node, label, place }) => [node, label > 0, place])).toEqual(
    seen.map(() => [house.nodes.honest, true, 'RP-T']),
  );
  expect(new Set(disclosed.map(({ atNs }) => Math.floor(atNs / second)))).toEqual(new Set([3, 4, 5]));
});

test.each(['symbolic', 'openssl'] as const)('what is sealed for others stays sealed in memory, under %s', (suite) => {
  const seen: Leaving[] = [];
  const { log } = relaying(['C16'], looking(1, seen), suite);
  expect(seen.filter(({ kind }) => kind === 'report').map(({ body }) => body)).toEqual([null, null, null]);
  expect(log.of('disclosed').map(({ message }) => message)).toEqual(['answer', 'answer', 'answer']);
});

test('nothing is seen of a memory that is sealed, and that costs what goes in and out of it', () => {
  const seen: Leaving[] = [];
  const { log, world } = relaying(['C14'], looking(1, seen));
  expect(seen).toEqual([]);
  expect(log.of('disclosed')).toEqual([]);
  expect(log.of('delivered').length).toBeGreaterThan(20);
  // Three messages pass through the sealed memory a second: a reading in, its copy and an answer out.
  expect(world.costs()['C14']!.calls).toBeGreaterThan(20);
});

test('whoever works on a machine of its own lies open to nobody', () => {
  expect(() => relaying([], looking(2, []))).toThrow('which no host holds');
});

const record = (window: number): StoredDatum => ({
  subject: 5,
  dataClass: 'personal',
  sizeBytes: 72,
  body: { room: 5, window, temperature: 20, humidity: 40, light: 1, co2: 400, motion: 1 },
});

/** A storage on somebody's machine that keeps two records and looks one up; what he reads of it in the fourth second. */
const copying = (
  standing: readonly ControlId[],
  { watches, suite = 'symbolic' }: { readonly watches: boolean; readonly suite?: 'symbolic' | 'openssl' },
) => {
  let read: readonly LaidRecord[] = [];
  const { world, log } = smallHouse({
    nodes: [
      {
        name: 'storage',
        component: acting('secure-storage', {
          start: (_s, _i, io) => {
            for (const window of [1, 2]) io.store.put(`k${window}`, record(window));
            io.wake(1, 3 * second);
          },
          wake: (_s, _i, _t, _a, io) => void io.store.get('k1'),
        }),
      },
    ],
    wires: [],
    hosts: [{ ...host, nodes: [0] }],
    household: { hostOf: () => host.name },
    standing,
    suite,
    attacks: [
      story(function* (hand) {
        if (hand.now > 0.5 * second) yield hand.wait(1e15);
        if (watches) hand.watch(0, () => undefined);
        yield hand.wait(4 * second);
        read = hand.readMedium(0);
        yield hand.wait(second);
      }),
    ],
  });
  world.run(8 * second);
  const windows = read.flatMap(({ body }) => (body === null ? [] : [(body as RoomWindow).window]));
  return { windows, disclosed: log.of('disclosed').length };
};

test.each(['symbolic', 'openssl'] as const)(
  'a sealed medium opens with the key that lies in the memory of its node, and with no other, under %s',
  (suite) => {
    expect(copying([], { watches: false, suite }).windows).toEqual([1, 2]);
    expect(copying(['C30'], { watches: false, suite })).toEqual({ windows: [], disclosed: 0 });
    // Two from the medium, and the one that the storage itself looked up.
    expect(copying(['C30'], { watches: true, suite })).toEqual({ windows: [1, 2], disclosed: 3 });
    expect(copying(['C30', 'C14'], { watches: true, suite })).toEqual({ windows: [], disclosed: 0 });
    // Memory alone is not the medium.
    expect(copying(['C14'], { watches: true, suite })).toEqual({ windows: [1, 2], disclosed: 2 });
  },
);
