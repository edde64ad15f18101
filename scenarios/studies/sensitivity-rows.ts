import type { CellResult, SensitivityRow } from '../../metrics/results/study.ts';
import { sensitivity } from '../../metrics/statistics/sensitivity.ts';
import { factorName } from '../../sim/framework/study.ts';
import type { Study } from '../../sim/framework/study.ts';
import { keyOf, Stream } from '../../sim/kernel/stream.ts';

/**
 * How much of the variance of each value each factor explains over a sensitivity design, from the means of its cells, for the random
 * numbers that these share: what those add in every cell alike cancels, and what they change with the factors counts as theirs together.
 * Rows of the plan with an unknown value are left out.
 */
export const sensitivityRows = (study: Study, cells: readonly CellResult[]): readonly SensitivityRow[] =>
  study.values.flatMap((value) => {
    const found = sensitivity(
      { factors: study.factors.length, outputs: cells.map(({ metrics }) => metrics[value]?.value ?? null) },
      { stream: new Stream(keyOf(study.seed, value, 'sensitivity')) },
    );
    return found.factors.map(({ first, total }, place) => ({
      value,
      factor: factorName(study.factors[place]!),
      first: first?.estimate ?? null,
      firstCi95: first?.interval ?? null,
      total: total?.estimate ?? null,
      totalCi95: total?.interval ?? null,
    }));
  });
