import { dataClasses, purposes } from '../datum.ts';
import { roles } from '../figure.ts';
import {
  actions,
  dutyActions,
  listOperators,
  nameOperands,
  numberOperands,
  numberOperators,
  oneOperators,
} from './odrl.ts';
import type { Policy } from './odrl.ts';

/** Limits on a policy that somebody else wrote: what is larger is refused before it is read (assumptions). */
export const policyLimits = {
  /** Rules of each kind. */
  rules: 64,
  /** Constraints of a rule, with all that stand in others. */
  constraints: 16,
  /** Logical constraints in each other. */
  nesting: 3,
  duties: 8,
  /** Entries of one list of names. */
  names: 64,
  /** Characters of one name. */
  characters: 128,
} as const;

/** A policy that is sound, or one line that says what is wrong where. */
export type CheckedPolicy =
  | { readonly policy: Policy; readonly fault?: undefined }
  | { readonly policy?: undefined; readonly fault: string };

/** What is wrong, or undefined. */
type Fault = string | undefined;
type Check = (value: unknown, where: string) => Fault;
type Fields = Readonly<Record<string, unknown>>;

/** Reads what `JSON.parse` made of a stranger's text as a policy. Looks at no more than the limits allow; never throws. */
export function checkPolicy(value: unknown): CheckedPolicy {
  const fault = policy(value, 'policy');
  return fault === undefined ? { policy: value as Policy } : { fault };
}

/** A value as a line of a log may show it. */
const shown = (value: unknown): string => {
  if (typeof value === 'string') return JSON.stringify(value.length > 32 ? `${value.slice(0, 32)}...` : value);
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (value === undefined) return 'nothing';
  return value === null ? 'null' : Array.isArray(value) ? `a list of ${value.length}` : 'an object';
};

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A record with these fields and no others; those with a question mark may be missing. */
const record =
  (fields: Readonly<Record<string, Check>>): Check =>
  (value, where) => {
    if (!isFields(value)) return `${where} should be an object, not ${shown(value)}`;
    // Only those that it has itself: a stranger's field may be called `constructor`.
    const known = (key: string): boolean => Object.hasOwn(fields, key) || Object.hasOwn(fields, `${key}?`);
    for (const key in value) if (!known(key)) return `${where} has ${shown(key)}, which is not in the subset`;
    for (const [name, check] of Object.entries(fields)) {
      const key = name.replace('?', '');
      if (key !== name && value[key] === undefined) continue;
      const fault = check(value[key], where === 'policy' ? key : `${where}.${key}`);
      if (fault !== undefined) return fault;
    }
    return undefined;
  };

/** A list of so many at most, and at least one where `least` says so. */
const list =
  (check: Check, most: number, least: 0 | 1 = 1): Check =>
  (value, where) => {
    if (!Array.isArray(value)) return `${where} should be a list, not ${shown(value)}`;
    if (value.length > most) return `${where} has ${value.length} entries, at most ${most}`;
    if (value.length < least) return `${where} is empty: leave it out`;
    for (let at = 0; at < value.length; at++) {
      const fault = check(value[at], `${where}[${at}]`);
      if (fault !== undefined) return fault;
    }
    return undefined;
  };

const among =
  (names: readonly string[]): Check =>
  (value, where) =>
    names.includes(value as string) ? undefined : `${where} is ${shown(value)}, should be one of ${names.join(', ')}`;

const name: Check = (value, where) => {
  if (typeof value !== 'string' || value === '') return `${where} should be a name, not ${shown(value)}`;
  return value.length <= policyLimits.characters
    ? undefined
    : `${where} has ${value.length} characters, at most ${policyLimits.characters}`;
};

const whole: Check = (value, where) =>
  Number.isSafeInteger(value) ? undefined : `${where} should be a whole number, not ${shown(value)}`;

const subject: Check = (value, where) => {
  if (!isFields(value)) return whole(value, where);
  const fault = record({ first: whole, last: whole })(value, where);
  if (fault !== undefined) return fault;
  const [first, last] = [value['first'] as number, value['last'] as number];
  return first <= last ? undefined : `${where} ends at ${last} before it begins at ${first}`;
};

const target = record({ 'dataClass?': list(among(dataClasses), dataClasses.length), 'subject?': subject });

const assignee: Check = (value, where) =>
  isFields(value) && Object.hasOwn(value, 'role')
    ? record({ role: among(roles) })(value, where)
    : record({ party: name })(value, where);

const comparison: Check = (value, where) => {
  if (!isFields(value)) return `${where} should be an object, not ${shown(value)}`;
  const { leftOperand, rightOperand } = value;
  const operand = among([...nameOperands, ...numberOperands]);
  if ((numberOperands as readonly unknown[]).includes(leftOperand)) {
    return record({ leftOperand: operand, operator: among(numberOperators), rightOperand: whole })(value, where);
  }
  const one = leftOperand === 'purpose' ? among(purposes) : name;
  const many = Array.isArray(rightOperand);
  return record({
    leftOperand: operand,
    operator: among(many ? listOperators : [...oneOperators, ...listOperators]),
    rightOperand: many ? list(one, policyLimits.names) : one,
  })(value, where);
};

/** Constraints of one rule, counted over all that stand in others. */
const constraints: Check = (value, where) => {
  let left: number = policyLimits.constraints;
  const inner =
    (nested: number): Check =>
    (one, at) => {
      left -= 1;
      if (left < 0) return `${at} is one more than the ${policyLimits.constraints} constraints that a rule may have`;
      const logical = isFields(one) && ['and', 'or'].find((key) => Object.hasOwn(one, key));
      if (!logical) return comparison(one, at);
      if (nested === policyLimits.nesting) return `${at} is nested deeper than ${policyLimits.nesting}`;
      return record({ [logical]: list(inner(nested + 1), policyLimits.constraints) })(one, at);
    };
  return list(inner(0), policyLimits.constraints)(value, where);
};

const duty = record({
  action: among(dutyActions),
  'constraint?': record({
    leftOperand: among(['dateTime', 'elapsedTime']),
    operator: among(['lteq']),
    rightOperand: whole,
  }),
});

const rule = { action: among(actions), 'target?': target, 'assignee?': assignee, 'constraint?': constraints };

const policy = record({
  uid: name,
  conflict: among(['prohibit']),
  'permission?': list(record({ ...rule, 'duty?': list(duty, policyLimits.duties) }), policyLimits.rules, 0),
  'prohibition?': list(record(rule), policyLimits.rules, 0),
});
