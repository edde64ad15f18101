import type { CellResult, StudyResult } from '../../metrics/results/study.ts';
import { percentText } from '../outcome-rows.ts';
import { alignedTable } from '../table.ts';

/** Cells that a terminal is shown; the files hold all. */
const shownCells = 60;

const digits = (value: number): string => String(Number(value.toPrecision(4)));

const valueText = ({ metrics }: CellResult, { name, unit }: StudyResult['study']['values'][number]): string => {
  const measured = metrics[name];
  if (measured === undefined || measured.value === null) return 'unknown';
  const shown = unit === 'share' ? percentText : digits;
  const interval = measured.ci95 === null ? '' : ` [${shown(measured.ci95[0])}, ${shown(measured.ci95[1])}]`;
  return `${shown(measured.value)}${interval}`;
};

const unitText = (unit: string): string => (unit === '' ? '' : `, ${unit === 'share' ? '%' : unit}`);

/** The cells of a study with its values and their intervals, for people. */
export function studyText({ study, cells, warnings, failures }: StudyResult): string {
  const factors = study.factors.map(({ name }) => name);
  const heading = [...factors, 'runs', ...study.values.map(({ title, unit }) => `${title}${unitText(unit)}`)];
  const rows = cells
    .slice(0, shownCells)
    .map((cell) => [
      ...factors.map((name) => String(cell.levels[name])),
      String(cell.replications),
      ...study.values.map((value) => valueText(cell, value)),
    ]);
  const more = cells.length > shownCells ? [`and ${cells.length - shownCells} cells more: values.csv`] : [];
  const lines = [
    `${study.id} ${study.name}: ${study.scenario}, ${study.runs} runs, seed ${study.seed}`,
    '',
    alignedTable(
      [heading, ...rows],
      heading.map((_, at) => (at < factors.length ? 'left' : 'right')),
    ),
    ...more,
    '',
    ...failures
      .slice(0, 3)
      .map(({ cell, replication, failure }) => `failed: cell ${cell}, replication ${replication}: ${failure}`),
    ...warnings.map((warning) => `warning: ${warning}`),
    `digest: ${study.digest ?? 'unknown'}`,
  ];
  return `${lines.join('\n')}\n`;
}
