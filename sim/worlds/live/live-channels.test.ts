import { describe, expect, test } from 'vitest';
import type { ControlId } from '../../framework/control.ts';
import type { Role } from '../../framework/figure.ts';
import { acting, at, reading } from '../virtual/testing/small-house.ts';
import type { SmallHouse } from '../virtual/testing/small-house.ts';
import type { Parcel } from './parcel.ts';
import { liveHouse } from './testing/live-rig.ts';

const milli = 1_000_000;

/** A wire of each carrier: who calls there, and who is called. */
const carriers = [
  { carrier: 'WebSocket', point: 'RP-I', calls: 'iot-platform', called: 'things-agent' },
  { carrier: 'MQTT', point: 'RP-T', calls: 'gateway', called: 'iot-platform' },
] as const;
type Carried = (typeof carriers)[number];

/** One end tells the other a reading and is answered. */
const pair = (
  { point, calls, called }: Carried,
  standing: readonly ControlId[],
  channel: 'handshake' | 'provisioned' = 'handshake',
): SmallHouse => ({
  nodes: [
    {
      name: 'caller',
      component: acting(calls as Role, {
        start: (_state, _index, io) => io.wake(1, 20 * milli),
        wake: (_state, _index, _timer, _argument, io) =>
          void io.send(point as never, at<never>(1), reading(io.node) as never),
      }),
    },
    {
      name: 'called',
      component: acting(called as Role, {
        receive: (_state, _index, message, io) => {
          if (message.kind !== 'report') return;
          io.reply({ kind: 'answer', subject: message.subject, dataClass: 'operational', body: { done: 1 } });
        },
      }),
    },
  ],
  wires: [{ point, from: 'caller', to: 'called', channel }],
  standing,
});

const told = (log: Awaited<ReturnType<typeof liveHouse>>): readonly string[] =>
  log.all().map(({ kind, node, message }) => `${kind}${message === null ? '' : ` ${message}`} at ${node}`);

const whole = ['opened at 0', 'sent report at 0', 'delivered report at 1', 'sent answer at 1', 'delivered answer at 0'];

const ways: readonly (readonly [string, readonly ControlId[]])[] = [
  ['in clear', []],
  ['over TLS', ['C32']],
  ['over TLS, both ends proved', ['C01', 'C32']],
  ['in clear, both ends proved', ['C01']],
  ['through a door that asks for a cookie', ['C01', 'C32', 'C43']],
  ['past every control of the channel', ['C11', 'C09', 'C01', 'C32', 'C03', 'C04', 'C05', 'C43', 'C24']],
];

/** Who stays connected may have called, and failed, before it has anything to say: once more than who calls on demand. */
const once = (lines: readonly string[]): readonly string[] => [...new Set(lines)];

/** One process holds the other's credential with its key, or none at all. */
const without =
  (robbed: string) =>
  (name: string, parcel: Parcel): Parcel =>
    name === robbed ? { ...parcel, rings: [] } : parcel;

describe.each(carriers)('over $carrier', (carried) => {
  test.each(ways)('a message goes there and an answer comes back: %s', async (_how, standing) => {
    expect(told(await liveHouse(pair(carried, standing), { facts: 5 }))).toEqual(whole);
  });

  test.each(ways)('keys that were installed open a channel too: %s', async (_how, standing) => {
    expect(told(await liveHouse(pair(carried, standing, 'provisioned'), { facts: 5 }))).toEqual(whole);
  });

  test('who has no credential is not let in where both ends prove themselves', async () => {
    const log = await liveHouse(pair(carried, ['C01', 'C32']), { parcel: without('caller'), facts: 3 });
    expect(once(log.refusals())).toEqual(['C01 no-evidence']);
    expect(log.drops()).toEqual(['no-channel']);
  });

  test('who has no credential is let in where only the responder proves itself', async () => {
    expect(told(await liveHouse(pair(carried, ['C32']), { parcel: without('caller'), facts: 5 }))).toEqual(whole);
  });

  test('a responder without a credential is not talked to', async () => {
    const log = await liveHouse(pair(carried, ['C01']), { parcel: without('called'), facts: 3 });
    expect(once(log.refusals())).toEqual(['C01 no-evidence']);
  });

  test.each(['C32', 'C01'] as const)('two keys that are not the same open nothing: %s', async (control) => {
    const other = (name: string, parcel: Parcel): Parcel =>
      name === 'caller'
        ? { ...parcel, provisioned: parcel.provisioned.map(([ends]) => [ends, new Uint8Array(16).fill(7)] as const) }
        : parcel;
    const log = await liveHouse(pair(carried, [control], 'provisioned'), { parcel: other, facts: 3 });
    expect(once(told(log))).toEqual(['not-opened at 0', 'sent report at 0', 'dropped report at 0']);
  });
});

/** A platform that commands a device which has never said a word. */
const silent: SmallHouse = {
  nodes: [
    { name: 'device', component: acting('device') },
    {
      name: 'platform',
      component: acting('iot-platform', {
        start: (_state, _index, io) => io.wake(1, 20 * milli),
        wake: (_state, _index, _timer, _argument, io) =>
          void io.send('RP-T', at<'device'>(0), {
            kind: 'command',
            subject: 0,
            dataClass: 'operational',
            body: { quantity: 'lock', value: 1, person: 0 },
          }),
      }),
    },
  ],
  wires: [{ point: 'RP-T', from: 'device', to: 'platform' }],
  standing: ['C01', 'C32'],
};

test('a device calls its platform before it has anything to say, and is commanded on that connection', async () => {
  const log = await liveHouse(silent, { facts: 3 });
  // The platform may speak before the device has heard that it is let in.
  expect(told(log).toSorted()).toEqual(['delivered command at 0', 'opened at 0', 'sent command at 1']);
});
