import type { Arbitrary } from 'fast-check';
import { attacks } from '../../attacks/catalogue.ts';
import type { Attack, AttackId } from '../../sim/framework/attack.ts';
import type { ParameterValues, Scenario } from '../../sim/framework/scenario.ts';

/** How the tests that hold for every scenario play one: values that differ from smoke size. All take the run's length as theirs. */
export interface Trial {
  // Scenarios differ in their parameters.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly scenario: Scenario<any>;
  /** For many runs: few nodes and a short time, in which every attack makes attempts and most of them end. */
  readonly small: ParameterValues;
  /** What differs from `small` for an attack that takes its time. */
  readonly longer: Partial<Readonly<Record<AttackId, ParameterValues>>>;
  /** With latencies and losses that are drawn. */
  readonly chancy: ParameterValues;
  /** With 10 000 facts in 100 s. */
  readonly busy: ParameterValues;
  /** Of any shape, honest faults among them. */
  readonly varied: Arbitrary<ParameterValues>;
  /** Nothing is said after the first half minute. */
  readonly quiet: ParameterValues;
  /** For a run in which everybody looks around, and from where somebody must have looked. */
  readonly lookedAround: {
    readonly values: ParameterValues;
    readonly from: readonly string[];
    /** Fewest different places from which somebody must have looked: 80, unless said otherwise. */
    readonly fewest?: number;
  };
}

/** The attacks that a scenario names, from the catalogue. */
export const attacksOf = ({ scenario }: Trial): readonly Attack[] =>
  attacks.filter(({ id }) => scenario.attacks.includes(id));
