import { recordKey, subjectOfRoom } from '../../sim/components/rooms.ts';
import { secureStorage } from '../../sim/components/secure-storage.ts';
import { storageAgent } from '../../sim/components/storage-agent.ts';
import type { Component } from '../../sim/framework/component.ts';
import type { Address } from '../../sim/framework/figure.ts';
import { seconds } from '../../sim/framework/time.ts';
import { idle } from './tiny-cast.ts';
import type { TinyCast } from './tiny-cast.ts';

const [doorNode, agentNode, storageNode, intruder] = [0, 1, 2, 4];
/** Subject of the room whose archive is sought. */
export const watchedRoom = subjectOfRoom(0);

/** Who is in, since which entry, and whom a query under way is for; by node. */
interface DoorState {
  readonly entry: Float64Array;
  readonly inside: Uint8Array;
  readonly asked: Float64Array;
  readonly number: Float64Array;
}

/**
 * A door with a scripted response: whoever enters is looked into, which takes an exponential time; then the
 * session is ended and its queries get no answer any more. It knows nothing of attacks: it looks into everybody.
 */
const watchfulDoor = (meanSeconds: number): Component<'avatar-agent', DoorState> => ({
  role: 'avatar-agent',
  code: 'watchful door 1',
  state: (count) => ({
    entry: new Float64Array(count),
    inside: new Uint8Array(count),
    asked: new Float64Array(count),
    number: new Float64Array(count),
  }),
  start: () => undefined,
  receive(state, index, message, io) {
    if (message.kind === 'enter') {
      const entry = (state.entry[index]! += 1);
      state.inside[index] = 1;
      io.wake(1, seconds(-Math.log(io.random.open()) * meanSeconds), entry);
      io.reply({ kind: 'entered', subject: message.subject, dataClass: 'operational', body: { token: null } });
    } else if (message.kind === 'query') {
      if (state.inside[index] === 0) {
        io.reply({ kind: 'answer', subject: message.subject, dataClass: 'operational', body: { done: 0 } });
        return;
      }
      state.asked[index] = message.via;
      state.number[index] = message.number;
      io.forward('RP-M', agentNode as Address<'storage-agent'>);
    } else if (message.kind === 'records') {
      io.answer('RP-A', state.asked[index]!, state.number[index]!);
    }
  },
  wake(state, index, _timer, entry) {
    if (state.entry[index] === entry) state.inside[index] = 0;
  },
});

/** Archives one record of the room that tells of people. */
const archivist: Component<'secure-dpm', object> = {
  role: 'secure-dpm',
  code: 'archivist 1',
  state: () => ({}),
  start(_state, _index, io) {
    const record = { room: 0, window: 0, temperature: 20, humidity: 40, light: 400, co2: 500, motion: 1 };
    const body = { key: recordKey(0, 0), record };
    io.send('RP-M', agentNode as Address<'storage-agent'>, {
      kind: 'keep',
      subject: watchedRoom,
      dataClass: 'personal',
      body,
    });
  },
  receive: () => undefined,
  wake: () => undefined,
};

const visitor = idle('person', 'visitor 1');

/** An archive behind a door that watches: how long on average it takes to look into somebody who came in, s. */
export const watchedArchive = (
  meanDetectionSeconds: number,
): Pick<TinyCast, 'nodes' | 'wires' | 'notEntitled' | 'stage'> => ({
  nodes: [
    { name: 'door', component: watchfulDoor(meanDetectionSeconds), cells: 0 },
    {
      name: 'storage agent',
      component: storageAgent({
        secureStorage: storageNode as Address<'secure-storage'>,
        pendingRequests: 16,
        storageTimeoutNs: seconds(2),
      }),
      cells: 0,
    },
    {
      name: 'storage',
      component: secureStorage({ rooms: 1, retainWindows: 1, recordsAnAnswer: 8, pendingTickets: 16 }),
      cells: 0,
    },
    { name: 'archivist', component: archivist, cells: 0 },
    { name: 'visitor', component: visitor, cells: 0 },
  ],
  wires: [
    { point: 'RP-A', from: 'visitor', to: 'door' },
    { point: 'RP-M', from: 'door', to: 'storage agent' },
    { point: 'RP-M', from: 'archivist', to: 'storage agent' },
    { point: 'RP-S', from: 'storage agent', to: 'storage' },
  ],
  notEntitled: [intruder],
  stage: { accounts: { guest: { person: intruder, door: doorNode } } },
});
