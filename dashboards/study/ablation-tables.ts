import { costDimensions } from '../../metrics/results/ablation.ts';
import type { AblationResult } from '../../metrics/results/ablation.ts';
import { costTitles } from './ablation-pictures.ts';
import type { Table } from './table.ts';

const list = (names: readonly string[]): string => (names.length === 0 ? 'none' : names.join(', '));

/** An ablation's numbers as tables: cells, controls, sets, what is enough; those that would be empty are left out. */
export function ablationTables(result: AblationResult): readonly Table[] {
  const { cells, controls, sets, minimal, pareto } = result;
  const dimensions = costDimensions.filter((dimension) => pareto.by[dimension] !== null);
  const added = [...dimensions, 'operationsPerSecond'] as const;
  const tables: readonly Table[] = [
    {
      name: 'minimal',
      title: 'Controls that are enough and of which none can be missed',
      columns: [
        { title: 'set', kind: 'text' },
        { title: 'controls', kind: 'text' },
        { title: 'attacks held', kind: 'text' },
        { title: 'lets in without', kind: 'text' },
        { title: 'none can be missed', kind: 'text' },
      ],
      rows: minimal.map(({ set, controls: own, attacks, without, irreducible }) => [
        set,
        list(own),
        list(attacks),
        without
          .map(({ control, letsIn }) => `${control}: ${letsIn.length === 0 ? 'not shown' : list(letsIn)}`)
          .join('; '),
        irreducible ? 'yes' : 'not shown',
      ]),
    },
    {
      name: 'sets',
      title: 'Sets of controls: attacks held, and what honest people pay',
      columns: [
        { title: 'set', kind: 'text' },
        { title: 'controls', kind: 'number' },
        { title: 'held', kind: 'text' },
        { title: 'unknown', kind: 'text' },
        { title: 'share held', kind: 'measured' },
        ...dimensions.map((dimension) => ({ title: costTitles[dimension], kind: 'measured' as const })),
        { title: 'on the front of all', kind: 'text' },
      ],
      rows: sets.map((set) => [
        set.id,
        set.controls.length,
        list(set.held),
        list(set.unknown),
        { value: set.protection, ci95: null, share: true },
        ...dimensions.map((dimension) => set.cost?.[dimension] ?? null),
        pareto.together.includes(set.id) ? 'yes' : 'no',
      ]),
    },
    {
      name: 'controls',
      title: 'What each control adds for honest people where all of the profile stands',
      columns: [
        { title: 'control', kind: 'text' },
        { title: 'name', kind: 'text' },
        ...added.map((dimension) => ({ title: costTitles[dimension], kind: 'measured' as const })),
      ],
      rows: controls.map((control) => [
        control.id,
        control.name,
        ...added.map((dimension) => ({
          value: control.added[dimension].difference,
          ci95: control.added[dimension].ci95,
        })),
      ]),
    },
    {
      name: 'attacks-by-set',
      title: 'Each attack under each set of controls',
      columns: [
        { title: 'attack', kind: 'text' },
        { title: 'set', kind: 'text' },
        { title: 'attempts', kind: 'number' },
        { title: 'successes', kind: 'number' },
        { title: 'success', kind: 'measured' },
        { title: 'held', kind: 'text' },
        { title: 'finding', kind: 'text' },
        { title: 'its file says', kind: 'text' },
        { title: 'less that under all', kind: 'measured' },
      ],
      rows: cells.map((cell) => [
        cell.attack,
        cell.set,
        cell.attempts,
        cell.successes,
        { value: cell.attempts === 0 ? null : cell.successes / cell.attempts, ci95: cell.ci95, share: true },
        cell.held === null ? 'unknown' : cell.held ? 'yes' : 'no',
        cell.finding ?? 'unknown',
        cell.said ?? '',
        { value: cell.fromProfile.difference, ci95: cell.fromProfile.ci95, share: true },
      ]),
    },
  ];
  return tables.filter(({ rows }) => rows.length > 0);
}
