import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { opensslSuite } from '../../crypto/openssl/suite.ts';
import { symbolicSuite } from '../../crypto/symbolic/suite.ts';
import type { Hasher } from './hasher.ts';
import { checkConsistency, checkInclusion } from './proof.ts';
import { sha256 } from './testing/sha256.ts';
import { appendLeaf, consistencyProof, inclusionProof, merkleTree, replaceLeaf, rootOf, treeSize } from './tree.ts';
import type { MerkleTree } from './tree.ts';

/** Any hasher, with leaves by number so that the same property runs on all. */
type Numbered = Hasher<number, unknown>;
const over = <Leaf, Digest>(hasher: Hasher<Leaf, Digest>, leafOf: (number: number) => Leaf): Numbered =>
  ({ ...hasher, leaf: (number: number) => hasher.leaf(leafOf(number)) }) as Numbered;
const hashers: { name: string; hasher: Numbered }[] = [
  { name: 'SHA-256 on bytes', hasher: over(sha256, (number) => Buffer.from(`${number}`)) },
  ...[symbolicSuite(), opensslSuite()].map((suite) => ({
    name: `the ${suite.name} suite`,
    hasher: over(suite.tree, (number) => ({ identity: `thing-${number}`, number })),
  })),
];

const grown = (hasher: Numbered, size: number, first = 0): MerkleTree<unknown> => {
  const tree = merkleTree();
  for (let leaf = first; leaf < first + size; leaf += 1) appendLeaf(hasher, tree, leaf);
  return tree;
};

/** The root as RFC 9162, 2.1.1 defines it, word for word. */
const definedRoot = (hasher: Numbered, leaves: readonly number[]): unknown => {
  if (leaves.length === 0) return hasher.empty();
  if (leaves.length === 1) return hasher.leaf(leaves[0]!);
  let split = 1;
  while (split * 2 < leaves.length) split *= 2;
  return hasher.node(definedRoot(hasher, leaves.slice(0, split)), definedRoot(hasher, leaves.slice(split)));
};
const upTo = (size: number): number[] => Array.from({ length: size }, (_, leaf) => leaf);

/** Turns on the way from a leaf to the root: what a proof of inclusion tells of index and size. */
const turns = (index: number, size: number): string => {
  let way = '';
  for (let begin = 0, end = size; end - begin > 1;) {
    let split = 1;
    while (split * 2 < end - begin) split *= 2;
    const left = index < begin + split;
    way = `${left ? 'l' : 'r'}${way}`;
    [begin, end] = left ? [begin, begin + split] : [begin + split, end];
  }
  return way;
};

const place = fc.integer({ min: 1, max: 70 }).chain((size) => fc.tuple(fc.nat(size - 1), fc.constant(size)));
const sizes = fc.nat(70).chain((second) => fc.tuple(fc.nat(second), fc.constant(second)));

/** A proof with one element changed, left out, added or put elsewhere. */
const spoiled = (hasher: Numbered, proof: readonly unknown[], how: number, at: number): unknown[] => {
  const stranger = hasher.leaf(-1);
  const where = at % (proof.length + 1);
  const changes = [
    () => proof.with(at % proof.length, stranger),
    () => proof.toSpliced(at % proof.length, 1),
    () => proof.toSpliced(where, 0, stranger),
    () => proof.toSpliced(where, 0, proof[at % proof.length]),
    () => [...proof.slice(1), proof[0]],
  ];
  if (proof.length === 0) return [stranger];
  // Turning round changes nothing where there is one element.
  return changes[proof.length === 1 ? how % 4 : how % 5]!();
};

