import fc from 'fast-check';
import { dataClasses, purposes } from '../../datum.ts';
import { roles } from '../../figure.ts';
import { actions, dutyActions, numberOperands, numberOperators } from '../odrl.ts';
import type { Constraint, Permission, Policy, PolicyDuty, PolicyRule, UsageRequest } from '../odrl.ts';

/** Few values of each kind, so that rules and requests meet; with one that needs quoting. */
const parties = ['acme', 'bell', 'co "& \\ sons', 'ü\u{1f600}'];
const regions = ['eu', 'us', 'jp'];
const someRoles = roles.slice(0, 3);
const number = fc.integer({ min: -2, max: 6 });
const subjectNumber = fc.integer({ min: 0, max: 5 });

const named = <Left extends string, Name extends string>(leftOperand: Left, names: readonly Name[]) => {
  const name = fc.constantFrom(...names);
  return fc.oneof(
    fc.record({
      leftOperand: fc.constant(leftOperand),
      operator: fc.constantFrom('eq' as const, 'neq' as const),
      rightOperand: name,
    }),
    fc.record({
      leftOperand: fc.constant(leftOperand),
      operator: fc.constantFrom('isAnyOf' as const, 'isNoneOf' as const),
      rightOperand: fc.oneof(name, fc.uniqueArray(name, { minLength: 1, maxLength: 3 })),
    }),
  );
};

const { constraint } = fc.letrec<{ constraint: Constraint; list: Constraint[] }>((tie) => ({
  constraint: fc.oneof(
    { maxDepth: 2, depthSize: 'small' },
    { weight: 3, arbitrary: named('purpose', purposes.slice(0, 3)) },
    { weight: 2, arbitrary: named('spatial', regions) },
    { weight: 2, arbitrary: named('recipient', parties) },
    {
      weight: 3,
      arbitrary: fc.record({
        leftOperand: fc.constantFrom(...numberOperands),
        operator: fc.constantFrom(...numberOperators),
        rightOperand: number,
      }),
    },
    { weight: 1, arbitrary: fc.record({ and: tie('list') }) },
    { weight: 1, arbitrary: fc.record({ or: tie('list') }) },
  ),
  list: fc.array(tie('constraint'), { minLength: 1, maxLength: 2 }),
}));

const target = fc.record(
  {
    dataClass: fc.uniqueArray(fc.constantFrom(...dataClasses), { minLength: 2, maxLength: 4 }),
    subject: fc.oneof(
      subjectNumber,
      fc.tuple(subjectNumber, subjectNumber).map(([a, b]) => ({ first: Math.min(a, b), last: Math.max(a, b) })),
    ),
  },
  { requiredKeys: [] },
);

const duty: fc.Arbitrary<PolicyDuty> = fc.record(
  {
    action: fc.constantFrom(...dutyActions),
    constraint: fc.record({
      leftOperand: fc.constantFrom('dateTime' as const, 'elapsedTime' as const),
      operator: fc.constant('lteq' as const),
      rightOperand: fc.maxSafeNat(),
    }),
  },
  { requiredKeys: ['action'] },
);

const parts = {
  action: fc.oneof(fc.constant('use' as const), fc.constantFrom(...actions)),
  target,
  assignee: fc.oneof(
    fc.record({ party: fc.constantFrom(...parties) }),
    fc.record({ role: fc.constantFrom(...someRoles) }),
  ),
  constraint: fc.array(constraint, { minLength: 1, maxLength: 2 }),
};
const rule: fc.Arbitrary<PolicyRule> = fc.record(parts, { requiredKeys: ['action'] });
const permission: fc.Arbitrary<Permission> = fc.record(
  { ...parts, duty: fc.array(duty, { minLength: 1, maxLength: 2 }) },
  { requiredKeys: ['action'] },
);

/** Policies of the subset, within its limits. */
export const anyPolicies: fc.Arbitrary<Policy[]> = fc.array(
  fc.record(
    {
      uid: fc.constantFrom('one', 'two', 'three'),
      conflict: fc.constant('prohibit' as const),
      permission: fc.array(permission, { minLength: 1, maxLength: 6 }),
      prohibition: fc.array(rule, { maxLength: 3 }),
    },
    { requiredKeys: ['uid', 'conflict', 'permission'] },
  ),
  { minLength: 1, maxLength: 3 },
);

/** Requests that such policies may be asked. */
export const anyRequest: fc.Arbitrary<UsageRequest> = fc.record({
  action: fc.constantFrom(...actions),
  dataClass: fc.constantFrom(...dataClasses),
  subject: subjectNumber,
  party: fc.constantFrom(...parties, 'nobody', null),
  role: fc.constantFrom(...someRoles, null),
  purpose: fc.constantFrom(...purposes.slice(0, 4)),
  dateTime: number,
  spatial: fc.constantFrom(...regions, 'elsewhere', null),
  count: number,
  recipient: fc.constantFrom(...parties, 'nobody', null),
});
