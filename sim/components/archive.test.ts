import { expect, test } from 'vitest';
import { firstSubjectWithoutNode } from '../framework/datum.ts';
import type { Bodies } from '../framework/message.ts';
import type { RoomWindow } from '../framework/messages/archive.ts';
import { auditLog } from './audit-log.ts';
import { recordKey, storedWindow } from './rooms.ts';
import { secureStorage } from './secure-storage.ts';
import { storageAgent } from './storage-agent.ts';
import { at, auditNode } from './testing/one-room.ts';
import { Driven } from './testing/recording-io.ts';

const record = (window: number, motion: number | null = null): RoomWindow => ({
  room: 1,
  window,
  temperature: 21,
  humidity: 40,
  light: 500,
  co2: 600,
  motion,
});
const laid = (window: number, motion: number | null = null) => storedWindow(record(window, motion));
const keep = (window: number, number: number) => ({
  kind: 'keep' as const,
  point: 'RP-S' as const,
  from: 34,
  number,
  subject: firstSubjectWithoutNode + 1,
  body: { key: recordKey(1, window), record: record(window) },
});
const storageOf = () =>
  new Driven(secureStorage({ rooms: 2, retainWindows: 3, recordsAnAnswer: 2, pendingTickets: 4 }), 35);

test('a record is acknowledged when it is durable, not before', () => {
  const storage = storageOf();
  expect(storage.hear(keep(1, 77))).toEqual([]);
  expect(storage.stored(1, 1)).toMatchObject([
    { kind: 'answer', point: 'RP-S', to: 34, re: 77, subject: firstSubjectWithoutNode + 1, body: { done: 1 } },
  ]);
  storage.hear(keep(2, 78));
  expect(storage.stored(2, 0)).toMatchObject([{ re: 78, body: { done: 0 } }]);
});

test('acknowledgements and records go to where the request came from, whatever name it came under', () => {
  const storage = storageOf();
  storage.hear({ ...keep(1, 77), via: 99 });
  expect(storage.stored(1, 1)).toMatchObject([{ to: 99, re: 77 }]);
  storage.hear({ kind: 'query', point: 'RP-S', from: 34, via: 99, number: 5, body: { room: 1, first: 0, person: 80 } });
  expect(storage.loaded(storage.io.scans[0]!.ticket, [laid(1)])).toMatchObject([{ kind: 'records', to: 99, re: 5 }]);
});

test('only the last windows of a room are kept', () => {
  const storage = storageOf();
  for (let window = 1; window <= 6; window++) {
    storage.hear(keep(window, window));
    for (const ticket of storage.io.puts.keys()) storage.stored(ticket, 1);
  }
  expect(storage.io.erased).toEqual([recordKey(1, 1), recordKey(1, 2), recordKey(1, 3)]);
});

test('a gap in the windows leaves nothing old behind', () => {
  const storage = storageOf();
  storage.hear(keep(1, 1));
  storage.hear(keep(9, 2));
  expect(storage.io.erased).toContain(recordKey(1, 1));
});

test('after a restart the storage looks what is on the medium and erases what is too old', () => {
  const storage = storageOf();
  storage.hear(keep(1, 1));
  storage.restart();
  storage.hear(keep(9, 2));
  expect(storage.io.scans).toHaveLength(1);
  storage.loaded(storage.io.scans[0]!.ticket, [laid(1), laid(8), laid(9)]);
  expect(storage.io.erased).toEqual([recordKey(1, 1)]);
  storage.hear(keep(11, 3));
  expect(storage.io.erased).toContain(recordKey(1, 8));
});

test('a record from a far future hangs nobody: what was kept before it is erased, and counting goes on from there', () => {
  const storage = storageOf();
  storage.hear(keep(1, 1));
  storage.hear(keep(2, 2));
  storage.hear(keep(9e15, 3));
  expect(storage.io.erased).toEqual(expect.arrayContaining([recordKey(1, 1), recordKey(1, 2)]));
  expect(storage.io.erased.length).toBeLessThan(10);
});

test('a query is answered in the order of windows, from the first that was asked for', () => {
  const storage = storageOf();
  storage.hear({ kind: 'query', from: 34, number: 5, body: { room: 1, first: 2, person: 80 } });
  const said = storage.loaded(1, [laid(1), laid(2, 1), laid(3), laid(4)]);
  expect(said).toMatchObject([{ kind: 'records', to: 34, re: 5, dataClass: 'personal' }]);
  expect((said[0]!.body as Bodies['records']).records.map(({ window }) => window)).toEqual([2, 3]);
});

test('a room that does not exist, and a storage with its hands full, are told no', () => {
  const storage = storageOf();
  const query = { kind: 'query' as const, from: 34, number: 5 };
  expect(storage.hear({ ...query, body: { room: 9, first: 0, person: 80 } })).toMatchObject([{ body: { done: 0 } }]);
  for (let number = 1; number <= 4; number++) storage.hear(keep(number, number));
  expect(storage.hear(keep(5, 5))).toMatchObject([{ how: 'reply', body: { done: 0 } }]);
});

test('a storage agent takes a record only under the key of its own room', () => {
  const agent = new Driven(storageAgent({ secureStorage: at(35), pendingRequests: 4, storageTimeoutNs: 2e9 }), 34);
  const [sent] = agent.hear(keep(1, 77));
  expect(sent).toMatchObject({ how: 'forward', point: 'RP-S', to: 35 });
  expect(agent.hear({ kind: 'answer', from: 35, re: sent!.number, body: { done: 1 } })).toMatchObject([
    { how: 'answer', point: 'RP-M', to: 34, re: 77 },
  ]);
  const misplaced = { ...keep(1, 78), body: { key: recordKey(0, 1), record: record(1) } };
  expect(agent.hear(misplaced)).toMatchObject([{ how: 'reply', body: { done: 0 } }]);
});

test('who looks into the archive goes on record, and who lays something down does not', () => {
  const terms = { secureStorage: at<'secure-storage'>(35), pendingRequests: 4, storageTimeoutNs: 2e9 };
  const agent = new Driven(storageAgent({ ...terms, auditLog: at(auditNode) }), 34);
  const query = { kind: 'query' as const, from: 37, subject: 1234, body: { room: 1, first: 0, person: 80 } };
  expect(agent.hear(query)).toMatchObject([
    { how: 'forward', to: 35 },
    { kind: 'entry', point: 'RP-O', to: auditNode, subject: 1234, body: { about: 1234 } },
  ]);
  expect(agent.hear(keep(1, 77))).toMatchObject([{ how: 'forward', to: 35 }]);
});

test('the audit log keeps the last entries and counts all', () => {
  const log = new Driven(auditLog({ entries: 2 }), auditNode);
  for (const event of ['one', 'two', 'three']) log.hear({ kind: 'entry', from: 37, body: { event, about: 1 } });
  expect(log.state.written[0]).toBe(3);
  expect(log.state.event).toEqual(['three', 'two']);
});
