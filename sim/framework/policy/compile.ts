import { dataClasses, purposes } from '../datum.ts';
import type { DataClass, Purpose } from '../datum.ts';
import { actions } from './odrl.ts';
import type {
  Action,
  Assignee,
  Constraint,
  NumberComparison,
  Policy,
  PolicyDuty,
  PolicyRule,
  UsageRequest,
} from './odrl.ts';

/** What the policies say to a request. Made once for each rule: to decide makes nothing new. */
export interface Ruling {
  readonly decision: 'permit' | 'deny';
  /** Index in `rules` of the rule that decided: the first that applies of those that outrank the others; -1 where none applies. */
  readonly rule: number;
  /** What a permit obliges to: the duties of the rule that decided. */
  readonly duties: readonly PolicyDuty[];
}

/** Where a rule stands, for people. */
export interface RuleOrigin {
  readonly policy: string;
  readonly kind: 'permission' | 'prohibition';
  /** Its place among the rules of that kind in its policy. */
  readonly position: number;
}

/** Policies made ready to decide. */
export interface Evaluator {
  /** All rules, policy by policy, in each its prohibitions before its permissions. */
  readonly rules: readonly RuleOrigin[];
  decide(request: UsageRequest): Ruling;
}

type Applies = (request: UsageRequest) => boolean;

/** A rule as the hot path reads it. */
interface CompiledRule {
  readonly ruling: Ruling;
  readonly actions: number;
  readonly classes: number;
  readonly first: number;
  readonly last: number;
  /** What is left to ask: assignee and constraints. */
  readonly applies: Applies;
}

const bits = <Name extends string>(names: readonly Name[]): Readonly<Record<Name, number>> =>
  Object.fromEntries(names.map((name, place) => [name, 1 << place])) as Record<Name, number>;
const actionBit: Readonly<Record<Action, number>> = bits(actions);
const classBit: Readonly<Record<DataClass, number>> = bits(dataClasses);
const purposeBit: Readonly<Record<Purpose, number>> = bits(purposes);
const maskOf = <Name extends string>(bit: Readonly<Record<Name, number>>, names: readonly Name[]): number =>
  names.reduce((mask, name) => mask | bit[name], 0);

const unmatched: Ruling = { decision: 'deny', rule: -1, duties: [] };

/**
 * Makes an evaluator of policies that are sound (`checkPolicy`). A prohibition that applies overrides every permission (ODRL
 * `prohibit`); what no permission covers is denied. Rules about one subject are found by it, so that a policy for each of a million
 * persons costs a look-up; all others are asked in turn.
 */
export function compile(policies: readonly Policy[]): Evaluator {
  const rules: RuleOrigin[] = [];
  const prohibitions = new RuleTable();
  const permissions = new RuleTable();
  for (const { uid, prohibition = [], permission = [] } of policies) {
    prohibition.forEach((rule, position) => {
      prohibitions.add(compiled(rule, { decision: 'deny', rule: rules.length, duties: [] }));
      rules.push({ policy: uid, kind: 'prohibition', position });
    });
    permission.forEach((rule, position) => {
      permissions.add(compiled(rule, { decision: 'permit', rule: rules.length, duties: rule.duty ?? [] }));
      rules.push({ policy: uid, kind: 'permission', position });
    });
  }
  return {
    rules,
    decide: (request) => prohibitions.first(request) ?? permissions.first(request) ?? unmatched,
  };
}

/** Rules of one kind, in order. */
class RuleTable {
  /** Rules about more than one subject. */
  readonly #wide: CompiledRule[] = [];
  readonly #bySubject = new Map<number, CompiledRule[]>();

  add(rule: CompiledRule): void {
    const { first, last } = rule;
    if (first !== last) {
      this.#wide.push(rule);
      return;
    }
    const own = this.#bySubject.get(first);
    if (own === undefined) this.#bySubject.set(first, [rule]);
    else own.push(rule);
  }

