import { bootstrap } from './bootstrap.ts';
import type { BootstrapPlan, Bootstrapped } from './bootstrap.ts';
import { Moments } from './moments.ts';

/** How much of the variance of an output one factor explains; null where the output does not vary. */
export interface FactorSensitivity {
  /** Share that the factor explains alone. */
  readonly first: Bootstrapped | null;
  /** Share that would be left if only this factor were unknown: alone and together with others. */
  readonly total: Bootstrapped | null;
}

/** What the runs of a plan for sensitivity gave. */
export interface SensitivitySample {
  readonly factors: number;
  /** Outputs in the order of the plan: for each row A, B, then A with each factor of B. Rows with an unknown output are left out. */
  readonly outputs: readonly (number | null)[];
}

/** Sensitivity to each factor, with intervals from whole rows drawn anew. */
export interface Sensitivity {
  /** Rows without an unknown output. */
  readonly rows: number;
  readonly factors: readonly FactorSensitivity[];
}

/**
 * Variance-based sensitivity (I. M. Sobol' 1993): first-order indices by A. Saltelli et al. (Comput. Phys. Commun. 181, 2010, eq. b of
 * table 2), total ones by M. J. W. Jansen (Comput. Phys. Commun. 117, 1999, eq. f there), each with a bootstrap interval (G. E. B. Archer, A.
 * Saltelli, I. M. Sobol', J. Stat. Comput. Simul. 58, 1997), the percentile one unless asked otherwise. RangeError when the outputs are no whole rows.
 */
export function sensitivity({ factors, outputs }: SensitivitySample, plan: BootstrapPlan): Sensitivity {
  const perRow = factors + 2;
  if (outputs.length % perRow !== 0) {
    throw new RangeError(`a row of ${factors} factors has ${perRow} outputs, got ${outputs.length} in all`);
  }
  const rows: number[][] = [];
  for (let at = 0; at < outputs.length; at += perRow) {
    const row = outputs.slice(at, at + perRow);
    if (row.every((output) => output !== null)) rows.push(row);
  }
  const asked = { method: 'percentile', ...plan } as const;
  const varies = ofBoth(rows).variance > 0;
  return {
    rows: rows.length,
    factors: Array.from({ length: factors }, (_, factor) => ({
      first: varies ? bootstrap(rows, (drawn) => firstOrder(drawn, factor), asked) : null,
      total: varies ? bootstrap(rows, (drawn) => totalEffect(drawn, factor), asked) : null,
    })),
  };
}

type Rows = readonly (readonly number[])[];

const firstOrder = (rows: Rows, factor: number): number => {
  const both = ofBoth(rows);
  let sum = 0;
  // Outputs about their mean: what is far from 0 would drown the difference in noise.
  for (const row of rows) sum += (row[1]! - both.mean) * (row[factor + 2]! - row[0]!);
  return sum / rows.length / both.variance;
};

const totalEffect = (rows: Rows, factor: number): number => {
  let sum = 0;
  for (const row of rows) sum += (row[0]! - row[factor + 2]!) * (row[0]! - row[factor + 2]!);
  return sum / (2 * rows.length) / ofBoth(rows).variance;
};

/** The output over A and B together. */
function ofBoth(rows: Rows): Moments {
  const both = new Moments();
  for (const row of rows) {
    both.add(row[0]!);
    both.add(row[1]!);
  }
  return both;
}
