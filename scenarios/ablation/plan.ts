import type { Attack } from '../../sim/framework/attack.ts';
import type { Control, ControlId } from '../../sim/framework/control.ts';
import type { ProfileName } from '../../sim/framework/profile.ts';
import type { ParameterValues, Scenario, Size } from '../../sim/framework/scenario.ts';
import { controlsOf } from '../../sim/controls/profiles.ts';
import { homeOf, planAtHome } from '../studied.ts';
import { valuesAt } from '../values.ts';

/** What is asked of an ablation. */
export interface AblationPlan {
  readonly scenario: Scenario;
  readonly size: Size;
  /** Parameters that were set by hand, for every run. */
  readonly set: ParameterValues;
  readonly attacks: readonly Attack[];
  /** Whose controls are taken out. */
  readonly profile: ProfileName;
  /** Sets of its controls that are played besides, as somebody chose them. */
  readonly sets: readonly (readonly ControlId[])[];
  readonly seed: number;
  readonly replications: number;
  /** Of the product: names of runs begin with it. */
  readonly version: string;
  /** The command that plays it again. */
  readonly command: string;
}

/** Upper bound of success at which an attack is held, where its file predicts no larger residual. */
const usuallyHeldAt = 0.02;

/** Upper bound of success at which an attack is held. */
export const heldAt = ({ residual }: Attack): number => Math.max(usuallyHeldAt, residual.rate);

/**
 * Parameters of an attack's runs: at home and in the smoke size those under which it is studied, since some need what seldom happens
 * otherwise; elsewhere the size's. What was set by hand comes last.
 */
export const parametersFor = (attack: Attack, { scenario, size, set }: AblationPlan): ParameterValues => ({
  ...(size === 'smoke' && homeOf(attack).id === scenario.id
    ? planAtHome(attack, {}).parameters
    : valuesAt<ParameterValues>(scenario, size)),
  ...set,
});

/** Parameters of honest play. */
export const honestParameters = ({ scenario, size, set }: AblationPlan): ParameterValues => ({
  ...valuesAt<ParameterValues>(scenario, size),
  ...set,
});

/** Controls in question, in the order of the chain: what the attacks' files say beats them or does not, as far as the profile has it. */
export function inQuestion({ attacks, profile }: Pick<AblationPlan, 'attacks' | 'profile'>): readonly Control[] {
  const told = new Set<ControlId>(attacks.flatMap(({ beatenBy, notBeatenBy }) => [...beatenBy, ...notBeatenBy]));
  return controlsOf({ name: profile, without: [] }).filter(({ id }) => told.has(id));
}

/** What an attack's file says of a control. */
export const saidOf = ({ beatenBy, notBeatenBy }: Attack, control: string): 'beats it' | 'does not' | null => {
  const is = (id: ControlId): boolean => id === control;
  return beatenBy.some(is) ? 'beats it' : notBeatenBy.some(is) ? 'does not' : null;
};