  /** Ruling of the first rule that applies. */
  first(request: UsageRequest): Ruling | undefined {
    const wide = firstOf(this.#wide, request);
    if (this.#bySubject.size === 0) return wide;
    const own = this.#bySubject.get(request.subject);
    if (own === undefined) return wide;
    const narrow = firstOf(own, request);
    if (narrow === undefined || wide === undefined) return narrow ?? wide;
    return narrow.rule < wide.rule ? narrow : wide;
  }
}

function firstOf(rules: readonly CompiledRule[], request: UsageRequest): Ruling | undefined {
  if (rules.length === 0) return undefined;
  const action = actionBit[request.action];
  const dataClass = classBit[request.dataClass];
  const { subject } = request;
  for (let at = 0; at < rules.length; at++) {
    const rule = rules[at]!;
    if ((rule.actions & action) === 0 || (rule.classes & dataClass) === 0) continue;
    if (subject < rule.first || subject > rule.last) continue;
    if (rule.applies(request)) return rule.ruling;
  }
  return undefined;
}

function compiled(rule: PolicyRule, ruling: Ruling): CompiledRule {
  const { action, target = {}, assignee, constraint = [] } = rule;
  const { subject = { first: -Infinity, last: Infinity } } = target;
  /** What an unknown amounts to: in a prohibition it holds, in a permission it does not. */
  const unknown = ruling.decision === 'deny';
  const asked = constraint.map((one) => satisfied(one, unknown));
  if (assignee !== undefined) asked.unshift(isAssignee(assignee, unknown));
  return {
    ruling,
    actions: action === 'use' ? maskOf(actionBit, actions) : actionBit[action],
    classes: maskOf(classBit, target.dataClass ?? dataClasses),
    first: typeof subject === 'number' ? subject : subject.first,
    last: typeof subject === 'number' ? subject : subject.last,
    applies: all(asked),
  };
}

const isAssignee = (assignee: Assignee, unknown: boolean): Applies => {
  if ('role' in assignee) {
    const { role } = assignee;
    return (request) => (request.role === null ? unknown : request.role === role);
  }
  const { party } = assignee;
  return (request) => (request.party === null ? unknown : request.party === party);
};

const isNumeric = (constraint: { readonly leftOperand: string }): constraint is NumberComparison =>
  constraint.leftOperand === 'dateTime' || constraint.leftOperand === 'count';

function satisfied(constraint: Constraint, unknown: boolean): Applies {
  if ('and' in constraint) return all(constraint.and.map((one) => satisfied(one, unknown)));
  if ('or' in constraint) return any(constraint.or.map((one) => satisfied(one, unknown)));
  if (isNumeric(constraint)) return compared(constraint);
  const { leftOperand, operator, rightOperand } = constraint;
  const names = typeof rightOperand === 'string' ? [rightOperand] : rightOperand;
  const wanted = operator === 'eq' || operator === 'isAnyOf';
  if (leftOperand === 'purpose') {
    const named = maskOf(purposeBit, names as readonly Purpose[]);
    const mask = wanted ? named : maskOf(purposeBit, purposes) & ~named;
    return (request) => (mask & purposeBit[request.purpose]) !== 0;
  }
  const among = oneOf(names);
  return leftOperand === 'spatial'
    ? ({ spatial }) => (spatial === null ? unknown : among(spatial) === wanted)
    : ({ recipient }) => (recipient === null ? unknown : among(recipient) === wanted);
}

function oneOf(names: readonly string[]): (name: string) => boolean {
  if (names.length === 1) {
    const [only] = names;
    return (name) => name === only;
  }
  const set = new Set(names);
  return (name) => set.has(name);
}

const valueOf: Readonly<Record<NumberComparison['leftOperand'], (request: UsageRequest) => number>> = {
  dateTime: (request) => request.dateTime,
  count: (request) => request.count,
};

function compared({ leftOperand, operator, rightOperand: right }: NumberComparison): Applies {
  const left = valueOf[leftOperand];
  const how: Readonly<Record<typeof operator, Applies>> = {
    eq: (request) => left(request) === right,
    neq: (request) => left(request) !== right,
    lt: (request) => left(request) < right,
    lteq: (request) => left(request) <= right,
    gt: (request) => left(request) > right,
    gteq: (request) => left(request) >= right,
  };
  return how[operator];
}

function all(asked: readonly Applies[]): Applies {
  const [one, two] = asked;
  if (one === undefined) return () => true;
  if (two === undefined) return one;
  if (asked.length === 2) return (request) => one(request) && two(request);
  return (request) => {
    for (let at = 0; at < asked.length; at++) if (!asked[at]!(request)) return false;
    return true;
  };
}

function any(asked: readonly Applies[]): Applies {
  return (request) => {
    for (let at = 0; at < asked.length; at++) if (asked[at]!(request)) return true;
    return false;
  };
}
