import type { CellResult, StudyResult } from '../../metrics/results/study.ts';
import { percentText } from '../report/number-text.ts';
import { forestPlot } from './intervals.ts';
import { shareMap } from './share-map.ts';
import { paretoPlot } from './pareto.ts';
import { slug, type Picture } from './picture.ts';
import { sensitivityBars } from './sensitivity.ts';
import {
  axisOf,
  cellName,
  isCost,
  isGrid,
  isShare,
  levelsPlayed,
  levelText,
  loadFactor,
  pooled,
  protectionFactor,
  titleOf,
} from './study-reading.ts';
import { surface } from './surface.ts';
import { trail } from './trail.ts';

const known = (pictures: readonly (Picture | null)[]): readonly Picture[] =>
  pictures.flatMap((picture) => (picture === null ? [] : [picture]));

/** Attack by profile (control, class of attackers, load): share of attempts that succeed. */
export function studyHeat(result: StudyResult): readonly Picture[] {
  const factor = protectionFactor(result) ?? loadFactor(result);
  if (factor === undefined || !isGrid(result)) return [];
  const attacks = [...new Set(result.cells.flatMap((cell) => cell.attacks.map(({ id }) => id)))];
  const levels = levelsPlayed(result.cells, factor.name);
  const others = result.study.factors.filter(({ kind, name }) => name !== factor.name && kind !== 'attack');
  const over = others.map(({ name }) => name).join(', ');
  const map = shareMap({
    name: 'heat-map',
    title: `Attack success by ${factor.name}`,
    words: `Share of attempts that succeed on ground truth, in each cell with its 95 % interval or its attempts.${over === '' ? '' : ` Attempts are taken together over ${over}.`}`,
    attacks: attacks.map((id) => ({ id, label: id })),
    columns: levels.map(String),
    block: factor.name,
    cell: (attack, column) =>
      pooled(
        result.cells.filter((cell) => cell.levels[factor.name] === levels[column]),
        attack,
      ),
  });
  return known([map]);
}

interface Priced {
  readonly level: string;
  readonly protection: number;
  readonly cost: number;
  readonly ci95: readonly [number, number] | null;
}

const beats = (one: Priced, other: Priced): boolean =>
  one.cost <= other.cost &&
  one.protection >= other.protection &&
  (one.cost < other.cost || one.protection > other.protection);

/** Protection against each cost, a point for each profile or the like. */
export function studyPareto(result: StudyResult): readonly Picture[] {
  const factor = protectionFactor(result);
  if (factor === undefined || result.study.design !== 'full-factorial') return [];
  const attackFactor = result.study.factors.find(({ kind }) => kind === 'attack');
  const isHonest = (cell: CellResult): boolean => cell.attacks.length === 0;
  const anyHonest = result.cells.some(isHonest);
  return known(
    result.study.values
      .filter(({ name }) => isCost(name))
      .map(({ name }) => {
        const points = levelsPlayed(result.cells, factor.name).flatMap((level): readonly Priced[] => {
          const cells = result.cells.filter((cell) => cell.levels[factor.name] === level);
          const tally = pooled(cells, null);
          const paying = (anyHonest ? cells.filter(isHonest) : cells).flatMap((cell) => cell.metrics[name] ?? []);
          const costs = paying.flatMap(({ value }) => value ?? []);
          if (tally === null || tally.attempts === 0 || costs.length === 0) return [];
          return [
            {
              level: levelText(factor.name, factor.kind, level),
              protection: 1 - tally.successes / tally.attempts,
              cost: costs.reduce((sum, cost) => sum + cost, 0) / costs.length,
              ci95: paying.length === 1 ? paying[0]!.ci95 : null,
            },
          ];
        });
        return paretoPlot({
          name: `pareto-${slug(name)}`,
          title: `Protection against ${titleOf(result)(name)}`,
          words: `Each point is a level of ${factor.name}. Protection is the share of attempts that fail, over all attacks${attackFactor === undefined ? '' : ' of the study'}. Cost is the mean over cells${anyHonest ? ' where nobody attacks' : ''}, with its 95 % interval where it is of one cell. The line goes through those that no other beats.`,
          costTitle: axisOf(result, name),
          protectionTitle: 'attempts that fail',
          kinds: [factor.name],
          points: points.map((point) => ({
            label: point.level,
            cost: point.cost,
            costCi95: point.ci95,
            protection: point.protection,
            isOnFront: !points.some((other) => beats(other, point)),
            kind: 0,
          })),
        });
      }),
  );
}

