import type { FactBlock } from './fact.ts';

/** A fold over facts and violations, with unit and formula. */
export interface Metric {
  /** Identifier of the catalogue, for example `M30`. */
  readonly id: MetricId;
  readonly name: string;
  readonly summary: string;
  readonly unit: string;
  readonly formula: string;
  /** Names of the values it yields, for example `p50`, `p95`, `p99`; one metric may give several. */
  readonly values: readonly string[];
  /** Whether values are proportions of trials, for which a binomial interval is used when runs are pooled. */
  readonly scale: 'proportion' | 'amount';
  fold(run: RunFrame): Fold;
}
export type MetricId = `M${number}`;

/** What a fold may know of the run beside its facts. */
export interface RunFrame {
  readonly warmUpNs: number;
  readonly untilNs: number;
  readonly controls: readonly string[];
  readonly nodes: number;
  roleOf(node: number): string;
}

/** A fold at work. `null` means unknown: nothing was observed on which to judge. */
export interface Fold {
  block(facts: FactBlock): void;
  /** Called once per judged attempt, at the end of the run. */
  attempt?(attempt: JudgedAttempt): void;
  value(): Readonly<Record<string, Observed>>;
}

/** A value with the number of observations behind it; for proportions `hits` of `n`. */
export interface Observed {
  readonly value: number | null;
  readonly n: number;
  readonly hits?: number;
}

/** One attempt after the oracle has judged it. */
export interface JudgedAttempt {
  readonly attack: string;
  readonly startNs: number;
  readonly endNs: number;
  readonly success: boolean;
  readonly successNs: number | null;
  readonly stepsReached: number;
  readonly steps: number;
  readonly detectedNs: number | null;
  readonly acts: number;
  readonly violations: number;
}
