import type { Component, Io } from '../framework/component.ts';
import type { Address } from '../framework/figure.ts';
import { classOfWindow } from '../framework/messages/archive.ts';
import type { MessageView } from '../framework/message.ts';
import type { RoomWindow } from '../framework/messages/archive.ts';
import {
  addPending,
  clearPending,
  findPending,
  noRow,
  pendingFull,
  pendingTable,
  removePending,
} from '../framework/pending.ts';
import type { PendingTable } from '../framework/pending.ts';
import { keyOfCustomer, recordKey, roomPrefix, storedWindow, subjectOfRoom } from './rooms.ts';

/** Settings of a platform's secure storage. */
export interface SecureStorageSettings {
  readonly rooms: number;
  /** Windows of a room that are kept; older ones are erased. */
  readonly retainWindows: number;
  /** Records in one answer to a query. */
  readonly recordsAnAnswer: number;
  /** Writes and reads that may be under way at once. */
  readonly pendingTickets: number;
  /** Those who lay records down here, each under keys of its own; absent where one alone does. */
  readonly customers?: readonly number[];
}

/** State of secure storages; the records themselves lie on the medium and outlive a restart. */
export interface SecureStorageState {
  /** Writes and reads under way, by ticket. */
  readonly pending: PendingTable;
  /** Oldest window of each room that may still be on the medium, by node and room; -1 for not known. */
  readonly oldest: Float64Array;
  /** 1 where more may lie on the medium than is known here: what is there must be looked up before it can be erased. */
  readonly restarted: Uint8Array;
}

/** What a ticket was taken for, in `detail` of its row where it is not the first window of a query. */
const forKeep = -1;
const forUpkeep = -2;

/**
 * Secure storage: records are put under their keys and acknowledged once they are durable; the oldest of a room are erased;
 * queries are answered in the order of windows.
 *
 *   keep ─▶ put ─▶ (durable) ─▶ answer, and erase what is too old            query ─▶ scan ─▶ (loaded) ─▶ records
 */
