import { murmur128 } from './murmur.ts';

const WARM_UP_ROUNDS = 12;
const TWO_32 = 4294967296;
const TWO_53 = 9007199254740992;
const INVERSE_TWO_53 = 1 / TWO_53;
const INVERSE_TWO_52 = 2 / TWO_53;
const LONGEST_WHOLE_NUMBER = 16;

const utf8 = new TextEncoder();

/** Bytes of (seed, purpose) with their lengths in front, so that no two pairs of names read the same; the entity follows. */
const prefixOf = (seed: number | string, purpose: string): Uint8Array => {
  const parts = [utf8.encode(String(seed)), utf8.encode(purpose)];
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + 4 + part.length, 0));
  let at = 0;
  for (const part of parts) {
    new DataView(bytes.buffer).setUint32(at, part.length, true);
    bytes.set(part, at + 4);
    at += 4 + part.length;
  }
  return bytes;
};

/**
 * Names a random stream: four words hashed from (seed, entity, purpose), the same on every machine. Numbers count as their
 * decimal text (seed 7 is seed '7'), so that a seed read back from a file or a flag is the same seed.
 */
export function keyOf(seed: number | string, entity: string | number, purpose: string): Uint32Array {
  const prefix = prefixOf(seed, purpose);
  const name = utf8.encode(String(entity));
  const bytes = new Uint8Array(prefix.length + name.length);
  bytes.set(prefix);
  bytes.set(name, prefix.length);
  const key = new Uint32Array(4);
  murmur128(bytes, bytes.length, key, 0);
  return key;
}

/**
 * One named random stream: sfc32 (C. Doty-Humphrey, PractRand 0.94; 128 bits of state, 32 of them a counter, so no cycle is
 * shorter than 2^32), started from a hashed key. That any two of 10^7 streams of 10^6 draws overlap has a chance below 10^-17.
 */
export class Stream {
  private rows: Int32Array;
  private base = 0;

  constructor(key: Uint32Array) {
    if (key.length !== 4) throw new RangeError(`stream: a key has 4 words, got ${key.length}`);
    this.rows = Int32Array.from(key);
    this.warmUp();
  }

  /** A view of streams that lie in `rows`, four words each; it stands on the first until `move` is called. */
  static over(rows: Int32Array): Stream {
    const view = new Stream(new Uint32Array(4));
    view.rows = rows;
    return view;
  }

  /** Puts a view of many streams on row `row`. */
  move(row: number): void {
    this.base = row * 4;
  }

  /** Lets a fresh key reach every bit of the state; called once for each key. */
  warmUp(): void {
    for (let round = 0; round < WARM_UP_ROUNDS; round++) this.u32();
  }

  /** The four words that the stream's next draws follow from: plain data, to print, hash or save. */
  words(): Uint32Array {
    return Uint32Array.from(this.rows.subarray(this.base, this.base + 4));
  }

  /** Goes on from four words that `words` has returned. */
  resume(words: Uint32Array): void {
    if (words.length !== 4) throw new RangeError(`stream: a state has 4 words, got ${words.length}`);
    this.rows.set(words, this.base);
  }

  /** A whole number in [0, 2^32). */
  u32(): number {
    const rows = this.rows;
    const at = this.base;
    const b = rows[at + 1]!;
    const c = rows[at + 2]!;
    const counter = rows[at + 3]!;
    const out = (((rows[at]! + b) | 0) + counter) | 0;
    rows[at] = b ^ (b >>> 9);
    rows[at + 1] = (c + (c << 3)) | 0;
    rows[at + 2] = (((c << 21) | (c >>> 11)) + out) | 0;
    rows[at + 3] = (counter + 1) | 0;
    return out >>> 0;
  }

  /** A number in [0, 1) with 53 bits; two words. */
  uniform(): number {
    return this.bits53() * INVERSE_TWO_53;
  }

  /** A number in (0, 1), symmetric about one half, 52 bits: the middle of one of 2^52 equal cells; two words. */
  open(): number {
    return (Math.floor(this.bits53() * 0.5) + 0.5) * INVERSE_TWO_52;
  }

