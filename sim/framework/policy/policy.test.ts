import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkPolicy } from './check.ts';
import { compile } from './compile.ts';
import { dueNs } from './odrl.ts';
import type { Permission, Policy, PolicyRule, UsageRequest } from './odrl.ts';
import { anyPolicies, anyRequest } from './testing/any-policy.ts';
import { cedar } from './testing/cedar.ts';

const request = (said: Partial<UsageRequest> = {}): UsageRequest => ({
  action: 'use',
  dataClass: 'personal',
  subject: 7,
  party: 'acme',
  role: 'external-dpm',
  purpose: 'occupancy',
  dateTime: 1000,
  spatial: 'eu',
  count: 1,
  recipient: 'acme',
  ...said,
});
const laid = (permission: readonly Permission[], prohibition: readonly PolicyRule[] = []): Policy => ({
  uid: 'test',
  conflict: 'prohibit',
  permission,
  prohibition,
});
const decides = (policy: Policy, said: Partial<UsageRequest> = {}): string =>
  compile([policy]).decide(request(said)).decision;

test('the compiled evaluator and Cedar say the same, and name the same first rule', () => {
  const seen = { permit: 0, forbidden: 0, unmatched: 0 };
  fc.assert(
    fc.property(anyPolicies, fc.array(anyRequest, { minLength: 3, maxLength: 7 }), (policies, requests) => {
      const evaluator = compile(policies);
      const judge = cedar(policies);
      for (const one of requests) {
        const { decision, rule } = evaluator.decide(one);
        const { decision: expected, rules } = judge(one);
        expect({ decision, rule }).toEqual({ decision: expected, rule: rules[0] ?? -1 });
        seen[decision === 'permit' ? 'permit' : rule < 0 ? 'unmatched' : 'forbidden'] += 1;
      }
    }),
    { numRuns: 500 },
  );
  // A comparison of denials alone would show nothing.
  for (const count of Object.values(seen)) expect(count).toBeGreaterThan(200);
});

test('what no rule covers is denied, and no rule has decided', () => {
  expect(compile([]).decide(request())).toEqual({ decision: 'deny', rule: -1, duties: [] });
});

test('a prohibition of another party overrides a permission, in whatever order they were laid down', () => {
  const allow = laid([{ action: 'use' }]);
  const forbid: Policy = { ...laid([], [{ action: 'distribute' }]), uid: 'regulator' };
  const evaluator = compile([allow, forbid]);
  const { decision, rule } = evaluator.decide(request({ action: 'distribute' }));
  expect(decision).toBe('deny');
  expect(evaluator.rules[rule]).toEqual({ policy: 'regulator', kind: 'prohibition', position: 0 });
  expect(evaluator.decide(request()).decision).toBe('permit');
});

test('a rule about use covers every other action; a rule about another action covers no use', () => {
  expect(decides(laid([{ action: 'use' }]), { action: 'archive' })).toBe('permit');
  expect(decides(laid([{ action: 'archive' }]), { action: 'use' })).toBe('deny');
});

test('a permit carries the duties of the first permission that applies', () => {
  const evaluator = compile([
    laid([
      { action: 'use', constraint: [{ leftOperand: 'spatial', operator: 'eq', rightOperand: 'us' }] },
      { action: 'use', duty: [{ action: 'ensureExclusivity' }] },
      { action: 'use' },
    ]),
  ]);
  expect(evaluator.decide(request())).toEqual({
    decision: 'permit',
    rule: 1,
    duties: [{ action: 'ensureExclusivity' }],
  });
});

test('a duty is due at its moment, so long after the decision, or at no time', () => {
  const within = (leftOperand: 'dateTime' | 'elapsedTime') =>
    ({ action: 'delete', constraint: { leftOperand, operator: 'lteq', rightOperand: 60 } }) as const;
  expect(
    [within('dateTime'), within('elapsedTime'), { action: 'inform' } as const].map((duty) => dueNs(duty, 1000)),
  ).toEqual([60, 1060, Infinity]);
});

test('of the unknown the worst is assumed', () => {
  const inEurope = {
    action: 'use',
    constraint: [{ leftOperand: 'spatial', operator: 'eq', rightOperand: 'eu' }],
  } as const;
  const toRival = { action: 'use', assignee: { party: 'rival' } } as const;
  expect(decides(laid([inEurope]), { spatial: null })).toBe('deny');
  expect(decides(laid([{ action: 'use' }], [inEurope]), { spatial: null })).toBe('deny');
  expect(decides(laid([toRival]), { party: null })).toBe('deny');
  expect(decides(laid([{ action: 'use' }], [toRival]), { party: null })).toBe('deny');
  expect(decides(laid([{ action: 'use' }], [toRival]))).toBe('permit');
});

test('rules about single subjects and rules about many keep their common order', () => {
  const evaluator = compile([
    laid([
      { action: 'use', target: { subject: { first: 0, last: 9 } } },
      { action: 'use', target: { subject: 7 } },
      { action: 'archive', target: { subject: 12 } },
      { action: 'archive', target: { subject: { first: 10, last: 12 } } },
    ]),
  ]);
  expect(evaluator.decide(request({ subject: 7 })).rule).toBe(0);
  expect(evaluator.decide(request({ action: 'archive', subject: 12 })).rule).toBe(2);
  expect(evaluator.decide(request({ action: 'archive', subject: 11 })).rule).toBe(3);
});

test('to decide makes nothing new', () => {
  const own = Array.from({ length: 1000 }, (_, subject): Permission => ({ action: 'use', target: { subject } }));
  const evaluator = compile([
    laid(own, [
      { action: 'use', constraint: [{ leftOperand: 'recipient', operator: 'isAnyOf', rightOperand: ['x', 'y'] }] },
    ]),
  ]);
  const asked = Array.from({ length: 64 }, (_, subject) => request({ subject: subject * 20 }));
  const decisions = 100_000;
  const grown = (): number => {
    const before = process.memoryUsage().heapUsed;
    for (let turn = 0; turn < decisions; turn++) evaluator.decide(asked[turn & 63]!);
    return (process.memoryUsage().heapUsed - before) / decisions;
  };
  const bytes = Array.from({ length: 21 }, grown).sort((a, b) => a - b);
  // The smallest object takes 16 bytes; the middle one, because code is compiled in some rounds and memory collected in others.
  expect(bytes[10]).toBeLessThan(1);
  expect(evaluator.decide(asked[3]!)).toBe(evaluator.decide(asked[3]!));
});

test('every policy of the subset passes its check, also after a way as text', () => {
  fc.assert(
    fc.property(anyPolicies, (policies) => {
      for (const policy of policies) {
        const { fault, policy: read } = checkPolicy(JSON.parse(JSON.stringify(policy)));
        expect(fault).toBeUndefined();
        expect(read).toEqual(policy);
      }
    }),
    { numRuns: 300 },
  );
});
