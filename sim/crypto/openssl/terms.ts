/** What keys make, as bytes. Nothing in it is secret: anybody may put bytes together, only the right ones hold. */

import { closeClass } from '../opaque.ts';

/** Kinds of plain terms. */
export type BytesKind = 'signature' | 'sealed' | 'tag' | 'digest' | 'proof';

/** A signature (64 bytes; 256 by a root), a sealed content (nonce, ciphertext, tag), a tag (16 bytes), a digest (32) or a proof of work (8). */
export class BytesTerm {
  readonly #kind: BytesKind;
  readonly #bytes: Uint8Array;

  constructor(kind: BytesKind, bytes: Uint8Array) {
    this.#kind = kind;
    this.#bytes = bytes;
  }

  static is(value: unknown): value is BytesTerm {
    return typeof value === 'object' && value !== null && #bytes in value;
  }

  static kind(term: BytesTerm): BytesKind {
    return term.#kind;
  }

  static bytes(term: BytesTerm): Uint8Array {
    return term.#bytes;
  }

  /** The bytes of a term of that kind; none for anything else, which then holds nowhere. */
  static bytesOf(kind: BytesKind, value: unknown): Uint8Array {
    return BytesTerm.is(value) && value.#kind === kind ? value.#bytes : new Uint8Array(0);
  }
}

closeClass(BytesTerm);

/** Whether bytes are as many as a SHA-256 digest has. What comes from outside with others never becomes a digest. */
export const isDigestLength = (bytes: Uint8Array): boolean => bytes.length === 32;

/**
 * A copy of bytes with one bit flipped. Bits count from the first byte's least significant one, and round again past the end;
 * where there is no byte, one comes.
 */
export function flippedBytes(bytes: Uint8Array, bit: number): Buffer {
  const copy = bytes.length === 0 ? Buffer.alloc(1) : Buffer.from(bytes);
  const position = bit % (copy.length * 8);
  const byte = Math.floor(position / 8);
  copy[byte] = copy[byte]! ^ (1 << (position % 8));
  return copy;
}
