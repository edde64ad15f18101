import { expect, test } from 'vitest';
import { paretoFront } from './pareto.ts';

test('a front holds what nothing else beats, in all costs together', () => {
  const things = [
    { id: 'cheap', gain: 0, costs: [0, 0] },
    { id: 'good', gain: 1, costs: [2, 5] },
    { id: 'as good for less of one', gain: 1, costs: [3, 4] },
    { id: 'beaten', gain: 0.5, costs: [3, 5] },
    { id: 'between', gain: 0.5, costs: [1, 5] },
  ];
  expect(paretoFront(things).map(({ id }) => id)).toEqual(['cheap', 'good', 'as good for less of one', 'between']);
});

test('of two that are the same neither beats the other', () => {
  expect(
    paretoFront([
      { gain: 1, costs: [1] },
      { gain: 1, costs: [1] },
    ]),
  ).toHaveLength(2);
});
