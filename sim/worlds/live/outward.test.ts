import { expect, test } from 'vitest';
import { Outward } from './outward.ts';
import { TruthWriter } from './truth-ops.ts';

test('what leaves a process leaves in order, after the truth of its turn, and not with an earlier turn', () => {
  const seen: string[] = [];
  const truth = new TruthWriter(
    () => 0,
    () => seen.push('truth'),
  );
  const outward = new Outward(truth);
  truth.tell('clear');
  outward.after(() => seen.push('frame 1'));
  outward.after(() => {
    seen.push('record 2');
    outward.after(() => seen.push('frame 3'));
  });
  expect(seen).toEqual([]);
  outward.turned();
  expect(seen).toEqual(['truth', 'frame 1', 'record 2']);
  truth.tell('clear');
  outward.turned();
  expect(seen.slice(3)).toEqual(['truth', 'frame 3']);
  outward.turned();
  expect(seen.slice(5), 'a turn in which nothing leaves writes no truth of its own').toEqual([]);
});
