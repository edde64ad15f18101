import fc from 'fast-check';
import { expect, test } from 'vitest';
import { NodeRows } from './node-rows.ts';
import type { NamedPopulation } from './node-rows.ts';

const cast = (counts: readonly number[]): { readonly all: readonly NamedPopulation[]; readonly nodes: number } => {
  let nodes = 0;
  const all = counts.map((count, index) => {
    const first = nodes;
    nodes += count;
    return { name: `population ${index}`, role: 'device', party: 'building', first, count };
  });
  return { all, nodes };
};
const rowsOf = (counts: readonly number[]): NodeRows => {
  const { all, nodes } = cast(counts);
  return new NodeRows(all, nodes, (node) => `node ${node}`);
};

test('a small cast has a row for each node, and one for attackers', () => {
  const rows = rowsOf([2, 1]);
  expect(rows.rows.map(({ name }) => name)).toEqual(['node 0', 'node 1', 'node 2', 'attackers']);
  expect([0, 1, 2, 3, 99, -1].map((node) => rows.of(node))).toEqual([0, 1, 2, 3, 3, -1]);
});

test('a population of a million is one row beside the single nodes', () => {
  const rows = rowsOf([1_000_000, 1, 3]);
  expect(rows.rows.map(({ name, count }) => [name, count])).toEqual([
    ['population 0', 1_000_000],
    ['node 1000000', 1],
    ['node 1000001', 1],
    ['node 1000002', 1],
    ['node 1000003', 1],
    ['attackers', 0],
  ]);
  expect([0, 999_999, 1_000_000, 1_000_003, 1_000_004].map((node) => rows.of(node))).toEqual([0, 0, 1, 4, 5]);
});

test('any cast has at most 240 rows, every node is in exactly one, and none is left out', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 400 }), { maxLength: 600 }), (counts) => {
      const rows = rowsOf(counts);
      const nodes = counts.reduce((sum, count) => sum + count, 0);
      expect(rows.rows.length).toBeLessThanOrEqual(240);
      const found = new Array<number>(rows.rows.length).fill(0);
      for (let node = 0; node < nodes; node++) found[rows.of(node)]!++;
      expect(found).toEqual(rows.rows.map(({ count }) => count));
    }),
    { numRuns: 60 },
  );
});