describe.each(hashers)('a tree with $name', ({ hasher }) => {
  test('has the root that the standard defines, at every size, for every past one and after every change', () => {
    const tree = merkleTree();
    for (let size = 0; size <= 40; size += 1) {
      expect(treeSize(tree)).toBe(size);
      expect(hasher.equal(rootOf(hasher, tree), definedRoot(hasher, upTo(size)))).toBe(true);
      expect(appendLeaf(hasher, tree, size)).toBe(size);
    }
    fc.assert(
      fc.property(place, fc.nat(1000), ([index, size], leaf) => {
        const changed = grown(hasher, size);
        replaceLeaf(hasher, changed, index, leaf);
        expect(hasher.equal(rootOf(hasher, changed), definedRoot(hasher, upTo(size).with(index, leaf)))).toBe(true);
        expect(() => replaceLeaf(hasher, changed, size, leaf)).toThrow(`no leaf ${size} in a tree of ${size}`);
      }),
    );
  });

  test('proves every leaf of every size it ever had, and nothing else', () => {
    const later = grown(hasher, 80);
    const property = fc.property(place, fc.nat(), fc.nat(), fc.nat(69), ([index, size], how, at, other) => {
      const root = rootOf(hasher, grown(hasher, size));
      const proof = inclusionProof(hasher, later, index, size)!;
      const claim = { leaf: hasher.leaf(index), index, size, root, proof };
      const holds = (change: Partial<typeof claim>): boolean => checkInclusion(hasher, { ...claim, ...change });
      expect(holds({})).toBe(true);
      expect(proof.length).toBeLessThanOrEqual(Math.ceil(Math.log2(size)));
      expect(holds({ leaf: hasher.leaf(-1) })).toBe(false);
      expect(holds({ root: rootOf(hasher, grown(hasher, size, 1)) })).toBe(false);
      expect(holds({ proof: spoiled(hasher, proof, how, at) })).toBe(false);
      expect(holds({ index: other })).toBe(other === index);
      // A size binds as far as it leads another way; the head that vouches for the root does the rest.
      const sameWay = other + 1 > index && turns(index, other + 1) === turns(index, size);
      expect(holds({ size: other + 1 })).toBe(sameWay);
    });
    fc.assert(property, { numRuns: 300 });
  });

  test('proves that any size grew out of any smaller one, and no other past', () => {
    const later = grown(hasher, 80);
    const property = fc.property(sizes, fc.nat(), fc.nat(), ([firstSize, secondSize], how, at) => {
      const firstRoot = rootOf(hasher, grown(hasher, firstSize));
      const secondRoot = rootOf(hasher, grown(hasher, secondSize));
      const proof = consistencyProof(hasher, later, firstSize, secondSize)!;
      const claim = { firstSize, firstRoot, secondSize, secondRoot, proof };
      const holds = (change: Partial<typeof claim>): boolean => checkConsistency(hasher, { ...claim, ...change });
      expect(holds({})).toBe(true);
      expect(proof.length).toBeLessThanOrEqual(Math.ceil(Math.log2(secondSize + 1)) + 1);
      expect(holds({ proof: spoiled(hasher, proof, how, at) })).toBe(false);
      expect(holds({ firstRoot: hasher.leaf(-1) })).toBe(false);
      // Whatever comes after nothing is consistent with it.
      expect(holds({ secondRoot: hasher.leaf(-1) })).toBe(firstSize === 0 && secondSize > 0);
      expect(holds({ firstSize: secondSize + 1 })).toBe(false);
    });
    fc.assert(property, { numRuns: 300 });
  });

  test('finds out a history that was rewritten, whatever proof is made for it', () => {
    const property = fc.property(
      sizes.filter(([first]) => first > 0),
      fc.nat(),
      fc.array(fc.nat(), { maxLength: 9 }),
      ([firstSize, secondSize], at, picks) => {
        const honest = grown(hasher, secondSize);
        const rewritten = grown(hasher, secondSize);
        replaceLeaf(hasher, rewritten, at % firstSize, -1);
        const firstRoot = rootOf(hasher, grown(hasher, firstSize));
        const secondRoot = rootOf(hasher, rewritten);
        const known = [...honest.levels.flat(), ...rewritten.levels.flat(), firstRoot, secondRoot];
        const proofs = [
          consistencyProof(hasher, rewritten, firstSize, secondSize)!,
          consistencyProof(hasher, honest, firstSize, secondSize)!,
          picks.map((pick) => known[pick % known.length]),
        ];
        for (const proof of proofs) {
          expect(checkConsistency(hasher, { firstSize, firstRoot, secondSize, secondRoot, proof })).toBe(false);
        }
      },
    );
    fc.assert(property, { numRuns: 200 });
  });

  test('gives no proof of what it has not', () => {
    const tree = grown(hasher, 5);
    for (const [index, size] of [
      [5, 5],
      [0, 6],
      [0, 0],
      [-1, 5],
      [0.5, 5],
      [Number.NaN, 5],
    ] as const) {
      expect(inclusionProof(hasher, tree, index, size)).toBeUndefined();
    }
    for (const [first, second] of [
      [3, 2],
      [1, 6],
      [-1, 2],
      [0.5, 2],
      [0, Number.NaN],
    ] as const) {
      expect(consistencyProof(hasher, tree, first, second)).toBeUndefined();
    }
  });

  test('whoever verifies is told false, not an error, by anything at all', () => {
    const tree = grown(hasher, 7);
    const [leaf, root] = [hasher.leaf(2), rootOf(hasher, tree)];
    const good = { leaf, index: 2, size: 7, root, proof: inclusionProof(hasher, tree, 2, 7)! };
    const firstRoot = rootOf(hasher, grown(hasher, 3));
    const grew = {
      firstSize: 3,
      firstRoot,
      secondSize: 7,
      secondRoot: root,
      proof: consistencyProof(hasher, tree, 3, 7)!,
    };
    expect([checkInclusion(hasher, good), checkConsistency(hasher, grew)]).toEqual([true, true]);
    const hole: unknown[] = [...good.proof];
    hole.length += 1;
    const numbers = [-1, 2.5, Number.NaN, Infinity, -Infinity, 2 ** 53, '2', null, undefined, {}];
    const terms = [undefined, null, {}, [], 'x', 7, new Uint8Array(32), () => leaf];
    const proofs = [undefined, null, 'proof', {}, { length: 1 }, [null], [[]], hole, [...good.proof, {}]];
    proofs.push(
      Array.from({ length: 65 }, () => leaf),
      Array.from({ length: 64 }, () => leaf),
    );
    const hostile = (claim: object, field: string, values: readonly unknown[]) =>
      values.map((value) => ({ ...claim, [field]: value }) as never);
    const inclusions = [
      ...['index', 'size'].flatMap((field) => hostile(good, field, numbers)),
      ...['leaf', 'root'].flatMap((field) => hostile(good, field, terms)),
      ...hostile(good, 'proof', proofs),
      ...hostile({ ...good, size: Number.MAX_SAFE_INTEGER }, 'proof', proofs),
    ];
    for (const claim of inclusions) expect(checkInclusion(hasher, claim)).toBe(false);
    const growths = [
      ...['firstSize', 'secondSize'].flatMap((field) => hostile(grew, field, numbers)),
      ...['firstRoot', 'secondRoot'].flatMap((field) => hostile(grew, field, terms)),
      ...hostile({ ...grew, firstSize: 0, firstRoot: hasher.empty(), proof: [] }, 'secondRoot', terms),
      ...hostile(grew, 'proof', proofs),
      ...hostile({ ...grew, secondSize: Number.MAX_SAFE_INTEGER }, 'proof', proofs),
    ];
    for (const claim of growths) expect(checkConsistency(hasher, claim)).toBe(false);
  });
});