  /** A whole number in [0, n), each equally likely, n from 1 to 2^53; draws again where the range would not divide evenly. */
  below(n: number): number {
    if (!(n >= 1 && n <= TWO_53 && Math.floor(n) === n)) {
      throw new RangeError(`stream: below takes a whole number from 1 to 2^53, got ${n}`);
    }
    if (n <= TWO_32) {
      const limit = TWO_32 - (TWO_32 % n);
      let word = this.u32();
      while (word >= limit) word = this.u32();
      return word % n;
    }
    const limit = TWO_53 - (TWO_53 % n);
    let wide = this.bits53();
    while (wide >= limit) wide = this.bits53();
    return wide % n;
  }

  /** A whole number in [0, 2^53) from two words; two steps of `u32` in one, for it is what most samplers spend their time on. */
  private bits53(): number {
    const rows = this.rows;
    const at = this.base;
    const b = rows[at + 1]!;
    const c = rows[at + 2]!;
    const counter = rows[at + 3]!;
    const first = (((rows[at]! + b) | 0) + counter) | 0;
    const middleB = (c + (c << 3)) | 0;
    const middleC = (((c << 21) | (c >>> 11)) + first) | 0;
    const second = ((((b ^ (b >>> 9)) + middleB) | 0) + counter + 1) | 0;
    rows[at] = middleB ^ (middleB >>> 9);
    rows[at + 1] = (middleC + (middleC << 3)) | 0;
    rows[at + 2] = (((middleC << 21) | (middleC >>> 11)) + second) | 0;
    rows[at + 3] = (counter + 2) | 0;
    return (first >>> 5) * 67108864 + (second >>> 6);
  }
}

/**
 * One stream for each of many entities, 16 bytes each in one array. Row i draws exactly what
 * `new Stream(keyOf(seed, entities.first + i, purpose))` draws, so a population and single nodes try the same things. A row is
 * begun when it is first asked for: most entities never draw.
 */
export class StreamTable {
  /** The state of all rows, four words each, zeros where a row has not begun: plain data, to hash or save. */
  readonly words: Uint32Array;
  readonly count: number;
  private readonly first: number;
  private readonly view: Stream;
  /** The bytes of seed and purpose, and room for those of an entity. */
  private readonly name: Uint8Array;
  private readonly prefix: number;

  constructor(seed: number | string, entities: { readonly first: number; readonly count: number }, purpose: string) {
    const { first, count } = entities;
    if (!Number.isSafeInteger(first) || !Number.isSafeInteger(count) || first < 0 || count < 0) {
      throw new RangeError(`stream table: first and count are whole numbers from 0, got ${first} and ${count}`);
    }
    this.first = first;
    this.count = count;
    this.words = new Uint32Array(count * 4);
    this.view = Stream.over(new Int32Array(this.words.buffer));
    const prefix = prefixOf(seed, purpose);
    this.prefix = prefix.length;
    this.name = new Uint8Array(prefix.length + LONGEST_WHOLE_NUMBER);
    this.name.set(prefix);
  }

  /** The stream of row i. One view serves all rows: it stands on row i until the next call of `at`, so do not keep it. */
  at(i: number): Stream {
    if (!(i >= 0 && i < this.count)) throw new RangeError(`stream table: row ${i} of ${this.count}`);
    const { words, view } = this;
    const from = i * 4;
    view.move(i);
    // No stream comes to four zeros, but for one key in 2^128.
    if ((words[from]! | words[from + 1]! | words[from + 2]! | words[from + 3]!) === 0) this.begin(i);
    return view;
  }

  private begin(row: number): void {
    const { name, prefix } = this;
    const digits = String(this.first + row);
    for (let i = 0; i < digits.length; i++) name[prefix + i] = digits.charCodeAt(i);
    murmur128(name, prefix + digits.length, this.words, row * 4);
    this.view.warmUp();
  }
}
