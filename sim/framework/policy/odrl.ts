import type { DataClass, Purpose } from '../datum.ts';
import type { Role } from '../figure.ts';

/**
 * A subset of the W3C ODRL 2.2 vocabulary (Recommendation of 15 February 2018) as plain data: who may do what with whose data,
 * under which constraints. Names and meanings are ODRL's, except where a comment says that a reading is ours.
 */

/** What is done with data. `use` includes all others (ODRL `includedIn`), passing data on too: a rule about it covers them. */
export const actions = ['use', 'aggregate', 'archive', 'delete', 'derive', 'distribute'] as const;
export type Action = (typeof actions)[number];

/**
 * What a permission can oblige to: to delete all copies, to tell, or (`ensureExclusivity`, our reading) to let nobody else have
 * the data.
 */
export const dutyActions = ['delete', 'inform', 'ensureExclusivity'] as const;
export type DutyAction = (typeof dutyActions)[number];

/** Operators that take one name, those that take a list of names, and those that compare whole numbers. */
export const oneOperators = ['eq', 'neq'] as const;
export const listOperators = ['isAnyOf', 'isNoneOf'] as const;
export const numberOperators = ['eq', 'neq', 'lt', 'lteq', 'gt', 'gteq'] as const;

/** Left operands that are names, and left operands that are whole numbers. */
export const nameOperands = ['purpose', 'spatial', 'recipient'] as const;
export const numberOperands = ['dateTime', 'count'] as const;

/** Compares a name of the request with one name or several. */
export interface NameComparison<Left extends (typeof nameOperands)[number], Name extends string> {
  readonly leftOperand: Left;
  readonly operator: (typeof oneOperators)[number] | (typeof listOperators)[number];
  /** One name for `eq` and `neq`; several, or one, for `isAnyOf` and `isNoneOf`. */
  readonly rightOperand: Name | readonly Name[];
}

/** Compares a number of the request: `dateTime` in ns, `count` of executions, this one included. */
export interface NumberComparison {
  readonly leftOperand: (typeof numberOperands)[number];
  readonly operator: (typeof numberOperators)[number];
  /** A safe integer. */
  readonly rightOperand: number;
}

/** A constraint, or several of which all or any must be satisfied (ODRL logical constraints). */
export type Constraint =
  | NameComparison<'purpose', Purpose>
  | NameComparison<'spatial' | 'recipient', string>
  | NumberComparison
  | { readonly and: readonly Constraint[] }
  | { readonly or: readonly Constraint[] };

/** The data that a rule is about: what is left out is not restricted. Our own kind of ODRL asset collection. */
export interface Target {
  readonly dataClass?: readonly DataClass[];
  /** One subject, or those from `first` to `last`. */
  readonly subject?: number | { readonly first: number; readonly last: number };
}

/** For whom a rule is: one party by name, or all who play a role (an ODRL party collection). */
export type Assignee = { readonly party: string } | { readonly role: Role };

/** What whoever makes use of a permission must do, at the latest at a moment or so long after the decision, in ns. */
export interface PolicyDuty {
  readonly action: DutyAction;
  readonly constraint?: {
    readonly leftOperand: 'dateTime' | 'elapsedTime';
    readonly operator: 'lteq';
    readonly rightOperand: number;
  };
}

/** A prohibition as it stands; a permission without its duties. All constraints must be satisfied for the rule to apply. */
export interface PolicyRule {
  readonly action: Action;
  readonly target?: Target;
  /** Everybody, where there is none. */
  readonly assignee?: Assignee;
  readonly constraint?: readonly Constraint[];
}

/** A rule that allows; its duties go with each permit. ODRL makes them pre-conditions; here they are carried, not judged. */
export interface Permission extends PolicyRule {
  readonly duty?: readonly PolicyDuty[];
}

/** What one party lays down about data. What no rule covers is denied. */
export interface Policy {
  readonly uid: string;
  /** A prohibition overrides every permission; ODRL's other strategies are not in the subset, so it must be said. */
  readonly conflict: 'prohibit';
  readonly permission?: readonly Permission[];
  readonly prohibition?: readonly PolicyRule[];
}

/**
 * What somebody is about to do. `null` is unknown, and the worst is assumed of it: no permission that asks for it applies, every
 * prohibition that asks for it does.
 */
export interface UsageRequest {
  readonly action: Action;
  readonly dataClass: DataClass;
  readonly subject: number;
  /** Who does it, and in which role. */
  readonly party: string | null;
  readonly role: Role | null;
  readonly purpose: Purpose;
  /** ns, a whole number. */
  readonly dateTime: number;
  /** Region where the data will lie. */
  readonly spatial: string | null;
  /** Executions so far, this one included. */
  readonly count: number;
  /** Who will have the data then: the party itself where nothing is passed on. */
  readonly recipient: string | null;
}

/** The moment by which a duty must be done, ns; Infinity where it has no deadline. */
export function dueNs(duty: PolicyDuty, decidedNs: number): number {
  const { constraint } = duty;
  if (constraint === undefined) return Infinity;
  return constraint.leftOperand === 'dateTime' ? constraint.rightOperand : decidedNs + constraint.rightOperand;
}
