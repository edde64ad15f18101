import { needsAttack } from '../../metrics/catalogue.ts';
import type { MeasureBook } from '../../metrics/measure-book.ts';
import { measured } from '../../metrics/results/measured.ts';
import type { Values } from '../../metrics/results/measured.ts';
import { reachedPrecision } from '../../metrics/results/precision.ts';
import type { TrailPoint } from '../../metrics/results/study.ts';
import type { StudyRepetition } from '../../sim/framework/study.ts';
import type { Cell } from './order.ts';

/** Replications below which an interval says nothing about precision (assumption, as for a run). */
export const fewestReplications = 5;

/** By which share replications grow from one look to the next: seldom enough that a stop is no matter of luck (assumption). */
const growth = 0.2;

/** How many replications there are after the next round. */
export const nextReplications = (now: number, most: number): number =>
  now === 0
    ? fewestReplications
    : Math.max(fewestReplications, Math.min(most, now + Math.max(1, Math.round(now * growth))));

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
    );
    const reached = reachedPrecision({ relative, headline: values, attacked }, own);
    // In honest play what only an attack can show is not waited for: a cell that is asked for nothing is precise enough.
    if (!reached.met && (attacked || values.some((name) => !needsAttack(name)))) met = false;
    for (const [name, width] of Object.entries(reached.reached))
      if (width !== null) widest[name] = Math.max(widest[name] ?? 0, width);
  }
  return { met, widest };
}
