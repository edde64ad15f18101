import type { Interval } from '../../metrics/statistics/interval.ts';

/** A closed form that the range must reproduce, or a figure of a real system that it predicts. */
export interface AnchorRow {
  /** Identifier of the anchor, with a letter where one system answers for several values: `V-Q6a`. */
  readonly id: string;
  readonly name: string;
  /** The closed form's value, or the published one, in the unit that the name gives. */
  readonly expected: number;
  /**
   * Widest half-width at which the interval still says something: the published check's, or 3 % of the value where
   * that is more.
   */
  readonly widest: number;
  /** Of a published figure: the values that count as the same, which must hold the whole interval. Absent for a closed form, which has one value. */
  readonly within?: Interval;
  /** Of a published figure that the range is known not to give: why. Its row misses, and fails where it does not. */
  readonly miss?: string;
}

/** What the building blocks measured, with its confidence interval. */
export interface Estimate {
  readonly measured: number;
  readonly ci: Interval;
}

/** How hard to try. */
export interface Effort {
  readonly seed: number;
  /** Share of the full sample: 1 for evidence, less where a quick look will do. */
  readonly share: number;
  /** Confidence of each row's interval. */
  readonly confidence: number;
  /** Told what share of the runs is done, where somebody waits for it. */
  readonly tick?: (share: number) => void;
}

/** One system of real building blocks, and the closed forms that it must agree with. */
export interface Anchor {
  readonly rows: readonly AnchorRow[];
  /** Which building blocks the measurement goes through. */
  readonly through: string;
  /** Estimates in the order of `rows`. */
  run(effort: Effort): readonly Estimate[];
}

/** Widest half-width for a value whose published check had this half-width (0 for none): 3 % or the check's. */
export const widest = (expected: number, check: number): number => Math.max(check, 0.03 * expected);
