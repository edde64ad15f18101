import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { buildFilter, filterBits, filterHashes, filterRevokes, isFilter } from './filter.ts';
import { murmur3 } from './murmur.ts';

const range = (from: number, count: number): number[] => Array.from({ length: count }, (_, place) => from + place);
const built = (revoked: number[], valid: number[], falsePositives = 0.01) =>
  buildFilter({ revoked, valid, upTo: Math.max(0, ...revoked, ...valid), falsePositives });

describe('MurmurHash3', () => {
  test('has the verification value of its reference, over keys of every length', () => {
    const key = new Uint8Array(range(0, 256));
    const hashes = new Uint8Array(4 * 256);
    const words = new DataView(hashes.buffer);
    for (const length of key) words.setUint32(4 * length, murmur3(key.subarray(0, length), 256 - length), true);
    expect(murmur3(hashes, 0)).toBe(0xb0f57ee3);
  });

  test.each([
    ['', 1, 0x514e28b7],
    ['test', 0, 0xba6bd213],
    ['Hello, world!', 0, 0xc0363e43],
    ['The quick brown fox jumps over the lazy dog', 0x9747b28c, 0x2fa826cd],
  ])('of "%s" under seed %i is as published', (text, seed, hash) => {
    expect(murmur3(new TextEncoder().encode(text), seed)).toBe(hash);
  });
});

describe('a revocation filter', () => {
  test('has the size that the law gives, and the hashes that go with it', () => {
    const sizes = [0.01, 0.001, 0.0001].map((share) => {
      const bits = filterBits(1000, share);
      return [bits, filterHashes(1000, bits)];
    });
    expect(sizes).toEqual([
      [9586, 7],
      [14_378, 10],
      [19_171, 13],
    ]);
    expect(built(range(1, 1000), []).bits).toHaveLength(2 * Math.ceil(9586 / 8));
  });

  test('revokes what was revoked and nothing that was given out besides, however coarse it is', () => {
    const serials = fc.uniqueArray(fc.integer({ min: 1, max: 2 ** 40 }), { maxLength: 60 });
    fc.assert(
      fc.property(serials, fc.nat(60), fc.constantFrom(0.9, 0.5, 0.01), (given, cut, share) => {
        const [revoked, valid] = [given.slice(0, cut), given.slice(cut)];
        const revokes = filterRevokes(built(revoked, valid, share));
        expect(given.filter(revokes)).toEqual(revoked);
      }),
    );
  });

  test('names whom it spares: about as many as it holds by chance', () => {
    const { spared } = built(range(1, 1000), range(1001, 20_000), 0.05);
    expect(spared.length / 20_000).toBeGreaterThan(0.04);
    expect(spared.length / 20_000).toBeLessThan(0.06);
  });

  test('says nothing of serials that were given out after it was built', () => {
    const filter = built(range(1, 1000), [], 0.5);
    const revokes = filterRevokes(filter);
    expect(range(1001, 1000).filter(revokes)).toEqual([]);
    const wider = filterRevokes({ ...filter, upTo: Infinity });
    expect(range(1001, 1000).filter(wider).length).toBeGreaterThan(300);
  });

  test('of nothing takes no bits and revokes nothing', () => {
    const filter = built([], range(1, 10));
    expect(filter).toEqual({ upTo: 10, sizeBits: 0, hashes: 1, bits: '', spared: [] });
    expect(range(1, 10).filter(filterRevokes(filter))).toEqual([]);
  });

  test('is the same to the letter wherever it is built', () => {
    expect(built([1001, 1002, 2 ** 33 + 5], [1003], 0.1)).toMatchInlineSnapshot(`
      {
        "bits": "1366",
        "hashes": 3,
        "sizeBits": 15,
        "spared": [],
        "upTo": 8589934597,
      }
    `);
  });

  test('of a share that is none is not built', () => {
    for (const share of [0, 1, -1, NaN]) expect(() => built([1], [], share)).toThrow('a share of false positives');
    expect(() => built([1], [], 1e-12)).toThrow('a share of false positives of 1e-12 takes 40 hashes, more than 32');
  });

  test('has one form, and what comes from outside in another is none', () => {
    const filter = built([1001, 1002], [1003]);
    expect(isFilter(filter)).toBe(true);
    const others = [
      null,
      'filter',
      {},
      { ...filter, bits: filter.bits.slice(2) },
      { ...filter, bits: filter.bits.replace(/^./, 'g') },
      { ...filter, sizeBits: -1 },
      { ...filter, sizeBits: 1e15 },
      { ...filter, hashes: 0 },
      { ...filter, hashes: 1e9 },
      { ...filter, upTo: NaN },
      { ...filter, spared: ['7'] },
      { ...filter, spared: 7 },
    ];
    expect(others.map(isFilter)).toEqual(others.map(() => false));
  });
});
