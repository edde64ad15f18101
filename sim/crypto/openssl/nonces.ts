// The rule against ambient randomness points here: this is the `io.crypto` that it names, and no result depends on a nonce.
// oxlint-disable-next-line no-restricted-imports
import { randomFillSync } from 'node:crypto';
import { nonceBytes } from './primitives.ts';

/** Nonces drawn from the system at once: asking for each alone costs as much as sealing does. */
const pool = Buffer.alloc(nonceBytes * 1024);
let used = pool.length;

/**
 * A random 96-bit nonce. Random rather than counted, because both ends of a channel hold the same agreed key and would begin to
 * count at the same number; one key serves 2^32 contents (NIST SP 800-38D, 8.3). A view: valid until the next call.
 */
export function freshNonce(): Uint8Array {
  if (used === pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  used += nonceBytes;
  return pool.subarray(used - nonceBytes, used);
}
