import fc from 'fast-check';
import { generate } from 'mqtt-packet';
import { expect, test } from 'vitest';
import { publishOf } from '../mqtt/packets.ts';
import { UnitCutter } from './unit-cutter.ts';
import type { PreambleLength } from './unit-cutter.ts';
import type { Unit } from './units.ts';
import { frameOf } from './ws-frames.ts';

const noPreamble = (): number => -1;
const upgrade = Buffer.from('GET /x HTTP/1.1\r\nupgrade: websocket\r\n\r\n');
const accepted = Buffer.from('HTTP/1.1 101 Switching Protocols\r\n\r\n');
const connect = generate({
  cmd: 'connect',
  clientId: 'one',
  username: 'lamp',
  password: Buffer.from('x'),
  keepalive: 0,
  clean: true,
});
const connack = generate({ cmd: 'connack', returnCode: 0, sessionPresent: false });
const text = (unit: Unit): string =>
  unit.kind === 'message' ? unit.payload().toString() : unit.bytes.toString('latin1');

/** Cuts a stream that comes in pieces of the given lengths, over and over. */
function cutInPieces(stream: Buffer, lengths: readonly number[], preambleLength: PreambleLength = noPreamble): Unit[] {
  const cutter = new UnitCutter(preambleLength);
  const units: Unit[] = [];
  for (let at = 0, piece = 0; at < stream.length; piece++) {
    const length = lengths[piece % lengths.length]!;
    units.push(...cutter.cut(stream.subarray(at, at + length)));
    at += length;
  }
  return [...units, ...cutter.end()];
}

const pieces = fc.array(fc.integer({ min: 1, max: 90_000 }), { minLength: 1, maxLength: 8 });
const size = fc.oneof(fc.integer({ min: 0, max: 300 }), fc.constantFrom(125, 126, 127, 65_535, 65_536, 70_000));

test('messages are cut as they were sent, in whatever pieces they come, and every byte is in one unit', () => {
  const property = fc.property(fc.array(size, { maxLength: 8 }), pieces, fc.boolean(), (sizes, lengths, isMasked) => {
    const payloads = sizes.map((length, index) => Buffer.alloc(length, `payload ${index} `));
    const masking = isMasked ? 'masked' : 'plain';
    const frames = payloads.map((payload, index) => frameOf(payload, index % 2 === 0 ? 'binary' : 'text', masking));
    const stream = Buffer.concat([isMasked ? upgrade : accepted, ...frames]);
    const units = cutInPieces(stream, lengths);
    expect(units.map(({ kind }) => kind)).toEqual(['head', ...payloads.map(() => 'message')]);
    expect(units.slice(1).map(text)).toEqual(payloads.map(String));
    expect(Buffer.concat(units.map(({ bytes }) => bytes)).equals(stream)).toBe(true);
  });
  fc.assert(property, { numRuns: 60 });
});

test('packets of MQTT are cut as they were sent, and each PUBLISH is a message', () => {
  const property = fc.property(fc.array(size, { maxLength: 8 }), pieces, fc.boolean(), (sizes, lengths, isThere) => {
    const payloads = sizes.map((length, index) => Buffer.alloc(length, `payload ${index} `));
    const frames = payloads.map((payload) => publishOf('things/lamp/up', payload));
    const stream = Buffer.concat([isThere ? connect : connack, ...frames, generate({ cmd: 'pingreq' })]);
    const units = cutInPieces(stream, lengths);
    expect(units.map(({ kind }) => kind)).toEqual(['head', ...payloads.map(() => 'message'), 'control']);
    expect(units.slice(1, -1).map(text)).toEqual(payloads.map(String));
    expect(Buffer.concat(units.map(({ bytes }) => bytes)).equals(stream)).toBe(true);
  });
  fc.assert(property, { numRuns: 60 });
});

test('a PUBLISH says something else and stays what it was: topic, quality and number', () => {
  const seen = generate({
    cmd: 'publish',
    topic: 'things/lamp/down',
    payload: 'on',
    qos: 1,
    messageId: 7,
    dup: false,
    retain: true,
  });
  const [, unit] = cutInPieces(Buffer.concat([connack, seen]), [5]);
  if (unit?.kind !== 'message') throw new Error('no message was cut');
  const long = 'off '.repeat(100);
  const wanted = generate({
    cmd: 'publish',
    topic: 'things/lamp/down',
    payload: long,
    qos: 1,
    messageId: 7,
    dup: false,
    retain: true,
  });
  expect(unit.saying(Buffer.from(long)).equals(wanted)).toBe(true);
});

