import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkPolicy, policyLimits } from './check.ts';
import { compile } from './compile.ts';

const base = { uid: 'p', conflict: 'prohibit' };
const constrained = (...constraint: unknown[]): unknown => ({ ...base, permission: [{ action: 'use', constraint }] });
const eq = { leftOperand: 'count', operator: 'eq', rightOperand: 1 };
const nested = (depth: number): unknown => (depth === 0 ? eq : { or: [nested(depth - 1)] });

test.each<[string, unknown, string]>([
  ['no object', 'x', 'policy should be an object, not "x"'],
  ['no name', { conflict: 'prohibit' }, 'uid should be a name, not nothing'],
  ['another strategy', { ...base, conflict: 'perm' }, 'conflict is "perm", should be one of prohibit'],
  ['a term of full ODRL', { ...base, obligation: [] }, 'policy has "obligation", which is not in the subset'],
  [
    'a hidden key',
    JSON.parse('{"uid":"p","conflict":"prohibit","__proto__":{}}'),
    'policy has "__proto__", which is not in the subset',
  ],
  ['a key that all objects have', { ...base, constructor: 1 }, 'policy has "constructor", which is not in the subset'],
  ['no list', { ...base, permission: {} }, 'permission should be a list, not an object'],
  [
    'an unknown action',
    { ...base, permission: [{ action: 'sell' }] },
    'permission[0].action is "sell", should be one of use, aggregate, archive, delete, derive, distribute',
  ],
  [
    'a duty of a prohibition',
    { ...base, prohibition: [{ action: 'use', duty: [] }] },
    'prohibition[0] has "duty", which is not in the subset',
  ],
  [
    'an operator for numbers',
    constrained({ leftOperand: 'spatial', operator: 'lt', rightOperand: 'eu' }),
    'permission[0].constraint[0].operator is "lt", should be one of eq, neq, isAnyOf, isNoneOf',
  ],
  [
    'a list for one',
    constrained({ leftOperand: 'spatial', operator: 'eq', rightOperand: ['eu'] }),
    'permission[0].constraint[0].operator is "eq", should be one of isAnyOf, isNoneOf',
  ],
  [
    'half a nanosecond',
    constrained({ leftOperand: 'dateTime', operator: 'lt', rightOperand: 0.5 }),
    'permission[0].constraint[0].rightOperand should be a whole number, not 0.5',
  ],
  [
    'an unknown purpose',
    constrained(eq, { leftOperand: 'purpose', operator: 'eq', rightOperand: 'advertising' }),
    'permission[0].constraint[1].rightOperand is "advertising", should be one of twin, aggregate, occupancy, archive, control, identity, audit, query',
  ],
  [
    'an unknown operand',
    constrained({ leftOperand: 'payAmount', operator: 'eq', rightOperand: 1 }),
    'permission[0].constraint[0].leftOperand is "payAmount", should be one of purpose, spatial, recipient, dateTime, count',
  ],
  [
    'both logics in one',
    constrained({ and: [eq], or: [eq] }),
    'permission[0].constraint[0] has "or", which is not in the subset',
  ],
  [
    'a range backwards',
    { ...base, permission: [{ action: 'use', target: { subject: { first: 2, last: 1 } } }] },
    'permission[0].target.subject ends at 1 before it begins at 2',
  ],
  [
    'an unknown role',
    { ...base, permission: [{ action: 'use', assignee: { role: 'king' } }] },
    'permission[0].assignee.role is "king", should be one of',
  ],
  [
    'too many rules',
    { ...base, permission: new Array(65).fill({ action: 'use' }) },
    'permission has 65 entries, at most 64',
  ],
  [
    'too many constraints',
    constrained(...new Array(9).fill({ and: [eq] })),
    'permission[0].constraint[8] is one more than the 16 constraints that a rule may have',
  ],
  [
    'a deep nest',
    constrained(nested(policyLimits.nesting + 1)),
    'permission[0].constraint[0].or[0].or[0].or[0] is nested deeper than 3',
  ],
  ['a deeper nest', constrained(nested(2000)), 'permission[0].constraint[0].or[0].or[0].or[0] is nested deeper than 3'],
  ['a long name', { ...base, uid: 'x'.repeat(1e6) }, 'uid has 1000000 characters, at most 128'],
  ['a line break', { ...base, conflict: `a\nb${'c'.repeat(99)}` }, 'conflict is "a\\nbccc'],
])('%s is refused with a line that says what and where', (_, value, line) => {
  const { fault } = checkPolicy(value);
  expect(fault).toContain(line);
  expect(fault).not.toMatch(/\n/);
  expect(fault!.length).toBeLessThan(500);
});

test('what is just within the limits passes', () => {
  expect(checkPolicy(constrained(nested(policyLimits.nesting))).fault).toBeUndefined();
  expect(checkPolicy(constrained(...new Array(16).fill(eq))).fault).toBeUndefined();
  expect(checkPolicy({ ...base, prohibition: new Array(64).fill({ action: 'use' }) }).fault).toBeUndefined();
});

test('whatever a stranger sends is refused with one line or can be compiled', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), fc.jsonValue(), (a, b, c) => {
      const rule = { action: 'use', target: a, constraint: [b, c] };
      for (const value of [a, { ...base, permission: a }, { ...base, permission: [rule], prohibition: [c] }]) {
        const { policy, fault } = checkPolicy(value);
        expect(policy === undefined).toBe(fault !== undefined);
        if (policy !== undefined) compile([policy]);
      }
    }),
    { numRuns: 2000 },
  );
});
