import { murmur128 } from './murmur.ts';

const WARM_UP_ROUNDS = 12;
const TWO_32 = 4294967296;
const TWO_53 = 9007199254740992;

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

/** Starts the generator of one row from its key. */
const seedRow = (state: Int32Array, base: number): void => {
  const row = Stream.over(state, base);
  for (let round = 0; round < WARM_UP_ROUNDS; round++) row.u32();
};

/**
 * One named random stream: sfc32 (C. Doty-Humphrey, PractRand 0.94; 128 bits of state, of which 32 are a counter, so no cycle is
 * shorter than 2^32), started from a hashed key. Two of 10^7 streams of 10^6 draws meet with a chance below 10^-17.
 */
export class Stream {
  private state: Int32Array;
  private base = 0;

  constructor(key: Uint32Array) {
    if (key.length !== 4) throw new RangeError(`stream: a key has 4 words, got ${key.length}`);
    this.state = Int32Array.from(key);
    for (let round = 0; round < WARM_UP_ROUNDS; round++) this.u32();
  }
}
