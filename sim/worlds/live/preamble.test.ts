import { PassThrough } from 'node:stream';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hear, preamble } from './preamble.ts';
import type { Answer, Knock } from './preamble.ts';

const knock: Knock = {
  kind: 'knock',
  point: 2,
  from: 41,
  source: 7,
  to: 12,
  link: 281_474_976_710_655,
  cookie: Buffer.from('a cookie'),
  offer: Buffer.from('an offer'),
};

const heardOf = async (pieces: readonly Uint8Array[]): Promise<{ heard: unknown; rest: string }> => {
  const stream = new PassThrough();
  const heard = new Promise<Knock | Answer | undefined>((resolve) => {
    hear(stream, resolve);
  });
  for (const piece of pieces) {
    stream.write(piece);
    await new Promise(setImmediate);
  }
  return { heard: await heard, rest: (stream.read() as Buffer | null)?.toString() ?? '' };
};

test('a knock is heard however it is cut up, and what follows it stays in the stream', async () => {
  const bytes = Buffer.concat([preamble(knock), Buffer.from('TLS begins')]);
  await fc.assert(
    fc.asyncProperty(fc.nat(bytes.length), async (cut) => {
      const { heard, rest } = await heardOf([bytes.subarray(0, cut), bytes.subarray(cut)]);
      expect(heard).toEqual(knock);
      expect(rest).toBe('TLS begins');
    }),
    { numRuns: 40 },
  );
});

test.each([
  { kind: 'cookie', cookie: Buffer.from('come again with this') } as const,
  { kind: 'go', link: 77, offer: Buffer.from('what I show') } as const,
])('an answer is heard: $kind', async (answer) => {
  expect((await heardOf([preamble(answer)])).heard).toEqual(answer);
});

test.each([
  ['an HTTP request', Buffer.from('GET / HTTP/1.1\r\n\r\n')],
  ['a TLS hello', Buffer.from('16030100c8010000c40303', 'hex')],
  ['a payload longer than any', Buffer.from('6d7201ffff', 'hex')],
  ['a type that does not exist', Buffer.from('6d72090000', 'hex')],
  ['a knock that is too short', Buffer.from('6d72010002abcd', 'hex')],
  ['a link of no number', preamble({ ...knock, link: Number.NaN })],
  ['a go that is too short', Buffer.from('6d72030002abcd', 'hex')],
  ['a go for a link of no number', preamble({ kind: 'go', link: -1, offer: Buffer.alloc(0) })],
])('%s is no preamble', async (_what, bytes) => {
  expect((await heardOf([bytes])).heard).toBeUndefined();
});
