import fc from 'fast-check';
import { expect, test } from 'vitest';
import { opensslByteSuite } from '../../crypto/openssl/byte-suite.ts';
import type { Content, PublicKey } from '../../framework/crypto.ts';
import { kinds } from '../../framework/message.ts';
import { Envelope } from '../shared/envelope.ts';
import { MessageFrames, mostFrameBytes } from './message-frame.ts';
import { anyMessage } from './testing/any-message.ts';

const suite = opensslByteSuite();
const marks = 3;
const frames = new MessageFrames(suite, marks);
const pair = suite.keyPair();
const signature = suite.sign(pair.privateKey, 'anything');
const key = suite.secret();

const report = (): Envelope => {
  const envelope = new Envelope(marks);
  Object.assign(envelope, { kind: 'report', point: 'RP-T', from: 3, to: 9, number: 17, re: 0, subject: 3 });
  envelope.dataClass = 'operational';
  envelope.body = { quantity: 'temperature', value: 21.5, at: 1e9 };
  envelope.marks[1] = 4;
  return envelope;
};

test('a frame says what was said, to the letter', () => {
  const envelope = report();
  const bytes = frames.write(envelope);
  const read = frames.read(bytes)!;
  envelope.sizeBytes = bytes.length;
  expect(read).toEqual(envelope);
});

test('what is sealed for somebody else arrives sealed', () => {
  const envelope = report();
  envelope.sealed = suite.seal(key, { quantity: 'temperature', value: 21.5, at: 1e9 }, ['report', 3]);
  envelope.body = null;
  const read = frames.read(frames.write(envelope))!;
  expect(read.body).toBeNull();
  expect(suite.open(key, read.sealed!, ['report', 3])).toEqual({ quantity: 'temperature', value: 21.5, at: 1e9 });
});

test('equal marks come out as the very same object, so that a token which was checked is known again', () => {
  const envelope = report();
  envelope.marks[2] = { scopes: ['view'], serial: 7, signature };
  const [once, again] = [frames.read(frames.write(envelope))!, frames.read(frames.write(envelope))!];
  expect(once.marks[2]).toBe(again.marks[2]);
  envelope.marks[2] = { scopes: ['view'], serial: 7, signature: suite.sign(pair.privateKey, 'another') };
  expect(frames.read(frames.write(envelope))!.marks[2]).not.toBe(once.marks[2]);
});

// --- any message ---------------------------------------------------------------------------------------------------

const message = anyMessage(suite, marks);

/** As far as it can be compared: a term by its bytes. */
const comparable = (value: unknown): unknown => {
  if (typeof value !== 'object' || value === null) return value;
  if (suite.termOf(value) !== null)
    return ['term', suite.termOf(value), Buffer.from(suite.termBytes(value)).toString('hex')];
  if (Array.isArray(value)) return value.map(comparable);
  return Object.fromEntries(Object.entries(value).map(([name, field]) => [name, comparable(field)]));
};

test('whatever a message says, its frame says the same', () => {
  fc.assert(
    fc.property(message, (envelope) => {
      const bytes = frames.write(envelope);
      envelope.sizeBytes = bytes.length;
      expect(comparable(frames.read(bytes))).toEqual(comparable(envelope));
    }),
    { numRuns: 500 },
  );
});

// --- what is no message --------------------------------------------------------------------------------------------

/** The right frame of a report with other bytes from a place on. */
const altered = (at: number, ...bytes: readonly number[]): Buffer => {
  const frame = Buffer.from(frames.write(report()));
  frame.set(bytes, at);
  return frame;
};
const head = { point: 0, kind: 1, dataClass: 2, holds: 3, body: 28, value: 29, marks: 45 } as const;
const double = (value: number): Buffer => {
  const bytes = Buffer.alloc(8);
  bytes.writeDoubleLE(value);
  return bytes;
};
const marked = (...bytes: readonly number[]): Buffer =>
  Buffer.concat([frames.write(report()).subarray(0, head.marks), Buffer.from(bytes)]);
