import { subjectOfRoom } from '../../sim/components/rooms.ts';
import { tinyStage } from '../../scenarios/anchors/tiny-cast.ts';
import { controls as everyControl } from '../../sim/controls/catalogue.ts';
import { opensslByteSuite } from '../../sim/crypto/openssl/byte-suite.ts';
import type { Component, Io } from '../../sim/framework/component.ts';
import type { Address, Role } from '../../sim/framework/figure.ts';
import type { CarrierName } from '../../sim/worlds/live/carriage.ts';
import type { Staged } from '../../sim/worlds/live/part.ts';
import { recordOf } from './archivist.ts';

/** Processes of the stage: who sends, and who reads and comes to stand still. */
const sending = 'sender';
/** Name of the process that reads, and is made to stall. */
export const reading = 'reader';

/** What is put on stage: who carries the messages, how many there are a second, and for how long. */
export interface StalledJob {
  readonly carrier: CarrierName;
  readonly messagesPerSecond: number;
  readonly untilNs: number;
}

/** The wire between the two, by who carries its frames. */
export const wireOf = { websocket: 'RP-S', mqtt: 'RP-T' } as const satisfies Readonly<Record<CarrierName, string>>;

const everyNs = 10_000_000;
const rooms = 256;
/** Records in one message over WebSocket: large enough that sockets fill long before the stall is over. */
const recordsTogether = 40;
/** Messages that may wait at the reader: those of a real platform's node (assumption). */
const queueLimit = 4096;

/** Mutual TLS with both ends proved, and nothing that bounds a rate or an age: what is held back is held by the link alone. */
const standing = ['C01', 'C32'];

/** Somebody who sends at a fixed rate, whatever becomes of it, and somebody who only listens, in processes of their own. */
export function stalledStage({ carrier, messagesPerSecond, untilNs }: StalledJob): Staged {
  const together = Math.round((messagesPerSecond * everyNs) / 1e9);
  const ends =
    carrier === 'websocket'
      ? [steady('secure-storage', together, page), silent('storage-agent')]
      : [steady('gateway', together, report), silent('iot-platform')];
  const { cast, controls, table, costs } = tinyStage({
    name: 'live-stalled',
    nodes: [
      { name: sending, component: ends[0]!, cells: 0 },
      { name: reading, component: ends[1]!, cells: 0 },
    ],
    wires: [{ point: wireOf[carrier], from: sending, to: reading, channel: 'handshake' }],
    standing: everyControl.filter(({ id }) => standing.includes(id)),
    warmUpNs: 0,
    untilNs,
  });
  return {
    cast: { ...cast, placements: cast.placements.map((placement) => ({ ...placement, queueLimit })) },
    seed: 1,
    suite: opensslByteSuite(),
    controls,
    tables: [table],
    tableOf: () => 0,
    costs,
    attackerNodes: 0,
    attacks: [],
    processOf: (node) => (node === 0 ? sending : reading),
  };
}

const page = (number: number, io: Io<'secure-storage'>): void => {
  const records = Array.from({ length: recordsTogether }, (_, at) => recordOf(number + at, rooms));
  io.send('RP-S', 1 as Address<'storage-agent'>, {
    kind: 'records',
    subject: subjectOfRoom(0),
    dataClass: 'operational',
    body: { room: 0, records },
  });
};

const report = (number: number, io: Io<'gateway'>): void => {
  const body = { quantity: 'temperature', value: number, at: 0 } as const;
  io.send('RP-T', 1 as Address<'iot-platform'>, { kind: 'report', subject: 0, dataClass: 'operational', body });
};

const silent = <R extends Role>(role: R): Component<R, object> => ({
  role,
  code: 'stalled 1',
  state: () => ({}),
  start: () => undefined,
  receive: () => undefined,
  wake: () => undefined,
});

function steady<R extends Role>(
  role: R,
  together: number,
  say: (number: number, io: Io<R>) => void,
): Component<R, object> {
  let number = 0;
  return {
    ...silent(role),
    start: (_state, _index, io) => io.wake(1, everyNs),
    wake: (_state, _index, _timer, _argument, io) => {
      for (let each = 0; each < together; each++) say(number++, io);
      io.wake(1, everyNs);
    },
  };
}
