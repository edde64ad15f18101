import { decode, encode } from 'cborg';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeContent, encodeContent } from './content.ts';
import { opensslSuite } from './suite.ts';

const suite = opensslSuite();
const nested = (depth: number): unknown => (depth === 0 ? 0 : [nested(depth - 1)]);

describe('a content as bytes', () => {
  test('is deterministic CBOR that other readers can read', () => {
    const content = { quantity: 'CO2', value: 21.5, at: 1_234_567_890, list: [1, null, -7] };
    expect(decode(encodeContent(content))).toEqual(content);
    expect(Buffer.from(encodeContent({ b: 1, a: [0.5] })).toString('hex')).toBe('a2616181f93800616201');
  });

  test.each([
    ['an infinite number', Infinity],
    ['no number', Number.NaN],
    ['a truth value', true],
    ['nothing', undefined],
    ['a big integer', 1n],
    ['bytes', new Uint8Array(2)],
    ['a date', new Date(0)],
    ['a map', new Map([['a', 1]])],
    ['an absent field', { a: undefined }],
    ['half a surrogate pair', '\ud800'],
    ['half a surrogate pair in a name', { '\udc00': 1 }],
    ['a secret', suite.secret()],
    ['a private key', suite.keyPair().privateKey],
    ['deep nesting', nested(40)],
  ])('never is %s', (_, value) => {
    expect(() => encodeContent([value] as never)).toThrow(TypeError);
  });

  test.each([
    ['infinity', encode([Infinity])],
    ['no number', encode([Number.NaN])],
    ['a truth value', encode([true])],
    ['nothing', encode([undefined])],
    ['bytes', encode([new Uint8Array(2)])],
    ['a field twice', Buffer.from('a2616101616102', 'hex')],
    ['a number for a name', Buffer.from('a10102', 'hex')],
    ['an unknown tag', Buffer.from('c001', 'hex')],
    ['a term without bytes', Buffer.from('d9d9fa01', 'hex')],
    ['a list without an end', Buffer.from('9f01ff', 'hex')],
    ['a longer form than needed', Buffer.from('1801', 'hex')],
    ['two contents', Buffer.from('0101', 'hex')],
    ['half a content', Buffer.from('8201', 'hex')],
    ['deep nesting', Buffer.concat([Buffer.alloc(200_000, 0x81), Buffer.from([0])])],
    ['deep nesting in tags', Buffer.concat([Buffer.alloc(200_000, 0xc1), Buffer.from([0])])],
    ['more than is sensible', Buffer.alloc(2 << 20)],
    ['nothing at all', Buffer.alloc(0)],
  ])('is not read from %s', (_, bytes) => {
    expect(() => decodeContent(bytes)).toThrow(/^(CBOR decode error|a )/);
  });

  test('comes back from any bytes as a content or not at all', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
        let content;
        try {
          content = decodeContent(bytes);
        } catch (error) {
          expect(error).toBeInstanceOf(Error);
          return;
        }
        expect(decodeContent(encodeContent(content))).toEqual(content);
      }),
      { numRuns: 2000 },
    );
  });

  test('damaged terms that come from outside hold nowhere', () => {
    const term = (tag: string, length: number) =>
      decodeContent(Buffer.from(`d9${tag}58${Buffer.from([length]).toString('hex')}${'00'.repeat(length)}`, 'hex'));
    const pair = suite.keyPair();
    const key = suite.secret();
    for (const length of [24, 28, 64]) {
      expect(suite.verify(pair.publicKey, 1, term('d9fa', length) as never)).toBe(false);
      expect(suite.open(key, term('d9fb', length) as never, null)).toBeUndefined();
      expect(suite.checkTag(key, 1, term('d9fc', length) as never)).toBe(false);
      expect(suite.verify(term('d9f9', length) as never, 1, suite.sign(pair.privateKey, 1))).toBe(false);
      expect(suite.checkRequest(term('d9fe', length) as never)).toBe(false);
      const flipped = suite.flip(term('d9fb', length) as never, 'ciphertext', 5);
      expect(suite.open(key, flipped, null)).toBeUndefined();
    }
    expect(suite.checkChain(decodeContent(Buffer.from('d9d9fd80', 'hex')) as never, [], 0)).toBe('malformed');
    expect(suite.checkChain(decodeContent(Buffer.from('d9d9fd8140', 'hex')) as never, [], 0)).toBe('malformed');
  });
});
