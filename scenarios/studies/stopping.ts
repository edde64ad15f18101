import { needsAttack } from '../../metrics/catalogue.ts';
import type { MeasureBook } from '../../metrics/measure-book.ts';
import { measured } from '../../metrics/results/measured.ts';
import type { Values } from '../../metrics/results/measured.ts';
import { reachedPrecision } from '../../metrics/results/precision.ts';
import type { TrailPoint } from '../../metrics/results/study.ts';
import { lookAfter, stoppedConfidence } from '../../metrics/statistics/sequential.ts';
import type { StudyRepetition } from '../../sim/framework/study.ts';
import type { Cell } from './order.ts';

/** How many replications there are after the next round: few looks, so that a stop is no matter of luck. */
export const nextReplications = (now: number, most: number): number => Math.min(most, lookAfter(now));

/** Whether the values are precise in every cell, and the widest of each over the cells that know it. */
export function precisionOf(
  { relative, values }: Extract<StudyRepetition, { readonly kind: 'precision' }>,
  cells: readonly Cell[],
  observed: readonly (readonly Values[])[],
  book: MeasureBook,
): { readonly met: boolean; readonly widest: TrailPoint['widest'] } {
  const widest: Record<string, number | null> = Object.fromEntries(values.map((name) => [name, null]));
  let met = true;
  for (const cell of cells) {
    const attacked = cell.order.attacks.length > 0;
    const own = measured(
      observed[cell.index]!.map((run) => [run]),
      book,
      stoppedConfidence,
    );
    const reached = reachedPrecision({ relative, headline: values, attacked }, own);
    // In honest play what only an attack can show is not waited for: a cell that is asked for nothing is precise enough.
    if (!reached.met && (attacked || values.some((name) => !needsAttack(name)))) met = false;
    for (const [name, width] of Object.entries(reached.reached))
      if (width !== null) widest[name] = Math.max(widest[name] ?? 0, width);
  }
  return { met, widest };
}
