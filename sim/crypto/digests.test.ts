import { hash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { opensslByteSuite } from './openssl/byte-suite.ts';
import { encodeContent } from './openssl/content.ts';
import { symbolicSuite } from './symbolic/suite.ts';

const suites = [symbolicSuite(), opensslByteSuite()];

describe.each(suites.map((suite) => ({ name: suite.name, suite })))('the $name suite', ({ suite }) => {
  const key = suite.secret();
  const device = suite.keyPair();

  describe('digests of trees', () => {
    const { tree } = suite;
    const [a, b] = [tree.leaf('a'), tree.leaf('b')];

    test('are equal exactly when they are made alike', () => {
      const digests = [
        tree.empty(),
        a,
        b,
        tree.node(a, b),
        tree.node(b, a),
        tree.node(a, a),
        tree.node(a, tree.node(a, b)),
        tree.node(tree.node(a, a), b),
      ];
      digests.push(
        tree.leaf(''),
        tree.leaf(null),
        tree.leaf([]),
        tree.leaf(['a', 'b']),
        tree.leaf([a, b]),
        tree.leaf(tree.node(a, b)),
        tree.leaf(suite.hash('a')),
      );
      for (const [index, digest] of digests.entries()) {
        const matches = digests.map((other) => tree.equal(digest, other));
        expect(matches.flatMap((match, other) => (match ? [other] : []))).toEqual([index]);
      }
      expect(
        tree.equal(tree.node(tree.leaf({ x: 1, y: 2 }), b), tree.node(tree.leaf({ y: 2, x: 1 }), tree.leaf('b'))),
      ).toBe(true);
      expect(tree.equal(tree.empty(), tree.empty())).toBe(true);
    });

    test('a node over a damaged digest is another node', () => {
      const damaged = suite.flip(a, 'body', 255);
      expect(tree.equal(tree.node(damaged, b), tree.node(a, b))).toBe(false);
      expect(tree.equal(tree.node(suite.flip(damaged, 'body', 255), b), tree.node(a, b))).toBe(true);
    });

    test('are made of contents and digests only', () => {
      const imitation = Object.create(Object.getPrototypeOf(a)) as typeof a;
      const strangers = [
        imitation,
        { ...a },
        {},
        null,
        undefined,
        7,
        'x',
        suite.hash('a'),
        suite.tag(key, 1),
        device.publicKey,
      ];
      for (const stranger of strangers) {
        expect(tree.equal(stranger, stranger)).toBe(false);
        expect(tree.equal(a, stranger)).toBe(false);
        expect(() => tree.node(a, stranger as never)).toThrow('a node joins two digests');
        expect(() => tree.node(stranger as never, a)).toThrow('a node joins two digests');
      }
      expect(() => tree.leaf([Number.NaN])).toThrow('a content holds finite numbers, not NaN');
      expect(() => tree.leaf(key as never)).toThrow(`terms of the ${suite.name} suite`);
    });
  });
});

test('digests of the openssl suite are those of RFC 9162 over the canonical form of a content', () => {
  const suite = opensslByteSuite();
  const { tree } = suite;
  const sha256 = (...parts: Uint8Array[]): string => hash('sha256', Buffer.concat(parts), 'hex');
  const hex = (digest: unknown): string => Buffer.from(suite.termBytes(digest)).toString('hex');
  const [left, right] = [tree.leaf({ b: 1, a: 'x' }), tree.leaf(7)];
  expect(hex(left)).toBe(sha256(Uint8Array.of(0), encodeContent({ a: 'x', b: 1 })));
  const [leftBytes, rightBytes] = [suite.termBytes(left), suite.termBytes(right)];
  expect(hex(tree.node(left, right))).toBe(sha256(Uint8Array.of(1), leftBytes, rightBytes));
  expect(hex(tree.empty())).toBe(sha256());
});

test('a digest is of 32 bytes or does not come in from outside', () => {
  const suite = opensslByteSuite();
  const { tree } = suite;
  const digest = tree.leaf('a');
  const bytes = suite.termBytes(digest);
  expect(suite.termOf(digest)).toBe('digest');
  expect(tree.equal(suite.termFrom('digest', bytes), digest)).toBe(true);
  expect(tree.equal(suite.decode(suite.encode([digest])), digest)).toBe(false);
  expect(suite.hash(suite.decode(suite.encode([digest])))).toBe(suite.hash([digest]));
  for (const length of [0, 31, 33, 64]) {
    expect(suite.termFrom('digest', new Uint8Array(length))).toBeUndefined();
    const encoded = Buffer.concat([Buffer.from([0xd9, 0xd9, 0xff, 0x58, length]), Buffer.alloc(length)]);
    // A length below 24 has a shorter form, which the decoder insists on.
    expect(() => suite.decode(encoded)).toThrow(length < 24 ? 'CBOR decode error' : 'a digest has 32 bytes');
  }
});
