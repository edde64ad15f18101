import { afterEach, describe, expect, test } from 'vitest';
import type { ControlId } from '../../../framework/control.ts';
import { acting, at, reading } from '../../virtual/testing/small-house.ts';
import type { SmallHouse } from '../../virtual/testing/small-house.ts';
import { liveHouse } from '../testing/live-rig.ts';
import { brokerUrlFault } from './broker-url.ts';
import { brokerOfRun } from './exchange.ts';
import { looseBroker, mosquitto, noMosquitto } from './testing/brokers.ts';
import type { Handling, TestBroker } from './testing/brokers.ts';

const milli = 1_000_000;
let broker: TestBroker | undefined;
/** Reports that the platform has heard. */
let heard = 0;

afterEach(async () => {
  await broker?.close();
  broker = undefined;
  heard = 0;
});

/** A device that tells its IoT platform a reading again and again, or once, and is answered. */
const pair = (standing: readonly ControlId[], often: 'once' | 'again' = 'once'): SmallHouse => ({
  nodes: [
    {
      name: 'device',
      component: acting('device', {
        start: (_state, _index, io) => io.wake(1, 20 * milli),
        wake: (_state, _index, _timer, _argument, io) => {
          io.send('RP-T', at<'iot-platform'>(1), reading(io.node));
          if (often === 'again') io.wake(1, 50 * milli);
        },
      }),
    },
    {
      name: 'platform',
      component: acting('iot-platform', {
        receive: (_state, _index, message, io) => {
          if (message.kind !== 'report') return;
          heard++;
          io.reply({ kind: 'answer', subject: message.subject, dataClass: 'operational', body: { done: 1 } });
        },
      }),
    },
  ],
  wires: [{ point: 'RP-T', from: 'device', to: 'platform', channel: 'handshake' }],
  standing,
});

const told = (log: Awaited<ReturnType<typeof liveHouse>>): readonly string[] =>
  log.all().map(({ kind, node, message }) => `${kind}${message === null ? '' : ` ${message}`} at ${node}`);

const ways: readonly (readonly [string, readonly ControlId[]])[] = [
  ['in clear', []],
  ['over TLS, both ends proved', ['C01', 'C32']],
  ['past every control of the channel', ['C11', 'C09', 'C01', 'C32', 'C03', 'C04', 'C05', 'C43', 'C24']],
];

const whole = ['opened at 0', 'sent report at 0', 'delivered report at 1', 'sent answer at 1', 'delivered answer at 0'];

test.each(ways)(
  'through a broker elsewhere a message goes there and an answer comes back: %s',
  async (_how, standing) => {
    broker = await looseBroker();
    const log = await liveHouse(pair(standing), { broker: await brokerOfRun(broker.url), facts: 5 });
    expect(told(log)).toEqual(whole);
  },
);

describe.skipIf(noMosquitto)(`with a real mosquitto${noMosquitto ? ` (skipped: ${noMosquitto})` : ''}`, () => {
  test.each(ways)('a message goes there and an answer comes back: %s', async (_how, standing) => {
    broker = await mosquitto();
    const log = await liveHouse(pair(standing), { broker: await brokerOfRun(broker.url), facts: 5 });
    expect(told(log)).toEqual(whole);
  });

  test('a long run of messages keeps its order and loses none', async () => {
    broker = await mosquitto();
    const log = await liveHouse(pair(['C01', 'C32'], 'again'), { broker: await brokerOfRun(broker.url), facts: 101 });
    expect(log.refusals()).toEqual([]);
    expect(log.drops()).toEqual([]);
    expect(heard).toBeGreaterThanOrEqual(20);
  });
});

test('where nothing protects the channel whoever runs the broker reads what is said, and behind TLS nothing of it', async () => {
  const reads = async (standing: readonly ControlId[]): Promise<boolean> => {
    const seen: Buffer[] = [];
    broker = await looseBroker((_topic, payload) => {
      seen.push(payload);
      return [payload];
    });
    await liveHouse(pair(standing), { broker: await brokerOfRun(broker.url), facts: 5 });
    await broker.close();
    broker = undefined;
    return Buffer.concat(seen).includes('things/');
  };
  expect(await reads([])).toBe(true);
  expect(await reads(['C01', 'C32'])).toBe(false);
});

/** Its pieces on the way up, each renumbered for those that the broker has slipped in before. */
const renumbered = (piece: Buffer, by: number): Buffer => {
  const other = Buffer.from(piece);
  other.writeUInt32BE(piece.readUInt32BE(1) + by, 1);
  return other;
};

/** Does something to one message on the way up, as soon as the platform has heard one. */
const once = (
  act: (payload: Buffer) => readonly Buffer[],
): { readonly handling: Handling; readonly done: () => boolean } => {
  let isDone = false;
  const handling: Handling = (topic, payload) => {
    if (isDone || heard === 0 || !topic.endsWith('/up')) return [payload];
    isDone = true;
    return act(payload);
  };
  return { handling, done: () => isDone };
};

const flipped = (payload: Buffer): readonly Buffer[] => {
  const other = Buffer.from(payload);
  other[other.length - 1]! ^= 1;
  return [other];
};

const hostile: readonly (readonly [string, (payload: Buffer) => readonly Buffer[], readonly string[]])[] = [
  ['alters a message', flipped, ['C32 record-broken']],
  ['sends a message again under the next number', (piece) => [piece, renumbered(piece, 1)], ['C32 record-broken']],
  ['sends a message again as it was', (piece) => [piece, piece], []],
  [
    'invents a message',
    (piece) => [Buffer.concat([piece.subarray(0, 5), Buffer.from('open the door')])],
    ['C32 record-broken'],
  ],
  ['sends bytes that are no piece', () => [Buffer.from([9])], []],
];

test.each(hostile)(
  'a broker that %s is found out: nothing of it is heard, and the channel opens anew',
  async (_what, act, refusals) => {
    const trick = once(act);
    broker = await looseBroker(trick.handling);
    const log = await liveHouse(pair(['C01', 'C32'], 'again'), { broker: await brokerOfRun(broker.url), facts: 80 });
    expect(trick.done()).toBe(true);
    expect([...new Set(log.refusals())]).toEqual(refusals);
    expect(told(log).filter((line) => line === 'opened at 0').length).toBeGreaterThan(1);
    // Each report was heard once at most; after it the platform heard others.
    expect(heard).toBeGreaterThan(3);
  },
);

test('a broker that is not there, or lets nobody in, is one clear line without the password', async () => {
  await expect(brokerOfRun('mqtt://ann:s3cret@127.0.0.1:1')).rejects.toThrow(
    /^broker 127\.0\.0\.1:1: unreachable \(ECONNREFUSED\)$/,
  );
  broker = await looseBroker();
  const { port } = new URL(broker.url);
  await expect(brokerOfRun(`mqtt://ann:wr0ng@127.0.0.1:${port}`)).rejects.toThrow(
    new RegExp(`^broker 127\\.0\\.0\\.1:${port}: bad user name or password$`),
  );
  const { run } = await brokerOfRun(`mqtt://ann:s3cret@127.0.0.1:${port}`);
  expect(run).toMatch(/^[0-9a-f]{16}$/);
});

test('a URL that is none, or of something else, is told apart', () => {
  expect(brokerUrlFault('broker')).toBe('it is no URL');
  expect(brokerUrlFault('http://127.0.0.1')).toBe('it begins with http:, and only mqtt:// and mqtts:// are known');
  expect(brokerUrlFault('mqtt:///x')).toBe('it names no host');
  expect(brokerUrlFault('mqtts://ann:x@broker.example:8884')).toBeUndefined();
});
