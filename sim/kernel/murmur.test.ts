import { describe, expect, it } from 'vitest';
import { murmur128 } from './murmur.ts';

const hashOf = (text: string): string => {
  const bytes = new TextEncoder().encode(text);
  const out = new Uint32Array(4);
  murmur128(bytes, bytes.length, out, 0);
  return Array.from(out, (word) => word.toString(16).padStart(8, '0')).join('');
};

describe('the hash of names', () => {
  it('gives the published MurmurHash3_x86_128 values', () => {
    expect(hashOf('')).toBe('00000000000000000000000000000000');
    expect(hashOf('The quick brown fox jumps over the lazy dog')).toBe('2f1583c3ecee2c675d7bf66ce5e91d2c');
  });

  it('depends on every byte, for every length of the last block', () => {
    for (let length = 1; length <= 40; length++) {
      const name = 'x'.repeat(length);
      const hashes = new Set([hashOf(name)]);
      for (let at = 0; at < length; at++) hashes.add(hashOf(`${name.slice(0, at)}y${name.slice(at + 1)}`));
      expect(hashes.size).toBe(length + 1);
    }
  });

  it('reads no byte beyond the given length', () => {
    const long = new Uint8Array(32).fill(7);
    const short = new Uint8Array(32);
    short.fill(7, 0, 21);
    const a = new Uint32Array(4);
    const b = new Uint32Array(4);
    murmur128(long, 21, a, 0);
    murmur128(short, 21, b, 0);
    expect(a).toEqual(b);
  });
});
