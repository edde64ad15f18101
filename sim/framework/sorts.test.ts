import { expect, test } from 'vitest';
import { sorts, sortsOf, sortSummaries } from './sorts.ts';

test('nodes of a placement are of the sorts that were declared, in order and over again', () => {
  const placement = {
    first: 10,
    sorts: [
      ['full-fledged', 'camera'],
      ['full-fledged', 'actuator'],
    ],
  } as const;
  expect([10, 11, 12, 13].map((node) => sortsOf(placement, node)[1])).toEqual([
    'camera',
    'actuator',
    'camera',
    'actuator',
  ]);
  expect([sortsOf({ first: 10 }, 10), sortsOf({ first: 10, sorts: [] }, 11)]).toEqual([[], []]);
});

test('each sort says once what it is', () => {
  expect(Object.keys(sortSummaries)).toEqual([...sorts]);
  expect(new Set(Object.values(sortSummaries)).size).toBe(sorts.length);
});
