import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keyOf, Stream, StreamTable } from './stream.ts';

const streamNamed = (purpose: string): Stream => new Stream(keyOf('stream test', 0, purpose));

/** sfc32 as its author states it, in exact integers, as the reference. */
function* reference(key: Uint32Array): Generator<number> {
  let [a, b, c, counter] = Array.from(key, BigInt) as [bigint, bigint, bigint, bigint];
  const word = (x: bigint): bigint => BigInt.asUintN(32, x);
  for (let round = 0; ; round++) {
    const out = word(a + b + counter);
    counter = word(counter + 1n);
    a = b ^ (b >> 9n);
    b = word(c + (c << 3n));
    c = word(((c << 21n) | (c >> 11n)) + out);
    if (round >= 12) yield Number(out);
  }
}

describe('a name', () => {
  it('gives the same key on every machine', () => {
    const hex = Array.from(keyOf(1, 7, 'arrivals'), (word) => word.toString(16).padStart(8, '0'));
    expect(hex).toEqual(['6662f60f', '2a45a087', '8fcf01ce', 'bb0f54bc']);
  });

  it('counts a number as its decimal text', () => {
    expect(keyOf(7, 12, 'x')).toEqual(keyOf('7', '12', 'x'));
  });

  it('reads differently wherever seed, entity and purpose are cut', () => {
    const texts = ['', '0', '1', '12', 'a', 'ab', 'b', 'é', '\u{1f600}'];
    const keys = new Set<string>();
    for (const seed of texts)
      for (const entity of texts) for (const purpose of texts) keys.add(keyOf(seed, entity, purpose).join());
    expect(keys.size).toBe(texts.length ** 3);
  });
});

