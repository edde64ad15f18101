import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { WebSocket } from 'ws';
import type { ControlId } from '../../framework/control.ts';
import { opensslByteSuite } from '../../crypto/openssl/byte-suite.ts';
import { OfferSheet } from '../shared/handshake.ts';
import { acting, at, reading } from '../virtual/testing/small-house.ts';
import type { SmallHouse } from '../virtual/testing/small-house.ts';
import { freshLink } from './call.ts';
import { flightHeader } from './web-socket/upgrade.ts';
import type { Door } from './door.ts';
import { mostFrameBytes } from './message-frame.ts';
import { Flights } from './offer-wire.ts';
import { hear, preamble } from './preamble.ts';
import type { Knock } from './preamble.ts';
import { liveHouse } from './testing/live-rig.ts';
import { stranger, until } from './testing/stranger.ts';
import type { Stranger } from './testing/stranger.ts';
import { TruthWriter } from './truth-ops.ts';

const milli = 1_000_000;

/** A sensor that goes on telling its gateway readings, so that there is somebody to serve; and one that never does. */
const busy = (standing: readonly ControlId[], halfOpenLimit = 64): SmallHouse => ({
  nodes: [
    {
      name: 'sensor',
      component: acting('device', {
        start: (_state, _index, io) => io.wake(1, 20 * milli),
        wake: (_state, _index, _timer, _argument, io) => {
          io.send('RP-T', at<'gateway'>(1), reading(io.node));
          io.wake(1, 50 * milli);
        },
      }),
    },
    { name: 'gateway', component: acting('gateway'), halfOpenLimit },
    { name: 'idle', component: acting('device') },
  ],
  wires: [
    { point: 'RP-T', from: 'sensor', to: 'gateway', channel: 'handshake' },
    { point: 'RP-T', from: 'idle', to: 'gateway', channel: 'handshake' },
  ],
  standing,
});

const flights = new Flights(opensslByteSuite());
const offer = flights.write(new OfferSheet(), { nonce: 7 });
const knockOf = (changed: Partial<Knock> = {}): Buffer =>
  preamble({
    kind: 'knock',
    point: 0,
    from: 0,
    source: 0,
    to: 1,
    cookie: Buffer.alloc(0),
    link: freshLink(),
    offer,
    ...changed,
  });

/** Besieges the gateway's door, and returns its counts at the end beside the facts of the house. */
const besieged = async (house: SmallHouse, siege: (port: number, door: Door) => Promise<void>) => {
  let counts: Door['counts'] | undefined;
  const log = await liveHouse(house, {
    facts: 6,
    besiege: async (doors, ports) => {
      const door = doors.get('gateway')!;
      await until(() => door.counts.letIn > 0);
      await siege(ports.get('gateway')!, door);
      counts = door.counts;
    },
  });
  return { log, counts: counts! };
};

const total = ({ turnedAway }: Door['counts']): number => Object.values(turnedAway).reduce((sum, one) => sum + one, 0);

/** Lets some strangers come one after the other, and waits until each is counted. */
const visits = async (door: Door, each: readonly (() => Stranger)[]): Promise<readonly Stranger[]> => {
  const all: Stranger[] = [];
  for (const come of each) {
    const before = total(door.counts);
    const one = come();
    all.push(one);
    await one.closed;
    await until(() => total(door.counts) > before);
  }
  return all;
};

test('whatever bytes a stranger says, he is turned away with nothing, counted once, and others are served', async () => {
  const samples = fc.sample(
    fc.oneof(
      fc.uint8Array({ minLength: 5, maxLength: 64 }),
      fc.tuple(fc.nat(400), fc.nat(7)).map(([byte, bit]) => {
        const bytes = Buffer.from(knockOf({ to: 0 }));
        bytes[byte % bytes.length]! ^= 1 << bit;
        return bytes;
      }),
      fc.nat(400).map((cut) => knockOf().subarray(0, cut % 20)),
    ),
    { numRuns: 80, seed: 3 },
  );
  const { log, counts } = await besieged(busy(['C32']), async (port, door) => {
    const came = await visits(
      door,
      samples.map((bytes) => () => {
        const one = stranger(port, bytes);
        one.socket.once('connect', () => one.socket.end());
        return one;
      }),
    );
    expect(came.map((one) => one.heard().length)).toEqual(samples.map(() => 0));
  });
  expect(counts.came).toBe(counts.letIn + total(counts));
  expect(total(counts)).toBe(samples.length);
  expect(log.all().filter(({ kind }) => kind === 'delivered').length).toBeGreaterThan(1);
});

test('an address that nobody in the run has is no address, so that nothing is kept for it', async () => {
  const { counts } = await besieged(busy([]), async (port, door) => {
    const sources = [-1, 3, 77, 2 ** 31 - 1, -(2 ** 31)];
    await visits(
      door,
      sources.map((source) => () => stranger(port, knockOf({ source }))),
    );
  });
  expect(counts.turnedAway).toEqual({ 'no-such-wire': 5 });
});

