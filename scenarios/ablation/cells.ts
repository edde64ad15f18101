import type { AblationCell, Finding, Paired } from '../../metrics/results/ablation.ts';
import { usualConfidence } from '../../metrics/statistics/interval.ts';
import { pairedShares } from '../../metrics/statistics/paired-alike.ts';
import { wilsonInterval } from '../../metrics/statistics/proportion.ts';
import type { Attack } from '../../sim/framework/attack.ts';
import { heldAt, saidOf } from './plan.ts';
import type { KeptRun } from './runs.ts';
import type { NamedSet } from './sets.ts';

/** The runs of a cell, by replication. */
export type CellRuns = readonly (KeptRun | null)[];

/** What the attempts of a cell came to, all runs together. */
export interface CellTally {
  readonly attempts: number;
  readonly unfinished: number;
  readonly successes: number;
}

/** Adds up the attempts of a cell. */
export const tallyOf = (runs: CellRuns): CellTally => {
  const sum = (of: (run: KeptRun) => number): number =>
    runs.reduce((all, run) => all + (run === null ? 0 : of(run)), 0);
  return {
    attempts: sum((run) => run.attempts),
    unfinished: sum((run) => run.unfinished),
    successes: sum((run) => run.successes),
  };
};

/** Whether an attack is held: the upper bound of its success is its bar at most; null without attempts. */
export const isHeld = (attack: Attack, { attempts, successes }: CellTally): boolean | null => {
  const interval = wilsonInterval(successes, attempts);
  return interval === null ? null : interval[1] <= heldAt(attack);
};

/** Success in a cell less that in its reference, over the replications in which both were tried. */
function successBeside(reference: CellRuns, cell: CellRuns, confidence = usualConfidence): Paired {
  const pairs = cell.flatMap((run, place) => {
    const other = reference[place] ?? null;
    return run === null || other === null || run.attempts === 0 || other.attempts === 0 ? [] : [{ run, other }];
  });
  if (pairs.length === 0) return { pairs: 0, difference: null, ci95: null };
  const share = ({ successes, attempts }: KeptRun) => ({ hits: successes, trials: attempts });
  const { mean, interval } = pairedShares(
    pairs.map(({ other }) => share(other)),
    pairs.map(({ run }) => share(run)),
    confidence,
  );
  const ci95 = interval && ([Math.max(-1, interval[0]), Math.min(1, interval[1])] as const);
  return { pairs: pairs.length, difference: mean, ci95 };
}

/** What a cell says beside its reference, with so much confidence. */
function findingOf(attack: Attack, reference: CellRuns, cell: CellRuns, confidence: number): Finding | null {
  const { ci95 } = successBeside(reference, cell, confidence);
  if (ci95 === null) return null;
  if (ci95[0] > 0) return 'lets in';
  if (ci95[1] >= 0) return 'no difference seen';
  return isHeld(attack, tallyOf(cell)) === true ? 'stops' : 'lowers';
}

/** What cells are read beside. */
export interface Beside {
  readonly none: CellRuns;
  readonly full: CellRuns;
  /** Confidence of findings, wide enough for all of them together. */
  readonly confidence: number;
}

/** A cell as results tell it. */
export function cellOf(
  attack: Attack,
  set: NamedSet,
  runs: CellRuns,
  { none, full, confidence }: Beside,
): AblationCell {
  const tally = tallyOf(runs);
  const reference = set.kind === 'less' || set.kind === 'own-out' ? full : none;
  return {
    attack: attack.id,
    set: set.id,
    replications: runs.filter((run) => run !== null).length,
    ...tally,
    ci95: wilsonInterval(tally.successes, tally.attempts),
    held: isHeld(attack, tally),
    fromProfile: successBeside(full, runs),
    fromNone: successBeside(none, runs),
    finding: findingOf(attack, reference, runs, confidence),
    said: set.control === null ? null : saidOf(attack, set.control),
  };
}