const content = (value: Content): readonly number[] => {
  const bytes = suite.encode(value);
  return [3, bytes.length & 0xff, bytes.length >> 8, ...bytes];
};

test.each([
  ['a point that does not exist', altered(head.point, 99)],
  ['a kind that does not exist', altered(head.kind, 77)],
  ['a class that does not exist', altered(head.dataClass, 40)],
  ['a body of another kind', altered(head.kind, kinds.indexOf('answer'))],
  ['a quantity that nobody knows', altered(head.body, 200)],
  ['a value that is no number', altered(head.value, ...double(NaN))],
  ['a value without end', altered(head.value, ...double(Infinity))],
  ['neither a body nor a seal', altered(head.holds, 0)],
  ['a body and a seal', altered(head.holds, 3)],
  ['a seal longer than the frame', altered(head.holds, 2)],
  ['a mark of no kind', marked(9, 0, 0)],
  ['a small mark as a large one', marked(2, ...double(4), 0, 0)],
  ['a number as a content', marked(...content(4), 0, 0)],
  ['a mark that is no content', marked(3, 1, 0, 0xff, 0, 0)],
  ['more marks than there are controls', Buffer.concat([frames.write(report()), Buffer.from([0])])],
  ['fewer marks than there are controls', frames.write(report()).subarray(0, -1)],
  ['a byte', Buffer.from([7])],
  ['nothing', new Uint8Array(0)],
  ['more bytes than a frame may have', new Uint8Array(mostFrameBytes + 1)],
])('%s is no message', (_what, bytes) => {
  expect(frames.read(bytes)).toBeUndefined();
});

test('a text that is too long, or no UTF-8, is no message', () => {
  const entry = (event: string): Buffer => {
    const envelope = report();
    Object.assign(envelope, { kind: 'entry', body: { event, about: 1 } });
    return Buffer.from(frames.write(envelope));
  };
  expect(frames.read(entry('x'.repeat(256)))?.body).toEqual({ event: 'x'.repeat(256), about: 1 });
  expect(frames.read(entry('x'.repeat(257)))).toBeUndefined();
  const bytes = entry('abc');
  bytes[head.body + 2] = 0xff;
  expect(frames.read(bytes)).toBeUndefined();
});

test('a message longer than its writer had room for at first says what was said', () => {
  const long = Array.from({ length: 4096 }, (_, value) => value / 7);
  const envelope = report();
  Object.assign(envelope, { kind: 'scene', body: { room: 1, values: long, occupied: 0 } });
  expect(new MessageFrames(suite, marks).read(new MessageFrames(suite, marks).write(envelope))?.body).toEqual(
    envelope.body,
  );
});

test('a question to an archive arrives with the number of its session, and without one where it states none', () => {
  for (const stated of [{}, { session: 1 }, { session: 2 ** 48 }]) {
    const envelope = report();
    Object.assign(envelope, { kind: 'query', body: { room: 1, first: 0, person: 7, ...stated } });
    expect(frames.read(frames.write(envelope))?.body).toEqual(envelope.body);
  }
  const envelope = report();
  Object.assign(envelope, { kind: 'query', body: { room: 1, first: 0, person: 7, session: 0.5 } });
  expect(frames.read(frames.write(envelope))).toBeUndefined();
});

test('a term of another kind than should stand there is no message', () => {
  const envelope = report();
  Object.assign(envelope, { kind: 'enrolled', body: { credential: pair.publicKey as PublicKey } });
  expect(frames.read(frames.write(envelope))).toBeUndefined();
});

test('whatever bytes come, they are a message or none, and what is a message has these bytes', () => {
  const once = (bytes: Uint8Array): void => {
    const read = frames.read(bytes);
    if (read === undefined) return;
    expect(read.body === null).toBe(read.sealed !== null);
    expect(Buffer.from(frames.write(read)).equals(bytes)).toBe(true);
  };
  fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), once));
  fc.assert(
    fc.property(message, fc.nat(), fc.nat(255), (envelope, place, value) => {
      const bytes = frames.write(envelope);
      bytes[place % bytes.length] = value;
      once(bytes);
    }),
    { numRuns: 2000 },
  );
});
