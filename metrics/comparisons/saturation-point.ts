import type { Measure, Observed } from '../../sim/framework/metric.ts';

/** One run of a load sweep. */
export interface SweepRow {
  readonly offeredPerSecond: number;
  readonly goodputPerSecond: number;
}

/** A run keeps up while it carries 95 % of what is offered (assumption). */
const keptShare = 0.95;

/**
 * M37: the load from which on a system no longer keeps up. Formula: the offered load at which goodput / offered falls
 * below 0.95 for good, by linear interpolation of that share between the two runs of the sweep around it; null where
 * the sweep does not reach it, or begins beyond it. `n`: runs in the sweep, given in any order.
 */
export const saturationPoint = {
  id: 'M37',
  name: 'saturation-point',
  summary: 'offered load beyond which less than 95 % of it becomes goodput, from a load sweep',
  unit: '1/s',
  formula: 'offered load where goodput / offered last falls below 0.95, interpolated',
  values: ['offered'],
  scale: 'amount',
  about: 'service',
  find(sweep: readonly SweepRow[]): Observed {
    const rows = sweep.toSorted((a, b) => a.offeredPerSecond - b.offeredPerSecond);
    const share = (row: SweepRow): number => row.goodputPerSecond / row.offeredPerSecond;
    const n = rows.length;
    const last = rows.findLastIndex((row) => share(row) >= keptShare);
    const kept = rows[last];
    const lost = rows[last + 1];
    if (kept === undefined || lost === undefined) return { value: null, n };
    const part = (share(kept) - keptShare) / (share(kept) - share(lost));
    return { value: kept.offeredPerSecond + part * (lost.offeredPerSecond - kept.offeredPerSecond), n };
  },
} as const satisfies Measure & { find: unknown };
