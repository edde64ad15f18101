import { describe, expect, test } from 'vitest';
import { redundancy } from './redundancy.ts';
import { atWork, deed, noDuty, post } from './testing/house.ts';

const use = (answers: number[] | undefined, value: 0 | 1 = 1) =>
  atWork(redundancy()).inner!(
    deed({
      purpose: 'occupancy',
      kind: 'result',
      body: { task: 'occupancy', part: 3, value },
      circumstances: answers === undefined ? {} : { answers },
    }),
    post({ place: 'use' }),
  );

describe('C22 redundancy', () => {
  test('two providers that differ are both not believed', () => {
    expect([use([1, 1]), use([1, 0]), use([1, 0], 0)]).toEqual([undefined, 'answers-differ', 'answers-differ']);
  });

  test('of three, the answer of two is used and that of the third is not', () => {
    expect([use([1, 1, 0]), use([1, 1, 0], 0)]).toEqual([undefined, 'answers-differ']);
  });

  test('providers that collude are believed, and so is one that alone answered', () => {
    expect([use([0, 0], 0), use([1]), use(undefined)]).toEqual([undefined, undefined, undefined]);
  });

  test('each occupancy job goes to two providers, other work to one', () => {
    const copies = (purpose: 'occupancy' | 'archive') => {
      const duty = noDuty();
      atWork(redundancy()).oblige!(purpose, duty, post());
      return [duty.copies, duty.quorum];
    };
    expect([copies('occupancy'), copies('archive')]).toEqual([
      [2, 2],
      [1, 1],
    ]);
  });

  test.each([
    [3, 1 / 2, 2],
    [4, 1 / 2, 3],
    [3, 2 / 3, 3],
    [7, 2 / 3, 5],
    [9, 2 / 3, 7],
  ])(
    'of %i providers, more than %f of whom must agree, %i are a quorum and one less is none',
    (copies, share, quorum) => {
      const guard = atWork(redundancy({ copies, share }));
      const duty = noDuty();
      guard.oblige!('occupancy', duty, post());
      expect([duty.copies, duty.quorum]).toEqual([copies, quorum]);
      const judged = (agreeing: number) =>
        guard.inner!(
          deed({
            purpose: 'occupancy',
            kind: 'result',
            body: { task: 'occupancy', part: 3, value: 1 },
            circumstances: { answers: Array.from({ length: copies }, (_, place) => (place < agreeing ? 1 : 0)) },
          }),
          post({ place: 'use' }),
        );
      expect([judged(quorum), judged(quorum - 1)]).toEqual([undefined, 'answers-differ']);
    },
  );
});
