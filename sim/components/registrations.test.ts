import { expect, test } from 'vitest';
import { fullFledgedDevice } from './full-fledged-device.ts';
import { identityStorage } from './identity-storage.ts';
import type { BookEntry } from './registry.ts';
import { at, auditNode, authorityNode, bookings, enrolment, iotNode, things } from './testing/one-room.ts';
import { Driven } from './testing/recording-io.ts';
import type { Said } from './testing/recording-io.ts';

const [lamp, lock] = [5, 6];
const replicas = [40, 41];
const book: readonly BookEntry[] = [
  {
    identifier: 'registry-1/sensor-0',
    kind: 'thing',
    subject: 0,
    tenures: [{ fromNs: 0, holder: 'north', counterpart: 'north/0' }],
  },
];
const storageOf = (mostRegistrations = 4, copies = replicas) => {
  const storage = new Driven(
    identityStorage({
      lifetimeNs: 3600e9,
      publishNs: 600e9,
      listLifeNs: 1800e9,
      auditLog: at(auditNode),
      registry: { book, replicas: copies.map((node) => at(node)), endorseNs: 10e9, lifeNs: 60e9, mostRegistrations },
    }),
    authorityNode,
  );
  storage.start();
  storage.runUntil(0);
  return storage;
};
type Storage = ReturnType<typeof storageOf>;
const said = { identifier: 'registry-1/2718', holder: 'north', counterpart: 'north/5' };
const registers = (storage: Storage, thing: number, given: Partial<typeof said> = {}, from = thing): Said[] =>
  storage.hear({ kind: 'register', point: 'RP-D', from, subject: thing, number: 9, body: { ...said, ...given } });
const answerIn = (all: readonly Said[]) => all.find(({ kind }) => kind === 'registered')?.body;
const records = (all: readonly Said[]) =>
  all
    .filter(({ kind, to }) => kind === 'replicate' && to === 40)
    .map(({ body }) => (body as { object: object }).object);

test('what a thing says of itself is vouched for at once, for every replica, and again and again', () => {
  const storage = storageOf();
  const first = registers(storage, lamp);
  expect(answerIn(first)).toEqual({ done: 1 });
  expect(first.filter(({ kind }) => kind === 'replicate').map(({ to }) => to)).toEqual(replicas);
  expect(records(first)).toMatchObject([{ ...said, kind: 'thing', version: 1 }]);
  expect(records(storage.runUntil(10e9))).toMatchObject([
    { identifier: 'registry-1/sensor-0' },
    { ...said, version: 1 },
  ]);
});

test('what is vouched for later descends from the word of the thing', () => {
  const storage = storageOf();
  registers(storage, lamp);
  expect(storage.io.cells).toEqual(['keep 0']);
  storage.runUntil(10e9);
  expect(storage.io.cells).toEqual(['keep 0', 'recall 0']);
});

test('whoever came first has the identifier: another thing is refused, and the audit log is told', () => {
  const storage = storageOf();
  registers(storage, lamp);
  const refused = registers(storage, lock, { counterpart: 'north/6' });
  expect(answerIn(refused)).toEqual({ done: 0 });
  expect(records(refused)).toEqual([]);
  expect(refused.find(({ kind }) => kind === 'entry')).toMatchObject({
    to: auditNode,
    body: { event: 'registration refused', about: lock },
  });
  expect(storage.state.registrations[0]!.entries).toMatchObject([{ subject: lamp }]);
});

test('a thing may change what stands under its own identifier, which is a new version each time and none where nothing changes', () => {
  const storage = storageOf();
  registers(storage, lamp);
  const version = (given: Partial<typeof said>) =>
    (records(registers(storage, lamp, given)) as { version: number }[])[0]!.version;
  expect([version({}), version({ counterpart: 'south/1', holder: 'south' }), version({})]).toEqual([1, 2, 3]);
  storage.io.now = 5e9;
  expect([version({}), version({ counterpart: 'north/6' })]).toEqual([3, 5e9]);
});

