import { expect, test } from 'vitest';
import { chosenRuns, sampleOf } from './kept-runs.ts';
import type { KeptRun } from './kept-runs.ts';

const runs: readonly KeptRun[] = Array.from({ length: 40 }, (_, at) => ({
  cell: at % 4,
  replication: Math.floor(at / 4),
  key: `key ${at}`,
  digest: '',
}));
const placesOf = (some: readonly KeptRun[]): readonly string[] =>
  some.map(({ cell, replication }) => `${cell}/${replication}`);

test('a word chooses a cell, or one replication of it; several choose all of theirs, in the order of the runs', () => {
  expect(placesOf(chosenRuns(runs, '3/1, 2/0'))).toEqual(['2/0', '3/1']);
  expect(chosenRuns(runs, '1,1/3')).toHaveLength(10);
  for (const word of ['4', '0/10', 'x', '', '1/', '-1', '1/2/3'])
    expect(() => chosenRuns(runs, `1,${word}`), word).toThrow(
      `no run "${word}" in the store in --only; nearest valid: 0 for a cell, 0/0 for one`,
    );
});

test('a sample has no run twice, is the same for one seed, and leaves none out that could be in it', () => {
  const one = sampleOf(runs, 10, 1);
  expect(new Set(placesOf(one)).size).toBe(10);
  expect(one).toEqual(sampleOf(runs, 10, 1));
  expect(one).not.toEqual(sampleOf(runs, 10, 2));
  expect(sampleOf(runs, 99, 1)).toEqual(runs);
  const drawn = new Set(Array.from({ length: 60 }, (_, seed) => placesOf(sampleOf(runs, 10, seed))).flat());
  expect(drawn.size).toBe(40);
});
