import { createHash } from 'node:crypto';
import { briefValues, legendOf } from '../../metrics/catalogue.ts';
import type { MeasureBook } from '../../metrics/measure-book.ts';
import { measured } from '../../metrics/results/measured.ts';
import type { Values } from '../../metrics/results/measured.ts';
import { oneReplication, readingOf } from '../../metrics/results/reading.ts';
import { studySchemaVersion } from '../../metrics/results/study.ts';
import type { CellComparison, CellResult, StudyHead, StudyResult } from '../../metrics/results/study.ts';
import { usualConfidence } from '../../metrics/statistics/interval.ts';
import { holm } from '../../metrics/statistics/multiple-comparisons.ts';
import { knownDifference } from '../../metrics/statistics/paired.ts';
import { wilsonInterval } from '../../metrics/statistics/proportion.ts';
import { stoppedConfidence } from '../../metrics/statistics/sequential.ts';
import type { Metric } from '../../sim/framework/metric.ts';
import { factorName } from '../../sim/framework/study.ts';
import type { Level, Study } from '../../sim/framework/study.ts';
import type { Ledger } from './ledger.ts';
import type { Cell, FailedRun, RunRecord } from './order.ts';
import { keyOfCell } from './play-study.ts';
import type { StudyPlayed } from './play-study.ts';
import { levelsOf } from './points.ts';
import { sensitivityRows } from './sensitivity-rows.ts';

/** A study that has been played, and where its numbers come from. */
export interface PlayedStudy {
  readonly study: Study;
  readonly cells: readonly Cell[];
  readonly played: StudyPlayed;
  readonly ledger: Ledger;
  /** Version that names the runs. */
  readonly version: string;
  readonly product: StudyHead['product'];
  readonly command: string;
  readonly machine: StudyHead['machine'];
  readonly book: MeasureBook;
  readonly ownMetrics?: readonly Metric[];
}

/** A run that gave something, and which replication it is. */
interface GivenRun {
  readonly replication: number;
  readonly run: RunRecord;
}

/** Warnings of runs that a result repeats, at most. */
const mostWarnings = 50;

/** What a study came to, from the runs in its ledger: one cell after the other, so that only two are ever held. */
export async function studyOutcome(of: PlayedStudy): Promise<StudyResult> {
  const { study, cells, played, ledger, version, book } = of;
  const confidence = study.repetition.kind === 'precision' ? stoppedConfidence : usualConfidence;
  const baseline = baselineOf(study, cells);
  const held = await givenRuns(baseline, of, []);
  const results: CellResult[] = [];
  const comparisons: CellComparison[] = [];
  const failures: StudyResult['failures'][number][] = [];
  const warnings = new Set<string>();
  const all = createHash('sha256');
  let complete = true;
  for (const cell of cells) {
    const runs = await givenRuns(cell, { ledger, played, version }, failures);
    if (runs.length < played.replications) complete = false;
    for (const { run } of runs) {
      all.update(`${run.digest}\n`);
      for (const warning of run.warnings) if (warnings.size < mostWarnings) warnings.add(warning);
    }
    results.push(cellResult(cell, runs, book, confidence));
    if (cell !== baseline)
      comparisons.push(...study.values.map((value) => comparison(value, [baseline, held], [cell, runs])));
  }
  return {
    schemaVersion: studySchemaVersion,
    study: headOf(of, complete ? all.digest('hex') : null),
    cells: results,
    comparisons: corrected(comparisons),
    sensitivity: study.design.kind === 'sensitivity' ? sensitivityRows(study, results) : [],
    trail: played.trail,
    failures,
    warnings: [
      ...(played.precise ? [] : [`stopped at ${played.replications} replications, short of the precision asked for`]),
      ...(failures.length === 0 ? [] : [`${failures.length} runs gave nothing: the same command tries them once more`]),
      ...warnings,
      ...(played.replications === 1 ? [oneReplication] : []),
      ...readingOf(results.flatMap((cell) => cell.attacks)),
    ],
  };
}

/** The cell that others are compared with. RangeError where a study names one that is not played. */
export function baselineOf({ baseline, factors }: Study, cells: readonly Cell[]): Cell {
  if (baseline === undefined) return cells[0]!;
  const found = cells.find(({ levels }) => factors.every((factor, at) => levels[factorName(factor)] === baseline[at]));
  if (found === undefined) throw new RangeError(`no cell has the levels ${baseline.join(', ')}`);
  return found;
}