describe('a stream', () => {
  it('draws the words of sfc32', () => {
    fc.assert(
      fc.property(fc.uint32Array({ minLength: 4, maxLength: 4 }), (key) => {
        const stream = new Stream(key);
        const words = reference(key);
        for (let i = 0; i < 50; i++) expect(stream.u32()).toBe(words.next().value);
      }),
    );
  });

  it('takes two words for a uniform and two for an open uniform', () => {
    fc.assert(
      fc.property(fc.uint32Array({ minLength: 4, maxLength: 4 }), (key) => {
        const stream = new Stream(key);
        const words = new Stream(key);
        for (let i = 0; i < 20; i++) {
          const wide = (words.u32() >>> 5) * 2 ** 26 + (words.u32() >>> 6);
          expect(stream.uniform()).toBe(wide / 2 ** 53);
          const cell = Math.floor(((words.u32() >>> 5) * 2 ** 26 + (words.u32() >>> 6)) / 2);
          expect(stream.open()).toBe((cell + 0.5) / 2 ** 52);
        }
      }),
    );
  });

  it('keeps an open uniform off zero and one even at the ends of its range', () => {
    const stream = streamNamed('ends');
    stream.resume(Uint32Array.of(1, 0, 0, 0xffffffff)); // its next two words are 0 and 0
    expect(stream.open()).toBe(2 ** -53);
    stream.resume(Uint32Array.of(1, 0, 0, 0xfffffffe)); // both are 2^32 - 1
    expect(stream.open()).toBe(1 - 2 ** -53);
    stream.resume(Uint32Array.of(1, 0, 0, 0xfffffffe));
    expect(stream.uniform()).toBe(1 - 2 ** -53);
  });

  it('is uniform in every one of 64 cells, and serially uncorrelated', () => {
    const stream = streamNamed('cells');
    const cells = new Float64Array(64);
    const n = 640000;
    let lagged = 0;
    let last = stream.uniform();
    for (let i = 0; i < n; i++) {
      const u = stream.uniform();
      cells[Math.floor(u * 64)]!++;
      lagged += (u - 0.5) * (last - 0.5);
      last = u;
    }
    const chiSquared = cells.reduce((sum, cell) => sum + (cell - n / 64) ** 2 / (n / 64), 0);
    expect(chiSquared).toBeLessThan(103.4); // 63 degrees of freedom, 99.9 %
    expect(Math.abs(lagged / n) * 12 * Math.sqrt(n)).toBeLessThan(3.3);
  });

  it('picks each of n whole numbers equally often, also where n does not divide 2^32', () => {
    const stream = streamNamed('below');
    const n = 3 * 2 ** 30; // a plain remainder would favour the lowest third two to one
    let low = 0;
    const draws = 90000;
    for (let i = 0; i < draws; i++) if (stream.below(n) < 2 ** 30) low++;
    expect(Math.abs(low - draws / 3)).toBeLessThan(4 * Math.sqrt((draws * 2) / 9));
  });

  it('picks below any n up to 2^53', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.integer({ min: 1, max: 100 }),
          fc.maxSafeInteger().filter((n) => n > 0),
        ),
        (n) => {
          const stream = new Stream(keyOf('below', n, 'bound'));
          for (let i = 0; i < 20; i++) {
            const pick = stream.below(n);
            expect(Number.isInteger(pick) && pick >= 0 && pick < n).toBe(true);
          }
        },
      ),
    );
    const wide = streamNamed('wide');
    let sum = 0;
    for (let i = 0; i < 10000; i++) sum += wide.below(2 ** 53) / 2 ** 53;
    expect(Math.abs(sum / 10000 - 0.5)).toBeLessThan(4 / Math.sqrt(120000));
  });

  it('refuses a bound that is not a whole number from 1 to 2^53', () => {
    const stream = streamNamed('bad');
    for (const n of [0, -1, 1.5, NaN, Infinity, 2 ** 54]) expect(() => stream.below(n)).toThrow(/whole number from 1/);
  });

  it('refuses a key or a state that is not four words', () => {
    expect(() => new Stream(new Uint32Array(3))).toThrow('a key has 4 words, got 3');
    expect(() => streamNamed('state').resume(new Uint32Array(5))).toThrow('a state has 4 words, got 5');
  });

  it('goes on where its saved state stood', () => {
    const stream = streamNamed('save');
    stream.u32();
    const saved = stream.words();
    const expected = [stream.u32(), stream.u32(), stream.u32()];
    const other = streamNamed('another');
    other.resume(saved);
    expect([other.u32(), other.u32(), other.u32()]).toEqual(expected);
  });

  it('shares nothing with the stream of the next entity', () => {
    let product = 0;
    const n = 40000;
    for (let entity = 0; entity < n; entity++) {
      const a = new Stream(keyOf(1, entity, 'neighbours')).uniform();
      const b = new Stream(keyOf(1, entity + 1, 'neighbours')).uniform();
      product += (a - 0.5) * (b - 0.5);
    }
    expect(Math.abs(product / n) * 12 * Math.sqrt(n)).toBeLessThan(3.3);
  });
});

describe('a table of streams', () => {
  it('draws in every row exactly what a stream of that name draws, however rows are interleaved', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.integer(), fc.string()),
        fc.nat({ max: 2 ** 31 }),
        fc.string(),
        fc.array(fc.nat({ max: 4 }), { maxLength: 60 }),
        (seed, first, purpose, turns) => {
          const table = new StreamTable(seed, { first, count: 5 }, purpose);
          const singles = Array.from({ length: 5 }, (_, i) => new Stream(keyOf(seed, first + i, purpose)));
          for (const row of turns) expect(table.at(row).uniform()).toBe(singles[row]!.uniform());
        },
      ),
    );
  });

  it('keeps all its state in sixteen bytes a row', () => {
    const table = new StreamTable(1, { first: 0, count: 1000 }, 'size');
    expect(table.words.byteLength).toBe(16000);
    const saved = table.words.slice();
    const drawn = table.at(17).u32();
    table.words.set(saved);
    expect(table.at(17).u32()).toBe(drawn);
  });

  it('refuses a row that it does not have', () => {
    const table = new StreamTable(1, { first: 0, count: 3 }, 'rows');
    for (const row of [-1, 3, NaN]) expect(() => table.at(row)).toThrow(/row .* of 3/);
    expect(() => new StreamTable(1, { first: 0.5, count: 3 }, 'rows')).toThrow(/whole numbers/);
  });
});