export function secureStorage(settings: SecureStorageSettings): Component<'secure-storage', SecureStorageState> {
  const { rooms, retainWindows, customers } = settings;
  type Here = Io<'secure-storage'>;

  const eraseWindow = (room: number, window: number, io: Here): void => {
    const key = recordKey(room, window);
    if (customers === undefined) io.store.erase(key);
    else for (const customer of customers) io.store.erase(keyOfCustomer(key, customer));
  };

  const refuse = (message: MessageView<'keep'> | MessageView<'query'>, io: Here): void => {
    io.reply({ kind: 'answer', subject: message.subject, dataClass: 'operational', body: { done: 0 } });
  };

  const remember = (state: SecureStorageState, index: number, ticket: number, detail: number): number => {
    const row = addPending(state.pending, index, ticket);
    if (row !== noRow) state.pending.detail[row] = detail;
    return row;
  };

  const eraseOld = (state: SecureStorageState, index: number, room: number, newest: number, io: Here): void => {
    const at = index * rooms + room;
    if (state.oldest[at]! < 0) {
      state.oldest[at] = newest;
      // Nothing of before the restart is forgotten on the medium: look what is there.
      if (state.restarted[index] === 1 && !pendingFull(state.pending, index)) {
        const row = remember(state, index, io.store.scan(roomPrefix(room), retainWindows * 2), forUpkeep);
        state.pending.subject[row] = room;
        state.pending.theirs[row] = newest;
      }
      return;
    }
    const last = newest - retainWindows;
    // However far a record leaps ahead, no more than what was kept before it can lie there.
    const upTo = Math.min(last, state.oldest[at]! + 2 * retainWindows);
    while (state.oldest[at]! <= upTo) {
      eraseWindow(room, state.oldest[at]!, io);
      state.oldest[at]! += 1;
    }
    if (state.oldest[at]! <= last) state.oldest[at] = last + 1;
  };

  const lookAgain = (state: SecureStorageState, index: number): void => {
    state.oldest.fill(-1, index * rooms, (index + 1) * rooms);
    state.restarted[index] = 1;
  };

  const put = (state: SecureStorageState, index: number, message: MessageView<'keep'>, io: Here): void => {
    const { key, record } = message.body;
    const known = record.room >= 0 && record.room < rooms && (customers?.includes(message.from) ?? true);
    if (!known || pendingFull(state.pending, index)) {
      refuse(message, io);
      return;
    }
    const place = customers === undefined ? key : keyOfCustomer(key, message.from);
    const row = remember(state, index, io.store.put(place, storedWindow(record)), forKeep);
    state.pending.from[row] = message.via;
    state.pending.theirs[row] = message.number;
    state.pending.subject[row] = record.room;
    eraseOld(state, index, record.room, record.window, io);
  };

  const find = (state: SecureStorageState, index: number, message: MessageView<'query'>, io: Here): void => {
    const { room, first } = message.body;
    if (!(room >= 0 && room < rooms) || pendingFull(state.pending, index)) {
      refuse(message, io);
      return;
    }
    const row = remember(state, index, io.store.scan(roomPrefix(room), retainWindows * 2), first >= 0 ? first : 0);
    state.pending.from[row] = message.via;
    state.pending.theirs[row] = message.number;
    state.pending.subject[row] = room;
  };

  return {
    role: 'secure-storage',
    code: 'secure-storage 1',
    state: (count) => ({
      pending: pendingTable(count, settings.pendingTickets),
      oldest: new Float64Array(count * rooms).fill(-1),
      restarted: new Uint8Array(count),
    }),
    start: () => undefined,
    receive: (state, index, message, io) => {
      if ((message.body as unknown) === null) return;
      if (message.kind === 'keep') put(state, index, message, io);
      else if (message.kind === 'query') find(state, index, message, io);
    },
    wake: () => undefined,
    stored: (state, index, ticket, done, io) => {
      const { pending } = state;
      const row = findPending(pending, index, ticket);
      if (row === noRow || pending.detail[row] === forUpkeep) {
        if (row !== noRow) removePending(pending, index, row);
        // An erasure, or a look at what is to be erased, that failed: it is made good with the room's next record.
        if (done === 0) lookAgain(state, index);
        return;
      }
      const to = pending.from[row]! as Address<'storage-agent'>;
      const theirs = pending.theirs[row]!;
      const subject = subjectOfRoom(pending.subject[row]!);
      removePending(pending, index, row);
      io.send('RP-S', to, { kind: 'answer', subject, dataClass: 'operational', body: { done } }, theirs);
    },
    loaded: (state, index, ticket, found, io) => {
      const { pending } = state;
      const row = findPending(pending, index, ticket);
      if (row === noRow) return;
      const room = pending.subject[row]!;
      const detail = pending.detail[row]!;
      const theirs = pending.theirs[row]!;
      const to = pending.from[row]! as Address<'storage-agent'>;
      removePending(pending, index, row);
      // This storage lays down nothing else.
      const records = found.map(({ body }) => body as RoomWindow);
      if (detail === forUpkeep) {
        for (const record of records) {
          if (record.window <= theirs - retainWindows) eraseWindow(room, record.window, io);
          else if (record.window < state.oldest[index * rooms + room]!) {
            state.oldest[index * rooms + room] = record.window;
          }
        }
        return;
      }
      const wanted = records.filter((record) => record.window >= detail).slice(0, settings.recordsAnAnswer);
      const dataClass = classOfRecords(wanted);
      io.send(
        'RP-S',
        to,
        { kind: 'records', subject: subjectOfRoom(room), dataClass, body: { room, records: wanted } },
        theirs,
      );
    },
    forget: (state, index) => {
      clearPending(state.pending, index);
      lookAgain(state, index);
    },
  };
}

const classOfRecords = (records: readonly RoomWindow[]): 'operational' | 'personal' =>
  records.some((record) => classOfWindow(record) === 'personal') ? 'personal' : 'operational';
