import { recordKey, subjectOfRoom } from '../../sim/components/rooms.ts';
import type { Component, Io } from '../../sim/framework/component.ts';
import type { Address } from '../../sim/framework/figure.ts';
import type { RoomWindow } from '../../sim/framework/messages/archive.ts';

/** What somebody who writes and reads at a storage is to do next, and what became of it. */
export interface Ledger {
  /** Number of a record that is to be written now, or undefined. */
  write(): number | undefined;
  /** A room that is to be read now, or undefined. */
  read(): number | undefined;
  /** A record went out in a message of that number. */
  wrote(record: number, message: number): void;
  /** The storage answered a message: it is stored (1), or it is not. */
  answered(message: number, done: 0 | 1): void;
  /** A message will not get there. */
  lost(message: number): void;
  /** All that the storage has of a room. */
  found(room: number, records: readonly RoomWindow[]): void;
}

/** Where things are in a storage: rooms, and the node that is the storage. */
export interface Archive {
  readonly rooms: number;
  readonly storage: number;
}

const timerNext = 1;
/** Time between two looks into the ledger, ns. */
const everyNs = 2_000_000;

/** The record of a number: what it says follows from the number, so that another shows. */
export const recordOf = (number: number, rooms: number): RoomWindow => ({
  room: number % rooms,
  window: Math.floor(number / rooms),
  temperature: number,
  humidity: number / 3,
  light: null,
  co2: 400 + (number % 97),
  motion: null,
});

/** Does what a ledger says, in the place of a storage agent. */
export function archivist(ledger: Ledger, { rooms, storage }: Archive): Component<'storage-agent', object> {
  const to = storage as Address<'secure-storage'>;
  const goOn = (io: Io<'storage-agent'>): void => {
    for (let number = ledger.write(); number !== undefined; number = ledger.write()) {
      const record = recordOf(number, rooms);
      const { room, window } = record;
      const body = { key: recordKey(room, window), record };
      const draft = { kind: 'keep', subject: subjectOfRoom(room), dataClass: 'operational', body } as const;
      ledger.wrote(number, io.send('RP-S', to, draft));
    }
    for (let room = ledger.read(); room !== undefined; room = ledger.read()) {
      const body = { room, first: 0, person: 0 };
      io.send('RP-S', to, { kind: 'query', subject: subjectOfRoom(room), dataClass: 'operational', body });
    }
  };
  return {
    ...idleArchivist,
    start: (_state, _index, io) => io.wake(timerNext, 0),
    wake: (_state, _index, _timer, _argument, io) => {
      goOn(io);
      io.wake(timerNext, everyNs);
    },
    receive: (_state, _index, message, io) => {
      if (message.kind === 'answer') ledger.answered(message.re, message.body.done);
      else if (message.kind === 'records') ledger.found(message.body.room, message.body.records);
      goOn(io);
    },
    undelivered: (_state, _index, number) => ledger.lost(number),
  };
}

/** One who does nothing: what other processes know of him. */
export const idleArchivist: Component<'storage-agent', object> = {
  role: 'storage-agent',
  code: 'archivist 1',
  state: () => ({}),
  start: () => undefined,
  receive: () => undefined,
  wake: () => undefined,
};
