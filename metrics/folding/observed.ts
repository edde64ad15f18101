import type { Observed } from '../../sim/framework/metric.ts';

/** A proportion as it is observed: unknown without trials. */
export const proportion = (hits: number, n: number): Observed => ({ value: n === 0 ? null : hits / n, n, hits });

/** A mean as it is observed: unknown without observations. */
export const meanOf = (sum: number, n: number): Observed => ({ value: n === 0 ? null : sum / n, n });