test('who was given a cookie is let go with it: nothing of it stands at the door', async () => {
  await besieged(busy(['C32', 'C43']), async (port, door) => {
    const waiting = Array.from({ length: 600 }, () => stranger(port, knockOf()));
    await Promise.all(waiting.map(({ closed }) => closed));
    expect(waiting.every((one) => one.heard().length > 0)).toBe(true);
    expect(door.counts.turnedAway).toMatchObject({ 'given-a-cookie': expect.any(Number) as number });
    expect(door.counts.turnedAway['given-a-cookie']).toBeGreaterThanOrEqual(600);
    expect(door.counts.turnedAway['table-full']).toBeUndefined();
  });
});

test('who knocks not at all stands outside, and outside there is an end of room', async () => {
  await besieged(busy(['C32', 'C43']), async (port, door) => {
    const waiting = Array.from({ length: 600 }, () => stranger(port));
    await until(() => (door.counts.turnedAway['door-full'] ?? 0) >= 600 - 512);
    for (const { socket } of waiting) socket.destroy();
    await until(() => (door.counts.turnedAway['hung-up'] ?? 0) >= 500);
  });
});

test('who holds a place and goes no further loses it after a while, and is counted as too slow', async () => {
  const { counts, log } = await besieged(busy(['C32'], 4), async (port, door) => {
    const slow = Array.from({ length: 6 }, () => stranger(port, knockOf()));
    const silent = stranger(port);
    const halfway = stranger(port, knockOf().subarray(0, 9));
    await Promise.all([...slow, silent, halfway].map(({ closed }) => closed));
    await until(() => total(door.counts) >= 8);
  });
  expect(counts.turnedAway).toEqual({ 'table-full': 2, 'too-slow': 6 });
  expect(log.drops().filter((why) => why === 'table-full')).toHaveLength(2);
});

/** Opens a channel in clear as the sensor that is idle, without its process knowing. */
const intruder = (port: number, link = freshLink()): Promise<WebSocket> =>
  new Promise((resolve, reject) => {
    const { socket } = stranger(port, knockOf({ from: 2, source: 2, link }));
    socket.removeAllListeners('data');
    hear(socket, () => {
      const headers = { [flightHeader]: Buffer.from(offer).toString('base64url') };
      const web = new WebSocket('ws://127.0.0.1/', { createConnection: () => socket, headers, autoPong: false });
      web.once('open', () => resolve(web));
      web.on('error', reject);
    });
  });

const gone = (web: WebSocket): Promise<void> => new Promise((resolve) => web.once('close', () => resolve()));

test('frames of a stranger that are no messages are refused one by one, as forged, and the run goes on', async () => {
  const { log } = await besieged(busy([]), async (port) => {
    const web = await intruder(port);
    for (const length of [0, 1, 50, 5000]) web.send(randomBytes(length));
    web.close();
    await gone(web);
  });
  expect(log.refusals().filter((reason) => reason.endsWith('malformed'))).toHaveLength(4);
});

test('who knocks with the number of a link that stands is a stranger like any other, and the run goes on', async () => {
  const standing: number[] = [];
  const told = vi.spyOn(TruthWriter.prototype, 'tell');
  const { log } = await besieged(busy([]), async (port) => {
    await until(() => told.mock.calls.some(([op]) => op === 'arrive'));
    standing.push(...told.mock.calls.flatMap(([op, ...values]) => (op === 'arrive' ? [values[1] as number] : [])));
    for (const link of new Set(standing)) {
      const web = await intruder(port, link);
      web.send(randomBytes(50));
      web.close();
      await gone(web);
    }
  });
  told.mockRestore();
  expect(new Set(standing).size).toBe(1);
  expect(log.refusals().filter((reason) => reason.endsWith('malformed'))).toHaveLength(1);
});

test.each([
  ['a text', (web: WebSocket) => web.send('hello')],
  ['a frame longer than any', (web: WebSocket) => web.send(Buffer.alloc(mostFrameBytes + 1))],
  [
    'a message in more pieces than anybody needs',
    (web: WebSocket) => {
      for (let piece = 0; piece < 40_000; piece++) web.send(Buffer.alloc(1), { fin: false, binary: true });
    },
  ],
])('a link that carries %s is cut, and that is a fact', async (_what, say) => {
  const { log } = await besieged(busy([]), async (port) => {
    const web = await intruder(port);
    web.on('error', () => undefined);
    say(web);
    await gone(web);
  });
  expect(log.refusals().filter((reason) => reason.endsWith('malformed'))).toHaveLength(1);
});

test('who pings without end and reads no answer is cut off before the answers pile up', async () => {
  const { log } = await besieged(busy([]), async (port) => {
    const web = await intruder(port);
    web.on('error', () => undefined);
    const raw = (web as unknown as { readonly _socket: { pause(): void } })._socket;
    raw.pause();
    const ended = gone(web);
    while (web.readyState === WebSocket.OPEN && web.bufferedAmount < 64 << 20) {
      for (let again = 0; again < 500; again++) web.ping(Buffer.alloc(125));
      await new Promise(setImmediate);
    }
    web.terminate();
    await ended;
  });
  expect(log.refusals().filter((reason) => reason.endsWith('malformed'))).toHaveLength(1);
});