/** The study's values over its load. */
export function studySurface(result: StudyResult): readonly Picture[] {
  const load = loadFactor(result);
  if (load === undefined || !isGrid(result)) return [];
  const others = result.study.factors.filter(({ name }) => name !== load.name);
  const lines = protectionFactor(result) ?? others.find(({ kind }) => kind !== 'attack') ?? others[0];
  const rows = others.find(({ name }) => name !== lines?.name);
  const rest = others.filter(({ name }) => name !== lines?.name && name !== rows?.name);
  // What has no place in the picture stays at its first level, and the words say so.
  const fixed = rest.map(({ name, kind }) => ({ name, kind, level: levelsPlayed(result.cells, name)[0] ?? '?' }));
  const cells = result.cells.filter((cell) => fixed.every(({ name, level }) => cell.levels[name] === level));
  const levelsOf = (factor: typeof lines): readonly (number | string | null)[] =>
    factor === undefined ? [null] : levelsPlayed(cells, factor.name);
  const text = (factor: typeof lines, level: number | string | null): string =>
    factor === undefined || level === null ? '' : levelText(factor.name, factor.kind, level);
  const has = (cell: CellResult, factor: typeof lines, level: number | string | null): boolean =>
    factor === undefined || cell.levels[factor.name] === level;
  const held = fixed.map(({ name, kind, level }) => levelText(name, kind, level)).join(', ');
  const picture = surface({
    name: 'surface',
    title: `What ${result.study.values.map(({ title }) => title).join(', ')} become as ${load.name} grows`,
    words: `Each point is a cell of the study; bands and strokes are 95 % intervals.${lines === undefined ? '' : ` A line for each level of ${lines.name}.`}${held === '' ? '' : ` Held: ${held}.`}`,
    load: load.name,
    lines: levelsOf(lines).map((level) => text(lines, level) || 'all'),
    rows: levelsOf(rows).map((row) => ({
      title: text(rows, row),
      panels: result.study.values.map(({ name }) => ({
        title: axisOf(result, name),
        isShare: isShare(result, name),
        lines: levelsOf(lines).map((line) =>
          cells
            .filter((cell) => has(cell, lines, line) && has(cell, rows, row))
            .map((cell) => ({
              x: Number(cell.levels[load.name]),
              y: cell.metrics[name]?.value ?? null,
              ci95: cell.metrics[name]?.ci95 ?? null,
            })),
        ),
      })),
    })),
  });
  return known([picture]);
}

/** Each cell less the baseline, a picture for each value. */
export function studyIntervals(result: StudyResult): readonly Picture[] {
  if (!isGrid(result)) return [];
  const names = new Map(result.cells.map((cell) => [cell.index, cellName(result, cell)]));
  return known(
    result.study.values.map(({ name }) => {
      const rows = result.comparisons.filter(({ value, difference }) => value === name && difference !== null);
      const baseline = names.get(rows[0]?.baseline ?? -1) ?? 'the baseline';
      return forestPlot({
        name: `intervals-${slug(name)}`,
        title: `${titleOf(result)(name)}: each cell less that of ${baseline}`,
        words: `Mean differences over pairs of replications that share their random numbers, with 95 % intervals. Grey or black marks do not differ from 0${rows.some(({ adjustedP }) => adjustedP !== null) ? ' at 5 % after correction for all comparisons (Holm)' : ' by their own interval; they are not corrected for how many there are'}. Cells of which nothing is known are left out.`,
        axis: `difference in ${axisOf(result, name)}`,
        ...(isShare(result, name) ? { text: percentText } : {}),
        rows: rows.map(({ cell, difference, ci95, adjustedP }) => ({
          label: names.get(cell) ?? `cell ${cell}`,
          value: difference,
          ci95,
          ...(adjustedP === null ? {} : { isCertain: adjustedP < 0.05 }),
        })),
      });
    }),
  );
}

/** What explains the values, and how the study became precise. */
export function studySensitivity(result: StudyResult): readonly Picture[] {
  return known([
    sensitivityBars({
      name: 'sensitivity',
      title: 'What each factor explains',
      words:
        'Shares of the variance over the design (Sobol’ indices): what a factor explains alone, and with all that it takes part in. Strokes are 95 % bootstrap intervals; where they are wide or leave 0 to 1, more points are needed before the bars can be ranked.',
      rows: result.sensitivity,
      titleOf: titleOf(result),
    }),
  ]);
}

/** How the widest interval shrank. */
export const studyTrail = (result: StudyResult, asked: number | null): readonly Picture[] =>
  known([
    trail({
      name: 'trail',
      title: 'Precision against replications',
      words:
        'Half-width of the 95 % interval over the value, of a share in points of percent, the widest over all cells, after each round.',
      points: result.trail,
      titleOf: titleOf(result),
      asked,
    }),
  ]);
