import type { AttackId } from '../../sim/framework/attack.ts';
import type { ControlId } from '../../sim/framework/control.ts';
import type { ProfileName } from '../../sim/framework/profile.ts';
import type { Claim, ParameterValues, Scenario } from '../../sim/framework/scenario.ts';

/** A run in which a claim is false: who attacks, which controls are out, what is set otherwise, for example how slow a link is. */
export interface Arm {
  /** `framework` where nothing is said. */
  readonly profile?: ProfileName;
  readonly without?: readonly ControlId[];
  /** Nobody attacks where nothing is said. */
  readonly attack?: AttackId;
  /** Multiplies the rate of attempts. */
  readonly intensity?: number;
  /** A fault or a choice: it stays when the controls come back. */
  readonly set?: ParameterValues;
  /** Only gives attack and claim the time that they need. */
  readonly time?: ParameterValues;
}

/** Under what each claim of a scenario is false; a claim that is false under nothing claims nothing. */
export interface Refuted {
  // Scenarios differ in their parameters.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly scenario: Scenario<any>;
  /** Values of all runs that differ from smoke size: few nodes, a short time. */
  readonly base: ParameterValues;
  /** Arms by the name of the claim, in the order of the claims. */
  readonly arms: Readonly<Record<Claim['name'], readonly Arm[]>>;
}

/** Claims of houses, and in what most houses they are false. */
export const houseArms = {
  'nobody learns what he is not entitled to': [{ without: ['C17'] }],
  'no thing acts unsafely while nobody attacks': [
    // Without an interlock, a command that comes late finds the room no longer booked.
    {
      without: ['C29'],
      set: { personMillis: 1000, bookedSeconds: 2, bookingEverySeconds: 10, commandEverySeconds: 1 },
      time: { durationSeconds: 120 },
    },
  ],
  'no thing acts unsafely, whatever the attack': [{ without: ['C12', 'C13', 'C29'], attack: 'A20' }],
  // A radio that takes a second and a half.
  'readings reach the twin within a second, 99 of 100': [{ set: { radioMillis: 1500 } }],
  // Nobody is proved to be whom his token is bound to.
  'controls refuse at most 1 in 200 of what is honest': [{ without: ['C01'] }],
  // People far away on a slow line.
  'honest operations succeed within a second in 19 of 20 minutes': [{ set: { personMillis: 600 } }],
} as const satisfies Refuted['arms'];
