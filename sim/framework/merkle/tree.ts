import type { Hasher } from './hasher.ts';

/**
 * A Merkle tree over a list of leaves that grows at its end (RFC 9162, 2.1), as plain data.
 *
 *   level 2        h0123                     kept: every subtree that is full; the root of these six leaves is
 *   level 1     h01     h23     h45          node(h0123, h45)
 *   level 0    h0 h1   h2 h3   h4 h5
 *
 * Work in hashes: appending n leaves takes n of leaves and fewer than n of nodes in all; a root, a proof or a replacement takes
 * at most log2 n of nodes. Memory: fewer than 2n digests, and no leaf.
 */
export interface MerkleTree<Digest> {
  /** By level and position: the root of the full subtree over leaves `position * 2^level` up to the next one. */
  readonly levels: Digest[][];
}

/** A tree without leaves. */
export const merkleTree = <Digest>(): MerkleTree<Digest> => ({ levels: [[]] });

/** How many leaves a tree has. */
export const treeSize = <Digest>(tree: MerkleTree<Digest>): number => tree.levels[0]!.length;

/** Adds a leaf at the end and returns its index. */
export function appendLeaf<Leaf, Digest>(hasher: Hasher<Leaf, Digest>, tree: MerkleTree<Digest>, leaf: Leaf): number {
  let digest = hasher.leaf(leaf);
  const index = treeSize(tree);
  let position = index;
  for (let level = 0; ; level += 1) {
    const row = (tree.levels[level] ??= []);
    row.push(digest);
    if (position % 2 === 0) return index;
    digest = hasher.node(row[position - 1]!, digest);
    position = (position - 1) / 2;
  }
}

/**
 * Puts another leaf in the place of one, as a store does that overwrites or erases a record; never for a log, whose past must
 * stand. Throws RangeError where there is no leaf.
 */
export function replaceLeaf<Leaf, Digest>(
  hasher: Hasher<Leaf, Digest>,
  tree: MerkleTree<Digest>,
  index: number,
  leaf: Leaf,
): void {
  if (!isIndex(index, treeSize(tree))) throw new RangeError(`no leaf ${index} in a tree of ${treeSize(tree)}`);
  let position = index;
  tree.levels[0]![position] = hasher.leaf(leaf);
  for (let level = 1; level < tree.levels.length; level += 1) {
    const below = tree.levels[level - 1]!;
    position = Math.floor(position / 2);
    if (position >= tree.levels[level]!.length) return;
    tree.levels[level]![position] = hasher.node(below[2 * position]!, below[2 * position + 1]!);
  }
}

/** The root over all leaves. */
export function rootOf<Leaf, Digest>(hasher: Hasher<Leaf, Digest>, tree: MerkleTree<Digest>): Digest {
  const size = treeSize(tree);
  return size === 0 ? hasher.empty() : rangeRoot(hasher, tree, 0, size);
}

/**
 * What leads from a leaf to the root of the first `size` leaves, siblings from below (RFC 9162, 2.1.3.1); undefined where the tree
 * has no such leaf or was never that large.
 */
export function inclusionProof<Leaf, Digest>(
  hasher: Hasher<Leaf, Digest>,
  tree: MerkleTree<Digest>,
  index: number,
  size: number,
): readonly Digest[] | undefined {
  if (!isIndex(size, treeSize(tree) + 1) || !isIndex(index, size)) return undefined;
  const proof: Digest[] = [];
  let begin = 0;
  let end = size;
  while (end - begin > 1) {
    const middle = begin + below(end - begin).width;
    if (index < middle) {
      proof.push(rangeRoot(hasher, tree, middle, end));
      end = middle;
    } else {
      proof.push(rangeRoot(hasher, tree, begin, middle));
      begin = middle;
    }
  }
  return proof.reverse();
}

/**
 * What shows that the first `secondSize` leaves begin with the first `firstSize` (RFC 9162, 2.1.4.1); empty when these are none or
 * all of them, undefined where the tree was never that large or the sizes are in the wrong order.
 */
export function consistencyProof<Leaf, Digest>(
  hasher: Hasher<Leaf, Digest>,
  tree: MerkleTree<Digest>,
  firstSize: number,
  secondSize: number,
): readonly Digest[] | undefined {
  if (!isIndex(secondSize, treeSize(tree) + 1) || !isIndex(firstSize, secondSize + 1)) return undefined;
  if (firstSize === 0) return [];
  const proof: Digest[] = [];
  let begin = 0;
  let end = secondSize;
  while (end !== firstSize) {
    const middle = begin + below(end - begin).width;
    if (firstSize <= middle) {
      proof.push(rangeRoot(hasher, tree, middle, end));
      end = middle;
    } else {
      proof.push(rangeRoot(hasher, tree, begin, middle));
      begin = middle;
    }
  }
  // From the very left it is the first root itself, which the verifier has.
  if (begin > 0) proof.push(rangeRoot(hasher, tree, begin, end));
  return proof.reverse();
}

/** The root over leaves from `begin` up to `end`, a range that splitting from the top leads to: its parts are full but for the last. */
function rangeRoot<Leaf, Digest>(
  hasher: Hasher<Leaf, Digest>,
  tree: MerkleTree<Digest>,
  begin: number,
  end: number,
): Digest {
  if (end - begin === 1) return tree.levels[0]![begin]!;
  const { width, level } = below(end - begin);
  if (end - begin === 2 * width) return tree.levels[level + 1]![begin / (2 * width)]!;
  return hasher.node(tree.levels[level]![begin / width]!, rangeRoot(hasher, tree, begin + width, end));
}

/** The largest power of two below a count of two or more, with its exponent: where RFC 9162 splits. */
function below(count: number): { readonly width: number; readonly level: number } {
  let width = 1;
  let level = 0;
  while (2 * width < count) {
    width *= 2;
    level += 1;
  }
  return { width, level };
}

const isIndex = (value: number, end: number): boolean => Number.isSafeInteger(value) && value >= 0 && value < end;
