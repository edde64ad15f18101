import type { FlipPart } from '../framework/crypto.ts';

/** Terms that travel, and so can be damaged on the wire. */
export type TermKind = 'public key' | 'signature' | 'sealed' | 'tag' | 'credential' | 'request' | 'digest';

/**
 * Which parts each kind of term has, and how many bits of a part a flip can reach: positions count modulo this number, the
 * same in both suites. `ciphertext` reaches as far as the suite has one. A public key's 256th bit is left out because X25519
 * ignores it (RFC 7748, section 5); a certificate's header is the tag and length form of its outermost DER element, its body
 * the certified key.
 */
export const flipBits: Readonly<Record<TermKind, Readonly<Partial<Record<FlipPart, number>>>>> = {
  'public key': { body: 255 },
  signature: { signature: 512 },
  sealed: { header: 96, ciphertext: Number.MAX_SAFE_INTEGER, tag: 128 },
  tag: { tag: 128 },
  credential: { header: 16, body: 255, signature: 512 },
  request: { header: 16, body: 255, signature: 512 },
  digest: { body: 256 },
};

/** The bit that a flip reaches, counted from the start of the part. Throws RangeError for a part that the term has not. */
export function flipPosition(kind: TermKind, part: FlipPart, at: number): number {
  const bits = flipBits[kind][part];
  if (bits === undefined) {
    const parts = Object.keys(flipBits[kind]).join(', ');
    throw new RangeError(`a ${kind} has no part "${part}" to flip a bit in: it has ${parts}`);
  }
  if (!Number.isSafeInteger(at) || at < 0) {
    throw new RangeError(`a bit's position is a whole number from 0, not ${at}`);
  }
  return at % bits;
}
