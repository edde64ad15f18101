import { bulkExfiltration } from '../../attacks/bulk-exfiltration.ts';
import { attackSuccessRate } from '../../metrics/measures/attack-success-rate.ts';
import { recordKey, subjectOfRoom } from '../../sim/components/rooms.ts';
import { secureStorage } from '../../sim/components/secure-storage.ts';
import { storageAgent } from '../../sim/components/storage-agent.ts';
import type { Attack } from '../../sim/framework/attack.ts';
import type { Component } from '../../sim/framework/component.ts';
import type { Address } from '../../sim/framework/figure.ts';
import { seconds } from '../../sim/framework/time.ts';
import { keyOf } from '../../sim/kernel/stream.ts';
import { widest } from './anchor.ts';
import type { Anchor } from './anchor.ts';
import { firstOfTwo } from './closed-forms.ts';
import { ofTrials, sized } from './estimate.ts';
import { playTiny } from './tiny-cast.ts';

const attackSeconds = 4 * 3600;
const detectionSeconds = 6 * 3600;
const expected = firstOfTwo(attackSeconds, detectionSeconds);
/** A run lasts at most 104 days of exact time. */
const attemptsARun = 500;
const [doorNode, agentNode, storageNode, intruder] = [0, 1, 2, 4];
const room = subjectOfRoom(0);

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
      state.asked[index] = message.from;
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
      subject: room,
      dataClass: 'personal',
      body,
    });
  },
  receive: () => undefined,
  wake: () => undefined,
};

const visitor: Component<'person', object> = {
  role: 'person',
  code: 'visitor 1',
  state: () => ({}),
  start: () => undefined,
  receive: () => undefined,
  wake: () => undefined,
};

/** A31 by an intruder who enters, prepares for an exponential time, and only then asks for the archive. */
const slowExfiltration: Attack = {
  ...bulkExfiltration,
  intensity: { everyNs: seconds(60), source: 'anchor V-R1' },
  steps: ['enter', 'query'],
  *campaign(hand) {
    const { person, door } = hand.stage.accounts['guest']!;
    hand.step('enter');
    const entry = hand.open('RP-A', door, person, hand.account('guest'));
    yield { line: entry };
    hand.say(entry, { kind: 'enter', subject: person, dataClass: 'personal', body: { person } });
    yield { reply: entry };
    yield { untilNs: hand.now - Math.log(hand.random.open()) * seconds(attackSeconds) };
    hand.step('query');
    // A channel that was idle for hours is closed: it comes back over a new one.
    const back = hand.open('RP-A', door, person, hand.account('guest'));
    yield { line: back };
    hand.say(back, { kind: 'query', subject: room, dataClass: 'personal', body: { room: 0, first: 0, person } });
    // What comes goes to the account, as every answer does.
    yield hand.wait(seconds(1));
  },
};

/** V-R1: exfiltration against detection. `meanDetectionSeconds` other than six hours is a range that is wrong. */
export const exfiltrationRace = (meanDetectionSeconds = detectionSeconds): Anchor => ({
  rows: [
    {
      id: 'V-R1',
      name: 'exfiltration (mean 4 h) before detection (mean 6 h): share',
      expected,
      widest: widest(expected, 0.002),
    },
  ],
  through: 'attack A31 over a line of its own, a scripted response, storage agent and storage, oracle, metric M01',
  run(effort) {
    const runs = sized(300, effort);
    let hits = 0;
    let trials = 0;
    for (let run = 0; run < runs; run++) {
      const seen = playTiny(
        {
          name: 'V-R1',
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
          attacks: [slowExfiltration],
          notEntitled: [intruder],
          stage: { accounts: { guest: { person: intruder, door: doorNode } } },
          warmUpNs: seconds(1),
          untilNs: seconds(attemptsARun * (attackSeconds + 60)),
        },
        keyOf(effort.seed, run, 'V-R1')[0]!,
        [attackSuccessRate],
      );
      hits += seen.attacks[0]!.successes;
      trials += seen.attacks[0]!.attempts;
    }
    return [ofTrials(hits, trials, effort)];
  },
});
