const [first, second] = [0xcc9e2d51, 0x1b873593];

/**
 * MurmurHash3, the 32-bit one for x86 (A. Appleby, public domain): what CRLite's filters hash with. Fast and even, and no secret: who
 * may choose what is put in can make it collide.
 */
export function murmur3(bytes: Uint8Array, seed: number): number {
  const { length } = bytes;
  const whole = length & ~3;
  let hash = seed | 0;
  for (let at = 0; at < whole; at += 4) {
    const block = bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24);
    hash = rotated(hash ^ mixed(block), 13);
    hash = (Math.imul(hash, 5) + 0xe6546b64) | 0;
  }
  let rest = 0;
  for (let at = length - 1; at >= whole; at--) rest = (rest << 8) | bytes[at]!;
  if (whole < length) hash ^= mixed(rest);
  hash ^= length;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

const mixed = (block: number): number => Math.imul(rotated(Math.imul(block, first), 15), second);
const rotated = (word: number, by: number): number => (word << by) | (word >>> (32 - by));