test('an append costs a node on average, a root and a proof the logarithm of the size, and memory two digests a leaf', () => {
  let nodes = 0;
  const counting: Hasher<number, number> = {
    leaf: (leaf) => leaf,
    node: () => ++nodes,
    empty: () => 0,
    equal: (left, right) => left === right,
  };
  const spent = (work: () => unknown): number => {
    const before = nodes;
    work();
    return nodes - before;
  };
  const tree = merkleTree<number>();
  for (let size = 1; size <= 5000; size += 1) {
    appendLeaf(counting, tree, size);
    const height = Math.ceil(Math.log2(size));
    const rebuilt = nodes;
    expect(spent(() => rootOf(counting, tree))).toBeLessThanOrEqual(height);
    expect(spent(() => inclusionProof(counting, tree, size >> 1, size))).toBeLessThanOrEqual(height);
    expect(spent(() => consistencyProof(counting, tree, size >> 1, size))).toBeLessThanOrEqual(height);
    nodes = rebuilt;
  }
  expect(nodes).toBeLessThan(5000);
  expect(tree.levels.flat().length).toBeLessThan(10_000);
  expect(spent(() => replaceLeaf(counting, tree, 77, 0))).toBeLessThanOrEqual(13);
});

test('a proof that is too long costs its reader nothing', () => {
  let calls = 0;
  const counted: Hasher<Uint8Array, string> = {
    ...sha256,
    equal: (left, right) => {
      calls += 1;
      return sha256.equal(left, right);
    },
  };
  const digest = sha256.empty();
  const proof = Array.from({ length: 100_000 }, () => digest);
  const [index, size] = [5, Number.MAX_SAFE_INTEGER];
  expect(checkInclusion(counted, { leaf: digest, index, size, root: digest, proof })).toBe(false);
  const roots = { firstRoot: digest, secondRoot: digest };
  expect(checkConsistency(counted, { firstSize: index, secondSize: size, ...roots, proof })).toBe(false);
  expect(calls).toBeLessThan(5);
});

test('plain data: a copy grows like the original', () => {
  const hasher = hashers[0]!.hasher;
  const copy = JSON.parse(JSON.stringify(grown(hasher, 11))) as MerkleTree<unknown>;
  appendLeaf(hasher, copy, 11);
  expect(rootOf(hasher, copy)).toBe(rootOf(hasher, grown(hasher, 12)));
});
