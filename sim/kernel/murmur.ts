const rotate = (x: number, by: number): number => (x << by) | (x >>> (32 - by));

/** The avalanche of one word: every input bit flips every output bit with probability one half. */
const finish = (word: number): number => {
  let h = word;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
};

const C1 = 0x239b961b;
const C2 = 0xab0e9789;
const C3 = 0x38b34ae5;
const C4 = 0xa1e38b93;

/**
 * Hashes the first `length` bytes to four words, written to `out` from `at` on. MurmurHash3_x86_128 with seed 0 (A. Appleby,
 * public domain): names of streams come from the scenario, never from an adversary, so a fast hash that mixes well is enough.
 */
export const murmur128 = (bytes: Uint8Array, length: number, out: Uint32Array, at: number): void => {
  let h1 = 0;
  let h2 = 0;
  let h3 = 0;
  let h4 = 0;
  const word = (i: number): number => bytes[i]! | (bytes[i + 1]! << 8) | (bytes[i + 2]! << 16) | (bytes[i + 3]! << 24);
  const whole = length - (length % 16);
  for (let i = 0; i < whole; i += 16) {
    h1 ^= Math.imul(rotate(Math.imul(word(i), C1), 15), C2);
    h1 = (Math.imul(rotate(h1, 19) + h2, 5) + 0x561ccd1b) | 0;
    h2 ^= Math.imul(rotate(Math.imul(word(i + 4), C2), 16), C3);
    h2 = (Math.imul(rotate(h2, 17) + h3, 5) + 0x0bcaa747) | 0;
    h3 ^= Math.imul(rotate(Math.imul(word(i + 8), C3), 17), C4);
    h3 = (Math.imul(rotate(h3, 15) + h4, 5) + 0x96cd1c35) | 0;
    h4 ^= Math.imul(rotate(Math.imul(word(i + 12), C4), 18), C1);
    h4 = (Math.imul(rotate(h4, 13) + h1, 5) + 0x32ac3b17) | 0;
  }
  const tail = (from: number): number => {
    let k = 0;
    for (let i = Math.min(length, from + 4) - 1; i >= from; i--) k = (k << 8) | bytes[i]!;
    return k;
  };
  h4 ^= Math.imul(rotate(Math.imul(tail(whole + 12), C4), 18), C1);
  h3 ^= Math.imul(rotate(Math.imul(tail(whole + 8), C3), 17), C4);
  h2 ^= Math.imul(rotate(Math.imul(tail(whole + 4), C2), 16), C3);
  h1 ^= Math.imul(rotate(Math.imul(tail(whole), C1), 15), C2);
  h1 ^= length;
  h2 ^= length;
  h3 ^= length;
  h4 ^= length;
  h1 = (h1 + h2 + h3 + h4) | 0;
  h2 = (h2 + h1) | 0;
  h3 = (h3 + h1) | 0;
  h4 = (h4 + h1) | 0;
  h1 = finish(h1);
  h2 = finish(h2);
  h3 = finish(h3);
  h4 = finish(h4);
  h1 = (h1 + h2 + h3 + h4) | 0;
  out[at] = h1;
  out[at + 1] = h2 + h1;
  out[at + 2] = h3 + h1;
  out[at + 3] = h4 + h1;
};
