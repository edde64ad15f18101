import type { AttackId } from './attack.ts';
import type { AttackerClassId } from './attacker.ts';
import type { ControlId } from './control.ts';
import type { Profile, ProfileName } from './profile.ts';
import type { ParameterValue, ParameterValues, Size } from './scenario.ts';

/** Value of one factor in one cell, as plain data: what tables and files show of it. */
export type Level = number | string;

/**
 * Something that a study varies. A factor with `levels` takes each of them; a range takes any value in it, where a design asks for
 * points (Latin hypercube, Sobol'). Offered load is a parameter of the scenario, or the rate of attempts (`intensity`).
 */
export type Factor =
  /** A parameter of the scenario at some of its values. */
  | { readonly kind: 'parameter'; readonly name: string; readonly levels: readonly ParameterValue[] }
  /** A parameter of the scenario, or the rate of attempts, between two values. */
  | {
      readonly kind: 'range';
      readonly name: string;
      readonly of: 'parameter' | 'intensity';
      readonly least: number;
      readonly most: number;
      /** Steps are equal in the logarithm. */
      readonly logarithmic?: true;
    }
  | { readonly kind: 'profile'; readonly levels: readonly ProfileName[] }
  /** One control, standing or taken out: `in` or `out`. */
  | { readonly kind: 'control'; readonly control: ControlId; readonly levels: readonly ('in' | 'out')[] }
  /** Attacks that run together, in one string with `+` between them; `none` is honest play. */
  | { readonly kind: 'attack'; readonly levels: readonly (AttackId | `${AttackId}+${string}` | 'none')[] }
  | { readonly kind: 'attacker'; readonly levels: readonly (AttackerClassId | 'none')[] }
  | { readonly kind: 'size'; readonly levels: readonly Size[] }
  /** Multiplies the rate of attempts. */
  | { readonly kind: 'intensity'; readonly levels: readonly number[] };

/** Which cells are played. */
export type Design =
  /** Every combination of levels. */
  | { readonly kind: 'full-factorial' }
  /** The first level of every factor, and from there each other level by itself. */
  | { readonly kind: 'one-at-a-time' }
  /** So many points that fill the space of all factors; levels are taken in equal shares. */
  | { readonly kind: 'latin-hypercube' | 'sobol'; readonly points: number }
  /** Points for first-order and total sensitivity indices: `points` times (factors + 2) cells (Saltelli 2010). */
  | { readonly kind: 'sensitivity'; readonly points: number }
  /** These cells and no others, each a level for every factor, in the order of factors. */
  | { readonly kind: 'listed'; readonly cells: readonly (readonly Level[])[] };

/** How often each cell is played; replications share their random numbers across cells. */
export type StudyRepetition =
  | { readonly kind: 'replications'; readonly count: number }
  /** Until the intervals of these values are within this share of them (of a share, within so much itself) on either side, in every cell; `most` replications a cell. */
  | {
      readonly kind: 'precision';
      readonly relative: number;
      readonly values: readonly string[];
      readonly most: number;
    };

/** What is varied, over what, how often, and what is asked of it: a typed value, like a scenario. */
export interface Study {
  /** Identifier of the catalogue, for example `T01`. */
  readonly id: string;
  readonly name: string;
  readonly summary: string;
  /** Name or identifier of the scenario that is played. */
  readonly scenario: string;
  readonly size: Size;
  /** Values of the scenario's parameters that differ from the size's in every cell. */
  readonly parameters: Readonly<Partial<ParameterValues>>;
  /** What stands where no factor says otherwise. */
  readonly profile: Pick<Profile, 'name' | 'without'>;
  /** Attacks that play together where no factor says otherwise; none for honest play. */
  readonly attacks: readonly AttackId[];
  readonly attacker?: AttackerClassId;
  readonly factors: readonly Factor[];
  readonly design: Design;
  readonly repetition: StudyRepetition;
  /** Names of the values that tables, tests and pictures are about, as in results: `M01`, `M30.p99`. The store keeps all. */
  readonly values: readonly string[];
  /** Level of each factor that others are compared with, in pairs; the first cell where nothing is said. */
  readonly baseline?: readonly Level[];
  readonly seed: number;
  /** End of each run, s of simulated time; the scenario's own where nothing is said. */
  readonly untilSeconds?: number;
}

/** Whether a factor is a parameter of the scenario. */
export const isParameter = (factor: Factor): factor is Extract<Factor, { readonly kind: 'parameter' | 'range' }> =>
  factor.kind === 'parameter' || (factor.kind === 'range' && factor.of === 'parameter');

/** Whether a factor multiplies the rate of attempts. */
export const isIntensity = (factor: Factor): boolean =>
  factor.kind === 'intensity' || (factor.kind === 'range' && factor.of === 'intensity');

/** What people call a factor, and the name of its column: the parameter's, the control's, or the kind. */
export const factorName = (factor: Factor): string =>
  factor.kind === 'parameter' || factor.kind === 'range'
    ? factor.name
    : factor.kind === 'control'
      ? factor.control
      : factor.kind;
