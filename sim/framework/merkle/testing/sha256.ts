import { hash } from 'node:crypto';
import type { Hasher } from '../hasher.ts';

const isDigest = (value: unknown): value is string => typeof value === 'string' && /^[0-9a-f]{64}$/.test(value);
const digest = (...parts: Uint8Array[]): string => hash('sha256', Buffer.concat(parts), 'hex');

/** The hash functions of RFC 9162 on raw bytes, as the published vectors take them; digests are hexadecimal. */
export const sha256: Hasher<Uint8Array, string> = {
  leaf: (leaf) => digest(Uint8Array.of(0), leaf),
  node: (left, right) => {
    if (!isDigest(left) || !isDigest(right)) throw new TypeError('a node joins two digests');
    return digest(Uint8Array.of(1), Buffer.from(left, 'hex'), Buffer.from(right, 'hex'));
  },
  empty: () => digest(),
  equal: (left, right) => isDigest(left) && left === right,
};