test('nobody registers for another thing, under an identifier of the book, or beyond the most', () => {
  const storage = storageOf(1);
  expect(answerIn(registers(storage, lamp, {}, lock))).toEqual({ done: 0 });
  expect(answerIn(registers(storage, lamp, { identifier: 'registry-1/sensor-0' }))).toEqual({ done: 0 });
  expect(answerIn(registers(storage, lamp))).toEqual({ done: 1 });
  expect(answerIn(registers(storage, lock, { identifier: 'registry-1/1' }))).toEqual({ done: 0 });
  expect(answerIn(registers(storageOf(0), lamp))).toEqual({ done: 0 });
});

test('a thing may call itself what it likes, as words that mean something to the language too', () => {
  const storage = storageOf();
  for (const identifier of ['__proto__', 'constructor', 'toString']) {
    const [first, second] = [registers(storage, lamp, { identifier }), registers(storage, lock, { identifier })];
    expect([answerIn(first), answerIn(second)], identifier).toEqual([{ done: 1 }, { done: 0 }]);
  }
});

test('a storage that was away has forgotten all registrations, and takes them anew', () => {
  const storage = storageOf();
  registers(storage, lamp);
  storage.restart();
  expect(
    records(storage.runUntil(storage.io.now + 30e9)).every(
      (one) => 'identifier' in one && one.identifier !== said.identifier,
    ),
  ).toBe(true);
  const again = registers(storage, lock);
  expect(answerIn(again)).toEqual({ done: 1 });
  // Later than what was vouched for before: who knows that is not stuck with it.
  expect(records(again)).toMatchObject([{ version: storage.io.now }]);
});

const deviceOf = () => {
  const device = new Driven(
    fullFledgedDevice({
      things,
      iotPlatform: at(iotNode),
      enrolment,
      enrolWithinNs: 1,
      reportNs: 1e15,
      bookings,
      registering: {
        storage: at(authorityNode),
        first: lamp,
        records: [said],
        withinNs: 1e9,
        timeoutNs: 2e9,
        renewNs: 30e9,
      },
    }),
    lamp,
  );
  device.start();
  return device;
};
const wishes = (all: readonly Said[]) => all.filter(({ kind }) => kind === 'register');
const answered = (device: ReturnType<typeof deviceOf>, re: number, done: 0 | 1 = 1) =>
  device.hear({ kind: 'registered', point: 'RP-D', from: authorityNode, re, body: { done } });

test('a device says it until somebody answers, and then again in good time', () => {
  const device = deviceOf();
  const first = wishes(device.runUntil(7e9));
  expect(first.length).toBeGreaterThanOrEqual(3);
  expect(first[0]).toMatchObject({ to: authorityNode, point: 'RP-D', subject: lamp, body: said });
  answered(device, first.at(-1)!.number);
  expect(device.io.finished.at(-1)).toMatchObject({ operation: 'register', done: 1 });
  expect(device.io.finished.at(-1)!.intendedNs).toBeLessThan(1e9);
  expect(wishes(device.runUntil(36e9))).toEqual([]);
  expect(wishes(device.runUntil(38e9))).toHaveLength(1);
});

test('an answer to an earlier wish, or to none, is no answer; a refusal ends the wish and is told', () => {
  const device = deviceOf();
  const [first, second] = wishes(device.runUntil(4e9));
  answered(device, first!.number);
  answered(device, 0);
  expect(device.io.finished.filter(({ operation }) => operation === 'register')).toEqual([]);
  answered(device, second!.number, 0);
  expect(device.io.finished.at(-1)).toMatchObject({ operation: 'register', done: 0 });
});

test('a device that restarts registers anew', () => {
  const device = deviceOf();
  answered(device, wishes(device.runUntil(1e9))[0]!.number);
  device.restart();
  expect(wishes(device.runUntil(2.1e9))).toHaveLength(1);
});
