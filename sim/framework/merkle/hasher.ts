/**
 * The hash functions of a Merkle tree (RFC 9162, 2.1.1). A leaf's and a node's are kept apart, so that an inner node never passes
 * for a leaf (second preimage).
 */
export interface Hasher<Leaf, Digest> {
  /** SHA-256 over 0x00 and the leaf. Throws TypeError for what is no leaf. */
  leaf(leaf: Leaf): Digest;
  /** SHA-256 over 0x01 and both digests. Throws TypeError for what is no digest. */
  node(left: Digest, right: Digest): Digest;
  /** The root of a tree without leaves: SHA-256 over nothing. */
  empty(): Digest;
  /** Whether both are digests, and the same; never throws, so that `equal(value, value)` tells what is a digest. */
  equal(left: unknown, right: unknown): boolean;
}
