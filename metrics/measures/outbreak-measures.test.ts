import { expect, test } from 'vitest';
import { flagAltered, flagForged } from '../../sim/framework/fact.ts';
import type { Metric } from '../../sim/framework/metric.ts';
import { metrics } from '../catalogue.ts';
import { attempt, fold, folded, frame } from '../testing/facts.ts';
import type { ToldFact } from '../testing/facts.ts';

const byId = (id: string): Metric => metrics.find((metric) => metric.id === id)!;
const takes = (at: number, node: number, peer: number, flags = flagForged): ToldFact => ({
  kind: 'booted',
  at,
  place: 'act',
  node,
  peer,
  flags,
});
const cleaned = (at: number, node: number): ToldFact => ({ kind: 'booted', at, place: 'act', node });
/** Node 0 brings it to 1 and 2, 2 to 3, 3 to 4; 5 gets what the maker released. */
const told = [
  takes(10, 1, 0),
  takes(11, 2, 0),
  { ...cleaned(11.5, 5), peer: 9 },
  takes(12, 3, 2, flagAltered),
  takes(12, 3, 1),
  takes(13, 4, 3),
];
const after = (id: string, facts: readonly ToldFact[]) => {
  const work = folded(byId(id), frame(60, { roleOf: (node) => (node < 8 ? 'device' : 'gateway') }), facts);
  work.attempt!(attempt());
  return work.value();
};

test('depth counts hops from where it began, and nodes that are taken twice once', () => {
  expect(after('M15', told)).toEqual({ most: { value: 3, n: 4 } });
  expect(after('M15', [])).toEqual({ most: { value: 0, n: 0 } });
  expect(fold(byId('M15'), frame(60), told)).toEqual({ most: { value: null, n: 4 } });
});

test('a node that its maker’s code came back to is taken no more, and begins anew where it is taken again', () => {
  expect(after('M15', [takes(10, 1, 0), cleaned(11, 1), takes(12, 2, 1)])['most']!.value).toBe(1);
});

test('the peak is of one moment, of those to which code was brought, over all devices', () => {
  const { share, nodes } = after('M17', [...told, cleaned(14, 1), cleaned(14, 2), takes(15, 1, 0)]);
  expect(nodes).toEqual({ value: 4, n: 5 });
  expect(share!.value).toBe(4 / 8);
  expect(fold(byId('M17'), frame(60), told)['share']!.value).toBeNull();
});

test('the rate is of nodes that could take others, until half of the most', () => {
  // 2 nodes for a second, 3 for another: 6 of 10 are half and more by then, with 4 more to come at once.
  const outbreak = [takes(0, 1, 0), takes(1, 2, 0), takes(2, 3, 0), takes(2.5, 4, 0)];
  const rest = [5, 6, 7, 8, 9].map((node) => takes(3, node, 0));
  // At most 10: half is reached by the fourth, after 2 + 3 + 4 / 2 node-seconds.
  const { rate, doubling } = fold(byId('M18'), frame(60), [...outbreak, ...rest]);
  expect(rate).toEqual({ value: 2 / 7, n: 3 });
  expect(doubling!.value).toBeCloseTo((7 / 2) * Math.LN2, 12);
});

test('outbreaks are pooled, each with its own beginning, and too few nodes tell no rate', () => {
  const one = [takes(0, 1, 0), takes(1, 2, 0), takes(2, 3, 0), takes(3, 4, 0)];
  const twice = [
    ...one,
    ...[1, 2, 3, 4].map((node) => cleaned(9, node)),
    ...one.map((fact) => ({ ...fact, at: fact.at + 10 })),
  ];
  // Half of five nodes is three, one second and two nodes after the first.
  expect(fold(byId('M18'), frame(60), one)['rate']).toEqual({ value: null, n: 1 });
  expect(fold(byId('M18'), frame(60), twice)['rate']).toEqual({ value: null, n: 2 });
  const thrice = [
    ...twice,
    ...[1, 2, 3, 4].map((node) => cleaned(19, node)),
    ...one.map((fact) => ({ ...fact, at: fact.at + 20 })),
  ];
  expect(fold(byId('M18'), frame(60), thrice)['rate']).toEqual({ value: 2 / 6, n: 3 });
});
