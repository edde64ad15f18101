import type { AttackId } from '../../sim/framework/attack.ts';
import type { ControlId } from '../../sim/framework/control.ts';
import type { ParameterValues, Scenario } from '../../sim/framework/scenario.ts';

/** On what terms a scenario is compared between the worlds. */
export interface ComparisonTerms {
  readonly scenario: Scenario;
  /** Values for the honest runs in which service is measured: a load under which the code is warm. */
  readonly service: ParameterValues;
  /** Values for the same cast at rest: what its processes need for standing there, a run of some seconds shows. */
  readonly idle: ParameterValues;
  /** Values for the runs under attack. */
  readonly attacked: ParameterValues;
  readonly attacks: readonly AttackTerms[];
  /** Controls whose cost is ranked in both worlds. */
  readonly ranked: readonly ControlId[];
}

/** How one attack is tried. */
export interface AttackTerms {
  readonly attack: AttackId;
  /** Length of one run, s: several attempts come to their end in it. */
  readonly durationSeconds: number;
  /** Multiplies the rate of attempts. */
  readonly intensity: number;
  /** It succeeds by wearing the machine out, so its live runs go alone: beside others it would meet a machine worn out already. */
  readonly alone?: true;
  /** Values that differ from those of the other attacks. */
  readonly parameters?: ParameterValues;
}

/** How much is run. */
export interface ComparisonEffort {
  /** Honest runs of each world and profile. */
  readonly serviceRuns: number;
  /** Most runs of each world, attack and profile. */
  readonly mostAttackedRuns: number;
  /** Live runs under attack that go side by side. */
  readonly sideBySide: number;
  readonly seed: number;
}

/** Successes and refusals that must stand behind a verdict. */
export const leastEvidence = 8;
