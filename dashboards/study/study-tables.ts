import type { StudyResult } from '../../metrics/results/study.ts';
import { cellName, isShare, titleOf } from './study-reading.ts';
import type { Table, TableCell } from './table.ts';

const unitOf = ({ study }: StudyResult, value: string): string => {
  const unit = study.values.find(({ name }) => name === value)?.unit ?? '';
  return unit === '' || unit === 'share' ? '' : `, ${unit}`;
};

/** A study's numbers as tables: cells, attacks, comparisons, sensitivity; those that would be empty are left out. */
export function studyTables(result: StudyResult): readonly Table[] {
  const { study, cells } = result;
  const title = titleOf(result);
  const names = new Map(cells.map((cell) => [cell.index, cellName(result, cell)]));
  const levels = study.factors.map(({ name }) => ({ title: name, kind: 'text' as const }));
  const levelsOf = (cell: (typeof cells)[number]): readonly TableCell[] =>
    study.factors.map(({ name }) => cell.levels[name] ?? null);
  const tables: readonly Table[] = [
    {
      name: 'cells',
      title: `${study.name}: what was measured in each cell`,
      columns: [
        ...levels,
        { title: 'replications', kind: 'number' },
        ...study.values.map(({ name }) => ({ title: title(name) + unitOf(result, name), kind: 'measured' as const })),
      ],
      rows: cells.map((cell) => [
        ...levelsOf(cell),
        cell.replications,
        ...study.values.map(({ name }) => ({
          value: cell.metrics[name]?.value ?? null,
          ci95: cell.metrics[name]?.ci95 ?? null,
          share: isShare(result, name),
        })),
      ]),
    },
    {
      name: 'attacks',
      title: `${study.name}: attempts and successes of each attack, judged on ground truth`,
      columns: [
        ...levels,
        { title: 'attack played', kind: 'text' },
        { title: 'attempts', kind: 'number' },
        { title: 'successes', kind: 'number' },
        { title: 'detected', kind: 'number' },
        { title: 'success', kind: 'measured' },
      ],
      rows: cells.flatMap((cell) =>
        cell.attacks.map((attack) => [
          ...levelsOf(cell),
          attack.id,
          attack.attempts,
          attack.successes,
          attack.detected,
          {
            value: attack.attempts === 0 ? null : attack.successes / attack.attempts,
            ci95: attack.ci95,
            share: true,
          },
        ]),
      ),
    },
    {
      name: 'comparisons',
      title: `${study.name}: each cell less the baseline, in pairs`,
      columns: [
        { title: 'cell', kind: 'text' },
        { title: 'less', kind: 'text' },
        { title: 'value', kind: 'text' },
        { title: 'pairs', kind: 'number' },
        { title: 'difference', kind: 'measured' },
        { title: 'p', kind: 'number' },
        { title: 'p by Holm', kind: 'number' },
      ],
      rows: result.comparisons
        .filter(({ difference }) => difference !== null)
        .map((one) => [
          names.get(one.cell) ?? one.cell,
          names.get(one.baseline) ?? one.baseline,
          title(one.value) + unitOf(result, one.value),
          one.pairs,
          { value: one.difference, ci95: one.ci95, share: isShare(result, one.value) },
          one.p,
          one.adjustedP,
        ]),
    },
    {
      name: 'sensitivity',
      title: `${study.name}: share of the variance that each factor explains`,
      columns: [
        { title: 'value', kind: 'text' },
        { title: 'factor', kind: 'text' },
        { title: 'alone', kind: 'measured' },
        { title: 'in all', kind: 'measured' },
      ],
      rows: result.sensitivity.map((row) => [
        title(row.value),
        row.factor,
        { value: row.first, ci95: row.firstCi95 },
        { value: row.total, ci95: row.totalCi95 },
      ]),
    },
  ];
  return tables.filter(({ rows }) => rows.length > 0);
}
