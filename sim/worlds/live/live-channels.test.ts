import { expect, test } from 'vitest';
import type { ControlId } from '../../framework/control.ts';
import { acting, at, reading } from '../virtual/testing/small-house.ts';
import type { SmallHouse } from '../virtual/testing/small-house.ts';
import type { Parcel } from './parcel.ts';
import { liveHouse } from './testing/live-rig.ts';

const milli = 1_000_000;

/** A gateway that tells its IoT platform one reading and is answered. */
const pair = (standing: readonly ControlId[], changed: Partial<SmallHouse> = {}): SmallHouse => ({
  nodes: [
    {
      name: 'gateway',
      component: acting('gateway', {
        start: (_state, _index, io) => io.wake(1, 20 * milli),
        wake: (_state, _index, _timer, _argument, io) => void io.send('RP-T', at<'iot-platform'>(1), reading(io.node)),
      }),
    },
    {
      name: 'platform',
      component: acting('iot-platform', {
        receive: (_state, _index, message, io) => {
          if (message.kind !== 'report') return;
          io.reply({ kind: 'answer', subject: message.subject, dataClass: 'operational', body: { done: 1 } });
        },
      }),
    },
  ],
  wires: [{ point: 'RP-T', from: 'gateway', to: 'platform', channel: 'handshake' }],
  standing,
  ...changed,
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

test.each(ways)('a message goes there and an answer comes back: %s', async (_how, standing) => {
  expect(told(await liveHouse(pair(standing), { facts: 5 }))).toEqual(whole);
});

test.each(ways)('keys that were installed open a channel too: %s', async (_how, standing) => {
  const wires = [{ point: 'RP-T', from: 'gateway', to: 'platform', channel: 'provisioned' }] as const;
  expect(told(await liveHouse(pair(standing, { wires }), { facts: 5 }))).toEqual(whole);
});

/** The gateway holds the platform's credential with its key, or none at all. */
const robbed = (name: string, parcel: Parcel): Parcel => (name === 'gateway' ? { ...parcel, rings: [] } : parcel);

test('who has no credential is not let in where both ends prove themselves', async () => {
  const log = await liveHouse(pair(['C01', 'C32']), { parcel: robbed, facts: 3 });
  expect(log.refusals()).toEqual(['C01 no-evidence']);
  expect(log.drops()).toEqual(['no-channel']);
});

test('who has no credential is let in where only the responder proves itself', async () => {
  expect(told(await liveHouse(pair(['C32']), { parcel: robbed, facts: 5 }))).toEqual(whole);
});

test('a responder without a credential is not talked to', async () => {
  const parcel = (name: string, whole: Parcel): Parcel => (name === 'platform' ? { ...whole, rings: [] } : whole);
  const log = await liveHouse(pair(['C01']), { parcel, facts: 3 });
  expect(log.refusals()).toEqual(['C01 no-evidence']);
});

test('two keys that are not the same open nothing', async () => {
  const other = (name: string, parcel: Parcel): Parcel =>
    name === 'gateway'
      ? { ...parcel, provisioned: parcel.provisioned.map(([ends]) => [ends, new Uint8Array(16).fill(7)] as const) }
      : parcel;
  const wires = [{ point: 'RP-T', from: 'gateway', to: 'platform', channel: 'provisioned' }] as const;
  for (const standing of [['C32'], ['C01']] as const) {
    const log = await liveHouse(pair(standing, { wires }), { parcel: other, facts: 3 });
    expect(told(log)).toEqual(['not-opened at 0', 'sent report at 0', 'dropped report at 0']);
  }
});
