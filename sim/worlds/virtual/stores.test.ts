import fc from 'fast-check';
import type { RoomWindow } from '../../framework/messages/archive.ts';
import { expect, test } from 'vitest';
import { encryptionAtRest } from '../../controls/encryption-at-rest.ts';
import { flagAltered, flagReplayed } from '../../framework/fact.ts';
import type { StoredDatum } from '../../framework/stored.ts';
import { acting, second, smallHouse } from './testing/small-house.ts';
import { story } from './testing/story.ts';

const record = (room: number, window: number): StoredDatum => ({
  subject: room,
  dataClass: 'personal',
  sizeBytes: 72,
  body: { room, window, temperature: 20, humidity: 40, light: 1, co2: 400, motion: 1 },
});

/** Keeps what it is given to keep, and says what a scan then finds. */
const keeping = (
  keys: readonly string[],
  prefix: string,
  limit: number,
  standing: 'open' | 'sealed',
): readonly StoredDatum[] => {
  let found: readonly StoredDatum[] = [];
  const component = acting('secure-storage', {
    start: (_s, _i, io) => {
      keys.forEach((key, window) => io.store.put(key, record(0, window)));
      io.wake(1, second);
    },
    wake: (_s, _i, _t, _a, io) => void io.store.scan(prefix, limit),
    loaded: (_s, _i, _t, records) => void (found = records),
  });
  const { world } = smallHouse({
    nodes: [{ name: 'storage', component }],
    wires: [],
    standing: standing === 'open' ? [] : [encryptionAtRest()],
  });
  world.run(3 * second);
  return found;
};

test('a scan finds the newest record under each key, in order of keys, up to its limit, sealed or not', () => {
  const key = fc.array(fc.constantFrom('a', 'b', '/', 'é', '𝒳'), { maxLength: 4 }).map((signs) => signs.join(''));
  fc.assert(
    fc.property(fc.array(key, { maxLength: 20 }), key, fc.nat(6), (keys, prefix, limit) => {
      const newest = new Map(keys.map((one, window) => [one, window]));
      const units = (text: string): number[] => Array.from({ length: text.length }, (_, at) => text.charCodeAt(at));
      const before = (a: string, b: string): number => {
        const [left, right] = [units(a), units(b)];
        const at = left.findIndex((unit, place) => unit !== right[place]);
        return at < 0 ? left.length - right.length : (left[at] ?? -1) - (right[at] ?? -1);
      };
      const expected = [...newest.keys()]
        .filter((one) => one.startsWith(prefix))
        .toSorted(before)
        .slice(0, limit)
        .map((one) => record(0, newest.get(one)!));
      expect(keeping(keys, prefix, limit, 'open')).toEqual(expected);
      expect(keeping(keys, prefix, limit, 'sealed')).toEqual(expected);
    }),
    { numRuns: 40 },
  );
});

test('each record that is written, found or erased costs the node the work of storing one', () => {
  const component = acting('secure-storage', {
    start: (_s, _i, io) => {
      for (const key of ['a', 'b', 'c']) io.store.put(key, record(0, 1));
      io.store.erase('a');
      io.store.erase('never there');
      io.store.scan('', 10);
    },
  });
  const { world, house } = smallHouse({ nodes: [{ name: 'storage', component }], wires: [], costs: { store: 1000 } });
  world.run(second);
  expect(house.machines.workedNs(0)).toBe((3 + 1 + 2) * 1000);
});

test('what is on a medium outlives a restart, and a record that is erased is gone', () => {
  const found: number[] = [];
  const component = acting('secure-storage', {
    start: (_s, _i, io) => {
      if (io.now === 0) for (const window of [1, 2]) io.store.put(`k${window}`, record(0, window));
      else {
        io.store.erase('k1');
        io.store.erase('never there');
        io.store.scan('', 10);
      }
    },
    loaded: (_s, _i, _t, records) => void found.push(...records.map(({ body }) => (body as RoomWindow).window)),
  });
  const { world, log } = smallHouse({
    nodes: [{ name: 'storage', component }],
    wires: [],
    events: [{ atNs: second, event: 'restart', node: 0 }],
  });
  world.run(5 * second);
  expect(found).toEqual([2]);
  expect(log.of('stored')).toHaveLength(2);
  expect(log.of('erased')).toHaveLength(1);
});

test('what is erased while somebody inside withholds it stays on the medium, the node is told otherwise, and truth knows', () => {
  const found: number[] = [];
  const told: number[] = [];
  const component = acting('secure-storage', {
    start: (_s, _i, io) => {
      for (const window of [1, 2]) io.store.put(`k${window}`, record(0, window));
      io.wake(1, 2 * second);
      io.wake(2, 5 * second);
    },
    wake: (_s, _i, timer, _a, io) => {
      io.store.erase(`k${timer}`);
      io.store.scan('', 10);
    },
    stored: (_s, _i, _t, done) => void told.push(done),
    loaded: (_s, _i, _t, records) => void found.push(...records.map(({ body }) => (body as RoomWindow).window)),
  });
  const { world, log } = smallHouse({
    nodes: [{ name: 'storage', component }],
    wires: [],
    attacks: [
      story(function* (hand) {
        // Only the first attempt does anything.
        if (hand.now < second) hand.withhold(0);
        yield hand.wait(hand.now < second ? 3 * second : 1e15);
      }),
    ],
  });
  world.run(8 * second);
  expect(told).toEqual([1, 1, 1, 1]);
  // At the first look both are there; after the attempt the second one goes for good.
  expect(found).toEqual([1, 2, 1]);
  expect(log.of('retained').map(({ node, label }) => [node, label > 0])).toEqual([[0, true]]);
  expect(log.of('erased').map(({ label }) => label)).toEqual([0]);
});

test('what somebody with reach of the medium lays down there is found as it was read, or as he says, and truth knows', () => {
  const found: (readonly [number, number])[] = [];
  const component = acting('secure-storage', {
    start: (_s, _i, io) => {
      for (const window of [1, 2, 3]) io.store.put(`r/${window}`, record(0, window));
      io.wake(1, 2 * second);
    },
    wake: (_s, _i, _t, _a, io) => void io.store.scan('r/', 10),
    loaded: (_s, _i, _t, records) =>
      void found.push(
        ...records.map(({ body }) => {
          const { window, temperature } = body as RoomWindow;
          return [window, temperature!] as const;
        }),
      ),
  });
  const { world, log } = smallHouse({
    nodes: [{ name: 'storage', component }],
    wires: [],
    attacks: [
      story(function* (hand) {
        if (hand.now < second) {
          const [first, second_] = hand.readMedium(0);
          hand.layDown(0, 'r/2', first!);
          hand.layDown(0, 'r/3', second_!, { ...second_!.body!, temperature: 99 });
        }
        yield hand.wait(1e15);
      }),
    ],
  });
  world.run(4 * second);
  expect(found).toEqual([
    [1, 20],
    [1, 20],
    [2, 99],
  ]);
  expect(log.of('loaded').map(({ flags, label }) => [flags & flagReplayed, flags & flagAltered, label > 0])).toEqual([
    [0, 0, false],
    [flagReplayed, 0, true],
    [0, flagAltered, true],
  ]);
  // What lay there before is gone, and what lies there now is stored once more.
  expect(log.of('erased').map(({ label }) => label > 0)).toEqual([true, true]);
  expect(log.of('stored').map(({ label }) => label > 0)).toEqual([false, false, false, true, true]);
});
