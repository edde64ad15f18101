import { expect, test } from 'vitest';
import type { FoundViolation } from '../../sim/framework/metric.ts';
import { figure, points } from '../../sim/framework/figure.ts';
import { clauses } from '../folding/clauses.ts';
import { folded, frame } from '../testing/facts.ts';
import type { ToldFact } from '../testing/facts.ts';
import { clauseCoverage } from './clause-coverage.ts';

const roles = ['device', 'gateway', 'iot-platform', 'things-agent', 'secure-dpm', 'external-dpm', 'identity-storage'];
const run = frame(100, { nodes: roles.length, roleOf: (node) => roles[node]! });
const message = (more: Partial<ToldFact>): ToldFact => ({ kind: 'delivered', at: 1, message: 'report', ...more });
const found = (property: FoundViolation['property'], node = -1) => ({ property, node }) as FoundViolation;
const valuesOf = (facts: readonly ToldFact[], violated: readonly FoundViolation[]) => {
  const work = folded(clauseCoverage, run, facts);
  for (const one of violated) work.violation!(one);
  return work.value();
};

test('a message exercises the groups of its point and the topics of its ends, its kind and its class', () => {
  const behindGateway = valuesOf([message({ place: 'RP-T', node: 2, peer: 1 })], []);
  expect(Object.keys(behindGateway).slice(3)).toEqual(['R1.failed', 'R4.failed', 'R5.failed', 'CD.failed']);
  const byItself = valuesOf([message({ place: 'RP-T', node: 3, peer: 0, dataClass: 'personal' })], []);
  expect(Object.keys(byItself).slice(3)).toEqual(['R1.failed', 'R4.failed', 'R5.failed', 'FF.failed', 'PII.failed']);
  const resolved = valuesOf([message({ place: 'RP-D', node: 3, peer: 6, message: 'resolved' })], []);
  expect(Object.keys(resolved).slice(3)).toEqual(['R2.failed', 'R5.failed', 'Y-a.failed']);
});

test('a clause fails by the properties that it stands for, where it was exercised, and only there', () => {
  const facts = [
    message({ place: 'RP-M', node: 4, peer: 3 }),
    message({ kind: 'refused', place: 'RP-M', node: 4, peer: 3 }),
    // A use inside a node is no verdict on a message.
    { kind: 'used', at: 2, node: 4 } as const,
  ];
  expect(valuesOf(facts, [])).toEqual({
    exercised: { value: 3, n: 2 },
    passed: { value: 3, n: 2 },
    failed: { value: 0, n: 2 },
    'R1.failed': { value: 0, n: 2 },
    'R2.failed': { value: 0, n: 2 },
    'R5.failed': { value: 0, n: 2 },
  });
  // Confidentiality is R4, which nothing exercised here; freshness is R1.
  const { passed, failed, ...own } = valuesOf(facts, [found('freshness', 4), found('confidentiality', 4)]);
  expect([passed!.value, failed!.value]).toEqual([2, 1]);
  expect([own['R1.failed']!.value, own['R2.failed']!.value, own['R5.failed']!.value]).toEqual([1, 0, 0]);
});

test('what leaks inside the house is not counted against outside resources', () => {
  const facts = [message({ place: 'RP-C', node: 5, peer: 4 })];
  expect(valuesOf(facts, [found('confidentiality', 1)])['R3.failed']!.value).toBe(0);
  expect(valuesOf(facts, [found('confidentiality', 5)])['R3.failed']!.value).toBe(1);
  expect(valuesOf(facts, [found('confidentiality', 900)])['R3.failed']!.value).toBe(0);
});

test('every group that the figure carries is a clause, and without a message nothing is known', () => {
  const groups = new Set(points.flatMap((point): readonly string[] => figure[point].groups));
  expect([...groups].toSorted()).toEqual(clauses.map(({ id }) => id as string).filter((id) => groups.has(id)));
  expect(valuesOf([], [found('access')])).toEqual({
    exercised: { value: null, n: 0 },
    passed: { value: null, n: 0 },
    failed: { value: null, n: 0 },
  });
});
