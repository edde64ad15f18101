import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Content, FlipPart } from '../framework/crypto.ts';
import { opensslSuite } from './openssl/suite.ts';
import { symbolicSuite } from './symbolic/suite.ts';

const words = fc.string({ unit: 'grapheme', maxLength: 12 });
const { content: contents } = fc.letrec<{ content: Content }>((tie) => ({
  content: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constant(null),
    fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => (Object.is(number, -0) ? 0 : number)),
    fc.integer(),
    words,
    fc.array(tie('content'), { maxLength: 4 }),
    fc.dictionary(fc.oneof(words, fc.constantFrom('__proto__', 'constructor', 'toJSON', 'length')), tie('content'), {
      maxKeys: 4,
    }),
  ),
}));
const reordered = (content: Content): Content =>
  typeof content !== 'object' || content === null
    ? content
    : Array.isArray(content)
      ? content.map((element: Content) => reordered(element))
      : Object.fromEntries(
          Object.entries(content as Record<string, Content>)
            .reverse()
            .map(([name, value]) => [name, reordered(value)]),
        );

describe.each([symbolicSuite(), opensslSuite()].map((suite) => ({ name: suite.name, suite })))(
  'the $name suite',
  ({ suite }) => {
    const key = suite.secret();
    const pair = suite.keyPair('ed25519');

    test('gives any content back as it was sealed, and knows it in any order of fields', () => {
      fc.assert(
        fc.property(contents, contents, (content, bound) => {
          const opened = suite.open(key, suite.seal(key, content, bound), reordered(bound));
          expect(opened).toEqual(content);
          // The order of fields must not depend on the suite.
          expect(JSON.stringify(opened)).toBe(JSON.stringify(content));
          const same = reordered(content);
          expect(suite.hash(same)).toBe(suite.hash(content));
          expect(suite.checkTag(key, same, suite.tag(key, content))).toBe(true);
          expect(suite.verify(pair.publicKey, same, suite.sign(pair.privateKey, content))).toBe(true);
        }),
      );
    });

    test('tells any two contents apart that differ', () => {
      fc.assert(
        fc.property(contents, contents, (left, right) => {
          const same = suite.hash(left) === suite.hash(right);
          expect(suite.checkTag(key, right, suite.tag(key, left))).toBe(same);
          expect(suite.verify(pair.publicKey, right, suite.sign(pair.privateKey, left))).toBe(same);
          expect(suite.open(key, suite.seal(key, 'x', left), right) !== undefined).toBe(same);
        }),
      );
    });

    test('refuses any sealed content, tag or signature with any bit flipped', () => {
      fc.assert(
        fc.property(contents, fc.nat(1_000_000), (content, at) => {
          const sealed = suite.seal(key, content, null);
          for (const part of ['header', 'ciphertext', 'tag'] satisfies FlipPart[]) {
            expect(suite.open(key, suite.flip(sealed, part, at), null)).toBeUndefined();
          }
          expect(suite.checkTag(key, content, suite.flip(suite.tag(key, content), 'tag', at))).toBe(false);
          const signature = suite.flip(suite.sign(pair.privateKey, content), 'signature', at);
          expect(suite.verify(pair.publicKey, content, signature)).toBe(false);
        }),
      );
    });

    test('refuses any other key than the one used', () => {
      fc.assert(
        fc.property(contents, (content) => {
          const other = suite.secret();
          expect(suite.open(other, suite.seal(key, content, null), null)).toBeUndefined();
          expect(suite.checkTag(other, content, suite.tag(key, content))).toBe(false);
          const signature = suite.sign(pair.privateKey, content);
          expect(suite.verify(suite.keyPair('ed25519').publicKey, content, signature)).toBe(false);
        }),
      );
    });
  },
);
