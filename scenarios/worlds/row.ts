import type { Interval } from '../../metrics/statistics/interval.ts';

/** One line of the comparison: what the virtual world lets expect, and what the live world showed. */
export interface WorldRow {
  /** For example `worlds.p50.framework` or `worlds.verdict.A07.none`. */
  readonly id: string;
  readonly name: string;
  readonly expected: number | null;
  /** Null where nothing was observed to judge on; such a row fails. */
  readonly measured: number | null;
  readonly ci: Interval | null;
  readonly verdict: 'pass' | 'fail';
}

/** Ratios within this band are agreement: within a quarter on either side, as the issue asks. */
export const band = { least: 0.8, most: 1.25 } as const;

/** Profiles under which the worlds are compared. */
export const comparedProfiles = ['none', 'transport', 'framework'] as const;
export type ComparedProfile = (typeof comparedProfiles)[number];

/** Something that the rows alone do not say: where the worlds differ, and what explains it. */
export interface Difference {
  /** Rows that it is about. */
  readonly about: readonly string[];
  readonly text: string;
  /** What it is made of, the largest share first. */
  readonly parts: readonly DifferencePart[];
}

/** One part of what a message costs in each world. */
export interface DifferencePart {
  readonly part: string;
  /** Time a message in each world, us. */
  readonly virtualMicros: number;
  readonly liveMicros: number;
  /** Operations of the cost table behind it, and what they leave out. */
  readonly explanation: string;
}