/** The runs of a cell that gave something; the others are told of as failures. */
async function givenRuns(
  cell: Cell,
  { ledger, played, version }: Pick<PlayedStudy, 'ledger' | 'played' | 'version'>,
  failures: StudyResult['failures'][number][],
): Promise<readonly GivenRun[]> {
  const keys = Array.from({ length: played.replications }, (_, at) => keyOfCell(cell, at, version));
  return (await ledger.runs(keys)).flatMap((run: RunRecord | FailedRun | undefined, replication) => {
    if (run !== undefined && !('failure' in run)) return [{ replication, run }];
    failures.push({ cell: cell.index, replication, failure: run?.failure ?? 'it was not played' });
    return [];
  });
}

/** Comparisons with what Holm's correction over all of them leaves of each. */
const corrected = (comparisons: readonly CellComparison[]): readonly CellComparison[] => {
  const adjusted = holm(comparisons.map(({ p }) => p));
  return comparisons.map((one, place) => ({ ...one, adjustedP: adjusted[place]! }));
};

const cellResult = (
  { index, levels }: Cell,
  runs: readonly GivenRun[],
  book: MeasureBook,
  confidence: number,
): CellResult => {
  const ids = [...new Set(runs.flatMap(({ run }) => run.attacks.map(({ id }) => id)))];
  return {
    index,
    levels,
    replications: runs.length,
    metrics: measured(
      runs.map(({ run }) => [run.values]),
      book,
      confidence,
    ),
    attacks: ids.map((id) => {
      const tallies = runs.flatMap(({ run }) => run.attacks.filter((tally) => tally.id === id));
      const total = (of: (tally: (typeof tallies)[number]) => number): number =>
        tallies.reduce((sum, tally) => sum + of(tally), 0);
      const attempts = total((tally) => tally.attempts);
      const successes = total((tally) => tally.successes);
      return {
        id,
        attempts,
        successes,
        detected: total((tally) => tally.detected),
        ci95: wilsonInterval(successes, attempts, confidence),
      };
    }),
  };
};

/** A value of a cell less that of the baseline, over the replications in which both know it. */
function comparison(
  value: string,
  [baseline, first]: readonly [Cell, readonly GivenRun[]],
  [cell, second]: readonly [Cell, readonly GivenRun[]],
): CellComparison {
  const known = (values: Values): number | null => values[value]?.value ?? null;
  const before = new Map(first.map(({ replication, run }) => [replication, known(run.values)]));
  const found = knownDifference(
    second.map(({ replication }) => before.get(replication) ?? null),
    second.map(({ run }) => known(run.values)),
  );
  return {
    cell: cell.index,
    baseline: baseline.index,
    value,
    pairs: found.n,
    difference: found.n === 0 ? null : found.mean,
    ci95: found.interval,
    p: found.pValue,
    adjustedP: null,
  };
}

/** What a study is, for readers of its results. */
function headOf(of: PlayedStudy, digest: string | null): StudyHead {
  const { study, cells, played, book, product, command, machine } = of;
  const { id, name, summary, scenario, design, factors, repetition, seed } = study;
  const titles = legendOf(of.ownMetrics);
  const brief = new Map(briefValues);
  const asked =
    repetition.kind === 'replications'
      ? String(repetition.count)
      : `${played.replications}, until ${Number((repetition.relative * 100).toPrecision(3))} % or ${repetition.most}`;
  return {
    id,
    name,
    summary,
    scenario,
    design: design.kind,
    factors: factors.map((factor) => ({
      name: factorName(factor),
      kind: factor.kind,
      levels: levelsOf(factor) as readonly Level[],
    })),
    values: study.values.map((value) => {
      const [metric, ...rest] = value.split('.');
      return {
        name: value,
        title: brief.get(value) ?? [titles[metric!]?.title ?? metric!, ...rest].join(' '),
        unit: book.unitOf(value),
      };
    }),
    seed,
    replications: asked,
    product,
    command,
    digest,
    runs: cells.length * played.replications,
    machine,
  };
}
