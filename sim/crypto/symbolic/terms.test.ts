import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Content } from '../../framework/crypto.ts';
import { symbolicSuite } from './suite.ts';

const classOf = (source: object): (new (...fields: unknown[]) => unknown) | undefined => {
  // Handles do not lead to their class; if they ever do, the class must refuse.
  const found: unknown = Object.getPrototypeOf(source);
  return (found as { constructor?: new (...fields: unknown[]) => unknown }).constructor;
};

describe('symbolic terms', () => {
  test('keys of two suites are strangers, however alike they were made', () => {
    const [one, other] = [symbolicSuite(), symbolicSuite()];
    const [mine, theirs] = [one.secret(), other.secret()];
    expect(one.open(theirs, one.seal(mine, 1, null), null)).toBeUndefined();
    expect(one.open(other.derive(theirs, 'x'), one.seal(one.derive(mine, 'x'), 1, null), null)).toBeUndefined();
    expect(one.verify(other.keyPair().publicKey, 1, one.sign(one.keyPair().privateKey, 1))).toBe(false);
  });

  test('a suite that repeats its steps repeats its hashes', () => {
    const hashOf = (): string => {
      const suite = symbolicSuite();
      const pair = suite.keyPair();
      const content: Content = [pair.publicKey, suite.sign(pair.privateKey, 'x'), suite.tag(suite.secret(), 'y')];
      return suite.hash(content);
    };
    expect(hashOf()).toBe(hashOf());
  });

  test('content comes out as the very object that went in', () => {
    const suite = symbolicSuite();
    const key = suite.secret();
    const body = { quantity: 'temperature', value: 21.5 };
    expect(suite.open(key, suite.seal(key, body, null), null)).toBe(body);
  });

  test('nobody makes a term by way of another', () => {
    const suite = symbolicSuite();
    const pair = suite.keyPair();
    const terms = [
      suite.secret(),
      pair.privateKey,
      pair.publicKey,
      suite.tag(suite.secret(), 1),
      suite.sign(pair.privateKey, 1),
    ];
    for (const term of terms) {
      const made = classOf(term);
      expect(made).toBe(Object);
      expect(suite.verify(pair.publicKey, 1, new made!() as never)).toBe(false);
    }
  });

  test('keys, terms and digests are made in their own modules only', () => {
    for (const file of ['keys', 'terms', 'digests']) {
      const source = readFileSync(new URL(`${file}.ts`, import.meta.url), 'utf8');
      expect(source).toMatch(/^const admission: unique symbol = Symbol/m);
      expect(source).not.toMatch(/export .*\badmission\b/);
    }
  });

  test('a term from elsewhere is no content', () => {
    const suite = symbolicSuite();
    expect(() => suite.hash(new Date(0) as never)).toThrow(TypeError);
    expect(() => suite.derive(suite.secret(), [undefined] as never)).toThrow('a undefined is no content');
  });
});
