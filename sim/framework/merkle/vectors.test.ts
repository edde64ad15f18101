import { describe, expect, test } from 'vitest';
import { checkConsistency, checkInclusion } from './proof.ts';
import { sha256 } from './testing/sha256.ts';
import { appendLeaf, consistencyProof, inclusionProof, merkleTree, rootOf } from './tree.ts';

/**
 * The reference vectors of Certificate Transparency, whose trees are those of RFC 6962 and RFC 9162: leaves, roots and proofs of
 * google/certificate-transparency (cpp/merkletree/merkle_tree_test.cc) and transparency-dev/merkle.
 */
const leaves = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'];
const roots = [
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];
const h1 = '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7';
const h4 = 'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b';
const h23 = '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e';
const h45 = '0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a';
const h67 = 'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0';
const h4567 = '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4';
const inclusion: [index: number, size: number, proof: string[]][] = [
  [0, 1, []],
  [0, 8, [h1, h23, h4567]],
  [5, 8, [h4, h67, roots[4]!]],
  [2, 3, [roots[2]!]],
  [1, 5, [roots[1]!, h23, h4]],
];
const consistency: [firstSize: number, secondSize: number, proof: string[]][] = [
  [1, 1, []],
  [1, 8, [h1, h23, h4567]],
  [6, 8, [h45, h67, roots[4]!]],
  [2, 5, [h23, h4]],
];

const treeOf = (size: number) => {
  const tree = merkleTree<string>();
  for (const leaf of leaves.slice(0, size)) appendLeaf(sha256, tree, Buffer.from(leaf, 'hex'));
  return tree;
};

describe('the reference vectors', () => {
  test.each(roots.map((root, size) => ({ size, root })))('the root of $size leaves', ({ size, root }) => {
    expect(rootOf(sha256, treeOf(size))).toBe(root);
  });

  test.each(inclusion)('the proof that leaf %i is in a tree of %i', (index, size, proof) => {
    // From the tree of that size and from one that has grown since.
    for (const tree of [treeOf(size), treeOf(8)]) expect(inclusionProof(sha256, tree, index, size)).toEqual(proof);
    const leaf = sha256.leaf(Buffer.from(leaves[index]!, 'hex'));
    expect(checkInclusion(sha256, { leaf, index, size, root: roots[size]!, proof })).toBe(true);
  });

  test.each(consistency)('the proof that the tree of %i leaves grew to that of %i', (firstSize, secondSize, proof) => {
    for (const tree of [treeOf(secondSize), treeOf(8)]) {
      expect(consistencyProof(sha256, tree, firstSize, secondSize)).toEqual(proof);
    }
    const [firstRoot, secondRoot] = [roots[firstSize]!, roots[secondSize]!];
    expect(checkConsistency(sha256, { firstSize, firstRoot, secondSize, secondRoot, proof })).toBe(true);
  });
});
