import fc from 'fast-check';
import { expect, test } from 'vitest';
import { opensslByteSuite } from '../../crypto/openssl/byte-suite.ts';
import { Envelope } from '../virtual/slots.ts';
import { MessageFrames, mostFrameBytes } from './message-frame.ts';

const suite = opensslByteSuite();
const frames = new MessageFrames(suite, 3);

const report = (): Envelope => {
  const envelope = new Envelope(3);
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
  const key = suite.secret();
  envelope.sealed = suite.seal(key, { quantity: 'temperature', value: 21.5, at: 1e9 }, ['report', 3]);
  envelope.body = null;
  const read = frames.read(frames.write(envelope))!;
  expect(read.body).toBeNull();
  expect(suite.open(key, read.sealed!, ['report', 3])).toEqual({ quantity: 'temperature', value: 21.5, at: 1e9 });
});

const right = [0, 0, 3, 9, 17, 0, 3, 1, { quantity: 'temperature', value: 21.5, at: 1e9 }, null, [null, null, null]];
const withField = (at: number, value: unknown): Uint8Array =>
  suite.encode(right.map((field, index) => (index === at ? value : field)) as never);

test.each([
  ['a point that does not exist', withField(0, 99)],
  ['a kind that does not exist', withField(1, 77)],
  ['a node that is no whole number', withField(2, 1.5)],
  ['a counter below zero', withField(4, -1)],
  ['a class that does not exist', withField(7, 40)],
  ['a body of another kind', withField(8, { done: 1 })],
  ['a body with a field too many', withField(8, { quantity: 'temperature', value: 21.5, at: 1e9, person: 4 })],
  ['a quantity that nobody knows', withField(8, { quantity: 'mood', value: 1, at: 1 })],
  ['neither a body nor a seal', withField(8, null)],
  ['a text where a seal should be', withField(9, 'sealed')],
  ['more marks than there are controls', withField(10, [null, null, null, 5])],
  ['a list that is too short', suite.encode(right.slice(0, 10) as never)],
  ['a number', suite.encode(7)],
  ['nothing', new Uint8Array(0)],
  ['more bytes than a frame may have', new Uint8Array(mostFrameBytes + 1)],
])('%s is no message', (_what, bytes) => {
  expect(frames.read(bytes)).toBeUndefined();
});

test('whatever bytes come, they are a message or none, and nothing is thrown', () => {
  const good = frames.write(report());
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      frames.read(bytes);
    }),
  );
  fc.assert(
    fc.property(fc.nat(good.length - 1), fc.nat(255), (at, value) => {
      const bytes = Uint8Array.from(good);
      bytes[at] = value;
      const read = frames.read(bytes);
      if (read !== undefined) expect(read.body === null).toBe(read.sealed !== null);
    }),
    { numRuns: 2000 },
  );
});
