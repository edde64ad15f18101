import { hash } from 'node:crypto';
import type { Content, Digest } from '../../framework/crypto.ts';
import type { Hasher } from '../../framework/merkle/hasher.ts';
import { opaque } from '../opaque.ts';
import { encodeContent } from './content.ts';
import { equalBytes } from './primitives.ts';
import { BytesTerm } from './terms.ts';

const leafPrefix = Uint8Array.of(0);
const nodePrefix = Uint8Array.of(1);

/** Digests for Merkle trees as RFC 9162, 2.1.1 has them: SHA-256, over the deterministic CBOR of a content. */
export const tree: Hasher<Content, Digest> = {
  leaf: (content) => digest(leafPrefix, encodeContent(content)),
  node: (left, right) => digest(nodePrefix, bytesOf(left), bytesOf(right)),
  empty: () => digest(),
  equal: (left, right) =>
    isDigest(left) && isDigest(right) && equalBytes(BytesTerm.bytes(left), BytesTerm.bytes(right)),
};

const digest = (...parts: Uint8Array[]): Digest =>
  opaque(new BytesTerm('digest', hash('sha256', Buffer.concat(parts), 'buffer')));

const isDigest = (value: unknown): value is BytesTerm => BytesTerm.is(value) && BytesTerm.kind(value) === 'digest';

function bytesOf(value: unknown): Uint8Array {
  if (!isDigest(value)) throw new TypeError('a node joins two digests');
  return BytesTerm.bytes(value);
}
