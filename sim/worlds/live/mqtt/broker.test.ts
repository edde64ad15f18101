import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';
import { generate, parser } from 'mqtt-packet';
import type { IConnectPacket, Packet } from 'mqtt-packet';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Carrier, RefusedBy } from '../carrier.ts';
import { Link } from '../link.ts';
import { preamble } from '../preamble.ts';
import { mostPacketBytes } from './bounded-stream.ts';
import { MqttBroker } from './broker.ts';
import { askByConnect } from './connect.ts';

let broker: MqttBroker;
let server: Server;
let misbehaved: number;
let frames: string[];
let served: Link[];
let judge: (flight: string) => RefusedBy | undefined;
const sockets: Socket[] = [];

beforeEach(async () => {
  [misbehaved, frames, served] = [0, [], []];
  judge = () => undefined;
  broker = await MqttBroker.open();
  server = createServer((stream) => {
    stream.on('error', () => stream.destroy());
    broker.admit(stream, {
      name: 'lamp',
      asked: (flight) => judge(String(flight)),
      listens: (carrier) => void served.push(linkOn(carrier, 'called', (text) => frames.push(text))),
      misbehaved: () => misbehaved++,
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});

afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  broker.shut();
  await new Promise((closed) => server.close(closed));
});

const linkOn = (carrier: Carrier, side: 'caller' | 'called', heard: (text: string) => void): Link =>
  new Link(
    carrier,
    { id: 7, opened: side === 'caller' },
    { came: (_link, bytes) => heard(String(bytes)), closed: () => undefined },
  );

/** A connection to the broker, and all that comes back on it. */
function dial(): { readonly socket: Socket; readonly back: () => Buffer; readonly over: Promise<void> } {
  const socket = connect({ port: (server.address() as AddressInfo).port, host: '127.0.0.1', noDelay: true });
  sockets.push(socket);
  let all = Buffer.alloc(0);
  socket.on('data', (bytes: Buffer) => (all = Buffer.concat([all, bytes])));
  socket.on('error', () => {});
  return { socket, back: () => all, over: new Promise((resolve) => socket.once('close', () => resolve())) };
}

const lamp: IConnectPacket = {
  cmd: 'connect',
  protocolId: 'MQTT',
  protocolVersion: 4,
  clean: true,
  clientId: 'link-7',
  keepalive: 15,
  username: 'lamp',
  password: Buffer.from('flight'),
};
const subscribe = (topic: string): Buffer =>
  generate({ cmd: 'subscribe', messageId: 1, subscriptions: [{ topic, qos: 0 }] });
const publish = (topic: string, changed: Partial<Extract<Packet, { cmd: 'publish' }>> = {}): Buffer =>
  generate({ cmd: 'publish', topic, payload: 'on', qos: 0, dup: false, retain: false, ...changed });
const admitted = Buffer.concat([generate(lamp), subscribe('things/lamp/down')]);

/** Lets a lamp in by the live world's own hands. */
const lampLink = async (heard: (text: string) => void): Promise<Link> => {
  const socket = connect({ port: (server.address() as AddressInfo).port, host: '127.0.0.1', noDelay: true });
  sockets.push(socket);
  socket.on('error', () => {});
  return new Promise((resolve, reject) =>
    askByConnect(
      socket,
      { name: 'lamp', link: 7, flight: Buffer.from('flight') },
      {
        accepted: (carrier) => resolve(linkOn(carrier, 'caller', heard)),
        refused: ({ control, reason }) => reject(new Error(`${control} ${reason}`)),
      },
    ),
  );
};

test('frames go up and down in their order, and are counted', async () => {
  const down: string[] = [];
  const link = await lampLink((text) => down.push(text));
  await expect.poll(() => served.length).toBe(1);
  const long = 'x'.repeat(60_000);
  expect(['one', 'two', long].map((text) => link.send(Buffer.from(text)))).toEqual([1, 2, 3]);
  link.uncork();
  expect(['a', 'b', long].map((text) => served[0]!.send(Buffer.from(text)))).toEqual([1, 2, 3]);
  served[0]!.uncork();
  await expect.poll(() => [...frames, ...down].length).toBe(6);
  expect(frames).toEqual(['one', 'two', long]);
  expect(down).toEqual(['a', 'b', long]);
});

test('who is refused hears the number of the control and of the reason, and nothing else', async () => {
  judge = (flight) => (flight === 'flight' ? { control: 4, reason: 5 } : undefined);
  await expect(lampLink(() => {})).rejects.toThrow('4 5');
  const { socket, back, over } = dial();
  socket.write(generate(lamp));
  await over;
  const refused = generate({ cmd: 'connack', returnCode: 5, sessionPresent: false });
  expect(back().equals(Buffer.concat([refused, preamble({ kind: 'refused', control: 4, reason: 5 })]))).toBe(true);
  expect(misbehaved).toBe(0);
});

test('who calls itself as another does not take over its connection', async () => {
  const down: string[] = [];
  const link = await lampLink((text) => down.push(text));
  await expect.poll(() => served.length).toBe(1);
  await lampLink(() => {});
  await expect.poll(() => served.length).toBe(2);
  link.send(Buffer.from('still here'));
  link.uncork();
  await expect.poll(() => frames).toContain('still here');
});

test('a paused link makes its sender wait, and loses nothing when it goes on', async () => {
  const link = await lampLink(() => {});
  await expect.poll(() => served.length).toBe(1);
  served[0]!.pause();
  let sent = 0;
  // As much as the link and the buffers of the system take.
  for (; sent < 5_000; sent++) {
    if (link.send(Buffer.alloc(10_000, `${sent} `)) === 0) break;
    link.uncork();
    if (sent % 50 === 0) await new Promise((resolve) => setImmediate(resolve));
  }
  expect(sent).toBeLessThan(5_000);
  const taken = frames.length;
  expect(taken).toBeLessThan(sent);
  served[0]!.resume();
  await expect.poll(() => frames.length, { timeout: 20_000 }).toBe(sent);
  expect(frames.map((text) => Number(text.split(' ')[0]))).toEqual(Array.from({ length: sent }, (_, index) => index));
});

test('a link that is closed in good order has delivered what was sent', async () => {
  const down: string[] = [];
  const link = await lampLink((text) => down.push(text));
  await expect.poll(() => served.length).toBe(1);
  served[0]!.send(Buffer.from('last word'));
  link.send(Buffer.from('good night'));
  served[0]!.close();
  served[0]!.uncork();
  await expect.poll(() => down).toEqual(['last word']);
  link.close();
  link.uncork();
  expect(misbehaved).toBe(0);
});

/** What a client does, whom the broker has let in and who listens, or whom it knows nothing of yet. */
const rude: readonly (readonly [string, Buffer, 'stranger' | 'listener'])[] = [
  ['bytes that are no MQTT', Buffer.from('GET / HTTP/1.1\r\nhost: lamp\r\n\r\n'), 'stranger'],
  ['random bytes', Buffer.from('9f3b7c00ff10aa55e1', 'hex'), 'stranger'],
  ['a packet before CONNECT', publish('things/lamp/up'), 'stranger'],
  ["another's name", generate({ ...lamp, username: 'door' }), 'stranger'],
  ['a will', generate({ ...lamp, will: { topic: 'things/door/up', payload: Buffer.from('x') } }), 'stranger'],
  ['a session that is to be kept', generate({ ...lamp, clean: false }), 'stranger'],
  ['MQTT 5', generate({ ...lamp, protocolVersion: 5 }, { protocolVersion: 5 }), 'stranger'],
  ['a message before it listens', Buffer.concat([generate(lamp), publish('things/lamp/up')]), 'stranger'],
  ['a CONNECT that is too long', Buffer.from([0x10, 0xff, 0xff, 0x7f]), 'stranger'],
  ['a second CONNECT', generate(lamp), 'listener'],
  ["another's topic to listen at", subscribe('things/door/down'), 'listener'],
  ['all topics to listen at', subscribe('#'), 'listener'],
  ["all things' topics to listen at", subscribe('things/+/down'), 'listener'],
  ["the broker's own topics to listen at", subscribe('$SYS/#'), 'listener'],
  ["another's topic to speak at", publish('things/door/up'), 'listener'],
  ['the topic of its own commands to speak at', publish('things/lamp/down'), 'listener'],
  ["the broker's own topics to speak at", publish('$SYS/x'), 'listener'],
  ['a topic of two hundred levels', publish('a/'.repeat(200)), 'listener'],
  ['a message to be retained', publish('things/lamp/up', { retain: true }), 'listener'],
  ['a message to be stored', publish('things/lamp/up', { qos: 2, messageId: 1 }), 'listener'],
  ['a packet that is too long', Buffer.from([0x30, 0xff, 0xff, 0x7f]), 'listener'],
  ['a length that is none', Buffer.from([0x30, 0xff, 0xff, 0xff, 0xff, 0x7f]), 'listener'],
  ['a PUBLISH that is none inside', Buffer.from([0x30, 3, 0, 200, 1]), 'listener'],
];

/** Gets as far as CONNACK and SUBACK. */
const letIn = async ({ socket, back }: ReturnType<typeof dial>): Promise<void> => {
  socket.write(admitted);
  await expect.poll(() => back().length).toBe(9);
};

test.each(rude)('is cut off, counted once and told nothing: %s', async (_what, bytes, who) => {
  const one = dial();
  if (who === 'listener') await letIn(one);
  one.socket.write(bytes);
  await one.over;
  await expect.poll(() => misbehaved).toBe(1);
  expect(frames).toEqual([]);
  // What comes back at most is what any broker says: CONNACK and SUBACK.
  expect(one.back().length).toBeLessThanOrEqual(9);
  const link = await lampLink(() => {});
  link.send(Buffer.from('still there'));
  link.uncork();
  await expect.poll(() => frames).toEqual(['still there']);
});

test('a packet of the longest length passes, one byte more does not', async () => {
  const topic = 'things/lamp/up';
  const longest = Buffer.alloc(mostPacketBytes - 2 - topic.length, 'x');
  const one = dial();
  await letIn(one);
  one.socket.write(publish(topic, { payload: longest }));
  await expect.poll(() => frames.map((text) => text.length)).toEqual([longest.length]);
  const other = dial();
  await letIn(other);
  other.socket.write(publish(topic, { payload: Buffer.concat([longest, Buffer.from('x')]) }));
  await other.over;
  expect(misbehaved).toBe(1);
  expect(frames).toHaveLength(1);
});

test('a client answers a broker that sends what is not meant for it by hanging up', async () => {
  for (const wrong of [
    publish('things/door/down'),
    generate({ cmd: 'suback', messageId: 9, granted: [128] }),
    Buffer.from([0xf0, 0]),
  ]) {
    const rogue = createServer((socket) => {
      const reader = parser();
      reader.on('packet', (packet) => {
        if (packet.cmd === 'connect') socket.write(generate({ cmd: 'connack', returnCode: 0, sessionPresent: false }));
        else if (packet.cmd === 'subscribe')
          socket.write(Buffer.concat([generate({ cmd: 'suback', messageId: 1, granted: [0] }), wrong]));
      });
      socket.on('data', (bytes) => reader.parse(bytes));
      socket.on('error', () => {});
    });
    rogue.listen(0, '127.0.0.1');
    await once(rogue, 'listening');
    const socket = connect({ port: (rogue.address() as AddressInfo).port, host: '127.0.0.1' });
    const closed = once(socket, 'close');
    askByConnect(
      socket,
      { name: 'lamp', link: 7, flight: Buffer.from('x') },
      {
        accepted: (carrier) => void linkOn(carrier, 'caller', () => {}),
        refused: () => undefined,
      },
    );
    await closed;
    await new Promise((done) => rogue.close(done));
  }
});