test('whose connection it is, MQTT says itself; a CONNECT that is none inside says nothing', () => {
  const userIn = (bytes: Buffer): string | null => {
    const cutter = new UnitCutter(noPreamble);
    cutter.cut(bytes);
    return cutter.mqttUser;
  };
  const will = { topic: 'gone', payload: Buffer.from('x'), qos: 0, retain: false } as const;
  expect(userIn(connect)).toBe('lamp');
  expect(userIn(generate({ cmd: 'connect', clientId: 'one', username: 'lamp', keepalive: 0, clean: true, will }))).toBe(
    'lamp',
  );
  expect(userIn(generate({ cmd: 'connect', clientId: 'one', keepalive: 0, clean: true }))).toBe('');
  expect(userIn(Buffer.from([0x10, 3, 0, 200, 1]))).toBe('');
  expect(userIn(connack)).toBeNull();
});

test('a PUBLISH that is none inside passes as it is, and what stands behind a refusing CONNACK too', () => {
  const broken = Buffer.from([0x30, 3, 0, 200, 1]);
  const refused = generate({ cmd: 'connack', returnCode: 5, sessionPresent: false });
  expect(cutInPieces(Buffer.concat([connect, broken]), [4]).map(({ kind }) => kind)).toEqual(['head', 'control']);
  expect(cutInPieces(Buffer.concat([refused, broken]), [50]).map(({ kind }) => kind)).toEqual(['head', 'bytes']);
});

test('any stream at all comes out as it went in', () => {
  const noise = fc.oneof(
    fc.uint8Array({ maxLength: 400 }),
    fc.constant(upgrade),
    fc.constant(connect),
    fc.constant(connack),
    fc.constant(Buffer.from('HTTP/1.1 403 x\r\n\r\n')),
  );
  const property = fc.property(fc.array(noise, { maxLength: 5 }), pieces, (parts, lengths) => {
    const stream = Buffer.concat(parts);
    const units = cutInPieces(stream, lengths);
    expect(Buffer.concat(units.map(({ bytes }) => bytes)).equals(stream)).toBe(true);
  });
  fc.assert(property, { numRuns: 300 });
});

test('a message in fragments is one unit, and a ping between them stays there', () => {
  const [first, last] = [
    frameOf(Buffer.from('good '), 'binary', 'masked'),
    frameOf(Buffer.from('day'), 'binary', 'masked'),
  ];
  first[0] = 0x02;
  last[0] = 0x80;
  const ping = Buffer.from([0x89, 0x80, 0, 0, 0, 0]);
  const units = cutInPieces(Buffer.concat([upgrade, first, ping, last, ping]), [3]);
  expect(units.map(({ kind }) => kind)).toEqual(['head', 'message', 'control']);
  expect(text(units[1]!)).toBe('good day');
  expect(units[1]!.bytes.equals(Buffer.concat([first, ping, last]))).toBe(true);
});

test('preambles come before what they open, as long as they say they are', () => {
  const preambleLength = (bytes: Buffer): number => (bytes[0] !== 0x6d ? -1 : bytes.length < 2 ? 0 : 2 + bytes[1]!);
  const stream = Buffer.concat([
    Buffer.from([0x6d, 3, 1, 2, 3, 0x6d, 0]),
    upgrade,
    frameOf(Buffer.from('hi'), 'text', 'masked'),
  ]);
  const units = cutInPieces(stream, [1], preambleLength);
  expect(units.map(({ kind }) => kind)).toEqual(['preamble', 'preamble', 'head', 'message']);
});

test('TLS is cut at its records', () => {
  const record = (type: number, length: number): Buffer =>
    Buffer.from([type, 3, 3, length >> 8, length & 255, ...Buffer.alloc(length)]);
  const units = cutInPieces(Buffer.concat([record(22, 300), record(20, 1), record(23, 700)]), [7, 400]);
  expect(units.map(({ kind, bytes }) => [kind, bytes.length])).toEqual([
    ['record', 305],
    ['record', 6],
    ['record', 705],
  ]);
});

test('a message or a head without end is not waited for: from there on bytes pass uncut', () => {
  const endless = Buffer.concat([
    upgrade,
    Buffer.from([0x82, 0xff, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0]),
    Buffer.alloc(1_000),
  ]);
  expect(cutInPieces(endless, [400]).map(({ kind }) => kind)).toEqual(['head', 'bytes', 'bytes', 'bytes']);
  const endlessPacket = Buffer.concat([connect, Buffer.from([0x30, 0xff, 0xff, 0xff, 0x7f]), Buffer.alloc(1_000)]);
  expect(cutInPieces(endlessPacket, [400]).map(({ kind }) => kind)).toEqual(['head', 'bytes', 'bytes', 'bytes']);
  const cutter = new UnitCutter(noPreamble);
  const head = Buffer.from(`GET / HTTP/1.1\r\nx: ${'y'.repeat(1_000)}`);
  let most = 0;
  const seen = Array.from({ length: 100 }, (_, index) => {
    const units = cutter.cut(index === 0 ? head : Buffer.alloc(1_000, 'z'));
    most = Math.max(most, cutter.heldBytes);
    return units;
  }).flat();
  expect(most).toBeLessThan(17 * 1024);
  expect(seen.reduce((sum, { bytes }) => sum + bytes.length, 0) + cutter.heldBytes).toBe(head.length + 99_000);
});
