import type { Measure, Observed } from '../../sim/framework/metric.ts';

/** One replication of an arm, as far as arms are compared. */
export interface ComparedRun {
  /** Values by name, as in results: `M31`, `M30.p99`. */
  readonly values: Readonly<Record<string, Observed>>;
  /** Useful work per second, in bins of equal width over the run. */
  readonly curve: { readonly binSeconds: number; readonly goodput: readonly number[] };
}

/** A metric over two runs that shared their random numbers: without the attack, and with it. */
export interface Comparison extends Measure {
  readonly scale: 'amount';
  compare(baseline: ComparedRun, attacked: ComparedRun): Readonly<Record<string, Observed>>;
}
