import fc from 'fast-check';
import { expect, test } from 'vitest';
import { afterPrefix, keyBytes, keyOfBytes } from './key-bytes.ts';

const text = fc
  .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 6 })
  .map((units) => String.fromCharCode(...units));

test('every key comes back from its bytes, and bytes are in the order of keys', () => {
  const property = fc.property(text, text, (one, other) => {
    expect(keyOfBytes(keyBytes(one))).toBe(one);
    expect(Math.sign(Buffer.compare(keyBytes(one), keyBytes(other)))).toBe(one < other ? -1 : one > other ? 1 : 0);
  });
  fc.assert(property);
});

test('what begins with a prefix lies from it up to the first bytes after it', () => {
  const unit = fc.constantFrom(0xffff, 0xff00, 0x00ff, 0x61);
  const short = fc.array(unit, { maxLength: 3 }).map((units) => String.fromCharCode(...units));
  const property = fc.property(short, short, (prefix, key) => {
    const upTo = afterPrefix(keyBytes(prefix));
    const bytes = keyBytes(key);
    const within = Buffer.compare(bytes, keyBytes(prefix)) >= 0 && (upTo === null || Buffer.compare(bytes, upTo) < 0);
    expect(within).toBe(key.startsWith(prefix));
  });
  fc.assert(property);
});
