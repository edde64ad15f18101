import type { Content, Digest } from '../framework/crypto.ts';
import type { Hasher } from '../framework/merkle/hasher.ts';
import { checkInclusion } from '../framework/merkle/proof.ts';
import { appendLeaf, inclusionProof, merkleTree, replaceLeaf, rootOf, treeSize } from '../framework/merkle/tree.ts';
import type { MerkleTree } from '../framework/merkle/tree.ts';

/** What stands in the place of a leaf whose record was erased, until another one takes it. */
const vacant: Content = ['vacant'];

/**
 * The Merkle tree over what a node has laid down, a leaf for each key. In a store its inner nodes lie beside the records, where somebody
 * may alter them; trusted is the root alone, which the node's hardware keeps over a restart. So a leaf holds when its way up leads to the root.
 */
export class LaidTree {
  private readonly hasher: Hasher<Content, Digest>;
  private readonly tree: MerkleTree<Digest> = merkleTree();
  private readonly leafOf = new Map<string, number>();
  private readonly free: number[] = [];
  private root: Digest;

  constructor(hasher: Hasher<Content, Digest>) {
    this.hasher = hasher;
    this.root = hasher.empty();
  }

  /** Hashes of a way from a leaf to the root, the leaf's own among them. */
  get height(): number {
    return this.tree.levels.length;
  }

  lay(key: string, leaf: Content): void {
    const { hasher, tree } = this;
    const index = this.leafOf.get(key) ?? this.free.pop();
    if (index === undefined) this.leafOf.set(key, appendLeaf(hasher, tree, leaf));
    else {
      replaceLeaf(hasher, tree, index, leaf);
      this.leafOf.set(key, index);
    }
    this.root = rootOf(hasher, tree);
  }

  erase(key: string): void {
    const index = this.leafOf.get(key);
    if (index === undefined) return;
    replaceLeaf(this.hasher, this.tree, index, vacant);
    this.leafOf.delete(key);
    this.free.push(index);
    this.root = rootOf(this.hasher, this.tree);
  }

  /** Whether this leaf was laid under the key last, and has not been erased. */
  holds(key: string, leaf: Content): boolean {
    const { hasher, tree, root } = this;
    const index = this.leafOf.get(key);
    if (index === undefined) return false;
    const size = treeSize(tree);
    const proof = inclusionProof(hasher, tree, index, size)!;
    return checkInclusion(hasher, { leaf: hasher.leaf(leaf), index, size, root, proof });
  }
}
