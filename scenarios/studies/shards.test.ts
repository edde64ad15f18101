import { assert, property, integer } from 'fast-check';
import { expect, test } from 'vitest';
import { layOut } from './lay-out.ts';
import type { Cell } from './order.ts';
import { keyOfCell } from './play-study.ts';
import { shardsOf } from './shards.ts';
import { controlsUnderAttack } from './controls-under-attack.ts';

const [sample] = layOut(controlsUnderAttack);

/** So many cells, of which every third asks for the runs of the first. */
const cellsOf = (count: number): readonly Cell[] =>
  Array.from({ length: count }, (_, index) => ({
    index,
    levels: {},
    order: { ...sample!.order, seed: index % 3 === 2 ? 0 : index },
  }));

test('every run belongs to exactly one shard, and shards differ by one run at most', () => {
  assert(
    property(
      integer({ min: 1, max: 40 }),
      integer({ min: 1, max: 30 }),
      integer({ min: 1, max: 50 }),
      (n, times, of) => {
        const cells = cellsOf(n);
        const shardOf = shardsOf(cells, of);
        const homes = new Map<string, number>();
        for (let replication = 0; replication < times; replication++)
          for (const cell of cells) {
            const key = keyOfCell(cell, replication, '1');
            const shard = shardOf(cell.index, replication);
            expect(shard).toBeGreaterThanOrEqual(1);
            expect(shard).toBeLessThanOrEqual(of);
            // Two cells that ask for one run find it in the same place.
            expect(homes.get(key) ?? shard).toBe(shard);
            homes.set(key, shard);
          }
        const sizes = new Array<number>(of).fill(0);
        for (const shard of homes.values()) sizes[shard - 1]!++;
        expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
      },
    ),
    { numRuns: 60 },
  );
});

test('a shard gets other cells in other replications, whatever divides what', () => {
  for (const [count, of] of [
    [4, 2],
    [4, 4],
    [12, 3],
    [3, 4],
  ] as const) {
    const cells = cellsOf(count).map((cell) => ({ ...cell, order: { ...cell.order, seed: cell.index } }));
    const shardOf = shardsOf(cells, of);
    for (const { index } of cells) {
      const seen = new Set(Array.from({ length: 60 }, (_, replication) => shardOf(index, replication)));
      expect(seen.size).toBe(of);
    }
  }
});
