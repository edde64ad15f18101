import type { Hasher } from './hasher.ts';

/** Elements that a proof may have: more than a tree of any size that a number can count exactly needs. */
const longest = 64;

/**
 * That a leaf stands at an index of the tree with this size and root. The size must come with the root from one who vouches for
 * both: the proof alone does not tell it from sizes at which the way to the root looks the same (leaf 0 of 3 and of 4).
 */
export interface InclusionClaim<Digest> {
  /** Digest of the leaf, which the verifier makes from what it was shown. */
  readonly leaf: Digest;
  readonly index: number;
  readonly size: number;
  readonly root: Digest;
  readonly proof: readonly Digest[];
}

/** That the tree of the second size and root begins with the leaves of the first. What is said of sizes above holds here too. */
export interface ConsistencyClaim<Digest> {
  readonly firstSize: number;
  readonly firstRoot: Digest;
  readonly secondSize: number;
  readonly secondRoot: Digest;
  readonly proof: readonly Digest[];
}

/** Whether a proof of inclusion holds (RFC 9162, 2.1.3.2). False, never an error, for whatever comes from outside. */
export function checkInclusion<Leaf, Digest>(hasher: Hasher<Leaf, Digest>, claim: InclusionClaim<Digest>): boolean {
  const { leaf, index, size, root, proof } = claim;
  if (!isCount(index) || !isCount(size) || index >= size) return false;
  if (!hasher.equal(leaf, leaf) || !isProof(hasher, proof)) return false;
  let at = index;
  let last = size - 1;
  let digest = leaf;
  for (const sibling of proof) {
    if (last === 0) return false;
    if (isRight(at) || at === last) {
      digest = hasher.node(sibling, digest);
      // A subtree without a right half has no sibling until it is the right half itself.
      while (!isRight(at) && at !== 0) [at, last] = [up(at), up(last)];
    } else {
      digest = hasher.node(digest, sibling);
    }
    [at, last] = [up(at), up(last)];
  }
  return last === 0 && hasher.equal(digest, root);
}

/**
 * Whether a proof of consistency holds (RFC 9162, 2.1.4.2). Every tree is consistent with itself and with the empty one, by an empty
 * proof. False, never an error, for whatever comes from outside.
 */
export function checkConsistency<Leaf, Digest>(hasher: Hasher<Leaf, Digest>, claim: ConsistencyClaim<Digest>): boolean {
  const { firstSize, firstRoot, secondSize, secondRoot, proof } = claim;
  if (!isCount(firstSize) || !isCount(secondSize) || firstSize > secondSize) return false;
  if (!hasher.equal(firstRoot, firstRoot) || !hasher.equal(secondRoot, secondRoot) || !isProof(hasher, proof))
    return false;
  if (firstSize === secondSize) return proof.length === 0 && hasher.equal(firstRoot, secondRoot);
  if (firstSize === 0) return proof.length === 0 && hasher.equal(firstRoot, hasher.empty());
  let at = firstSize - 1;
  let last = secondSize - 1;
  while (isRight(at)) [at, last] = [up(at), up(last)];
  // A first tree that is full is a subtree of the second: its root is known and not in the proof.
  const path = at === 0 ? [firstRoot, ...proof] : proof;
  if (path.length === 0) return false;
  let first: Digest = path[0]!;
  let second: Digest = first;
  for (const sibling of path.slice(1)) {
    if (last === 0) return false;
    if (isRight(at) || at === last) {
      first = hasher.node(sibling, first);
      second = hasher.node(sibling, second);
      while (!isRight(at) && at !== 0) [at, last] = [up(at), up(last)];
    } else {
      second = hasher.node(second, sibling);
    }
    [at, last] = [up(at), up(last)];
  }
  return last === 0 && hasher.equal(first, firstRoot) && hasher.equal(second, secondRoot);
}

function isProof<Leaf, Digest>(hasher: Hasher<Leaf, Digest>, proof: readonly Digest[]): boolean {
  if (!Array.isArray(proof) || proof.length > longest) return false;
  // By index: a hole in a list is nothing that `every` would look at.
  for (let index = 0; index < proof.length; index += 1) {
    const element: unknown = proof[index];
    if (!hasher.equal(element, element)) return false;
  }
  return true;
}

const isCount = (value: number): boolean => Number.isSafeInteger(value) && value >= 0;
const isRight = (position: number): boolean => position % 2 === 1;
const up = (position: number): number => Math.floor(position / 2);
