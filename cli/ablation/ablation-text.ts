import type {
  AblationCell,
  AblationResult,
  ControlSet,
  CostDimension,
  Paired,
} from '../../metrics/results/ablation.ts';
import type { MeasuredValue } from '../../metrics/results/summary.ts';
import { percentText } from '../outcome-rows.ts';
import { alignedTable, type Side } from '../table.ts';

const marks = { stops: 'STOPS', lowers: 'lowers', 'lets in': 'BACK', 'no difference seen': '.' } as const;

/** A cell by its mark and its rate. */
const cellText = (cell: AblationCell | undefined): string => {
  if (cell === undefined) return '';
  const { attempts, successes, finding } = cell;
  if (attempts === 0 || finding === null) return '? never tried';
  return `${marks[finding]} ${percentText(successes / attempts)} %`;
};

const rateText = ({ attempts, successes, ci95 }: AblationCell): string =>
  ci95 === null ? '?' : `${percentText(successes / attempts)} % [${percentText(ci95[0])}, ${percentText(ci95[1])}]`;

const matrixText = ({ attacks, controls, cells, sets, ablation }: AblationResult): string => {
  const at = (attack: string, set: string): AblationCell | undefined =>
    cells.find((cell) => cell.attack === attack && cell.set === set);
  const columns = attacks.map(({ id }) => id);
  const left: readonly Side[] = ['left', ...columns.map((): Side => 'left')];
  const table = (title: string, rows: readonly (readonly string[])[]): string =>
    alignedTable([[title, ...columns], ...rows], left);
  const rates = sets
    .filter(({ kind }) => kind === 'ladder' || kind === 'given' || kind === 'found')
    .map(({ id }) => [id, ...columns.map((attack) => rateOr(at(attack, id)))]);
  const own = [
    'all of its own out',
    ...columns.map((attack) => cellText(at(attack, `${ablation.profile}-own-of-${attack}`))),
  ];
  const rows = (idOf: (control: string) => string): readonly (readonly string[])[] =>
    controls.map(({ id, name }) => [`${id} ${name}`, ...columns.map((attack) => cellText(at(attack, idOf(id))))]);
  return [
    table('success [95 %] under', rates),
    table(`${ablation.profile} without`, [...rows((id) => `${ablation.profile}-${id}`), own]),
    table(
      'none but',
      rows((id) => `none+${id}`),
    ),
    ...sets.filter(({ kind }) => kind === 'given').map(({ id, controls: own }) => `${id}: ${own.join(' ')}`),
    'STOPS: held, upper bound at most 2 % or the residual of its file; lowers: less than under none, not held; BACK: more than under all; . : no difference seen; empty: its file says nothing of the control.',
  ].join('\n\n');
};

const rateOr = (cell: AblationCell | undefined): string => (cell === undefined ? '' : rateText(cell));

const amount = (value: number): string => String(Number(value.toPrecision(3)));

const valueText = (one: MeasuredValue | null | undefined): string => {
  if (one === null || one === undefined || one.value === null) return 'unknown';
  return amount(one.value);
};

const pairText = ({ difference, ci95 }: Paired): string =>
  difference === null || ci95 === null ? 'unknown' : `${amount(difference)} [${amount(ci95[0])}, ${amount(ci95[1])}]`;

const costText = ({ controls, ablation }: AblationResult): string =>
  alignedTable(
    [
      [
        'control',
        'bytes per operation',
        'CPU µs per operation',
        'p99 ms, with - without',
        'operations/s, with - without',
        'energy',
      ],
      ...controls.map(({ id, name, own, added }) => [
        `${id} ${name}`,
        valueText(own.bytesPerOperation),
        valueText(own.cpuMicrosPerOperation),
        pairText(added.p99Ms),
        pairText(added.operationsPerSecond),
        pairText(added.energyMicrojoulesPerOperation),
      ]),
    ],
    ['left', 'right', 'right', 'right', 'right', 'right'],
  ) +
  `\nwhat each costs honest people under ${ablation.profile}: charged to it; and [95 %] in pairs; no metric knows energy`;

const dimensionNames: Readonly<Record<CostDimension, string>> = {
  p99Ms: 'p99, ms',
  bytesPerOperation: 'bytes per operation',
  cpuMicrosPerOperation: 'CPU, µs per operation',
  energyMicrojoulesPerOperation: 'energy',
};

const heldText = ({ held, unknown }: ControlSet, of: number): string =>
  `${held.length} of ${of} held${unknown.length === 0 ? '' : `, ${unknown.length} unknown`}`;

const paretoText = ({ pareto, sets, attacks }: AblationResult): string => {
  const named = (id: string): ControlSet => sets.find((set) => set.id === id)!;
  const lines = Object.entries(dimensionNames).map(([word, name]) => {
    const dimension = word as CostDimension;
    const front = pareto.by[dimension];
    const points = front?.map(
      (id) => `${id} (${heldText(named(id), attacks.length)}, ${valueText(named(id).cost?.[dimension])})`,
    );
    return `  ${name}: ${points === undefined ? 'unknown' : points.join(' · ')}`;
  });
  return [
    'no other set protects as much for less, by means:',
    ...lines,
    `  together: ${pareto.together.join(' · ')}`,
  ].join('\n');
};

const minimalText = ({ minimal, sets, attacks }: AblationResult): string =>
  [
    'enough, and none of them can be missed (others may be smaller):',
    ...minimal.flatMap(({ set, orders, controls, without, attacks: against }) => {
      const found = sets.find(({ id }) => id === set)!;
      return [
        `  ${set}: ${controls.join(' ')} against ${against.join(' ')}; ${heldText(found, attacks.length)}; dearest out first by ${orders.map((order) => dimensionNames[order]).join(' and ')}`,
        ...without.map(
          ({ control, letsIn }) =>
            `    without ${control}: ${letsIn.length === 0 ? 'no return shown' : letsIn.join(' ')}`,
        ),
      ];
    }),
    ...(minimal.length === 0 ? ['  none: the whole profile was shown to hold none of the attacks'] : []),
  ].join('\n');

/** An ablation as people read it: the matrix, what controls cost, the Pareto fronts and what is enough. */
export const ablationText = (result: AblationResult): string => {
  const { ablation, attacks, warnings } = result;
  const head = `${ablation.scenario} (${ablation.size}): ${attacks.length} attack${attacks.length === 1 ? '' : 's'}, ${ablation.replications} replications a cell, ${ablation.runs} runs, seed ${ablation.seed}, digest ${ablation.digest?.slice(0, 16) ?? 'unknown'}`;
  const parts = [head, matrixText(result), costText(result), paretoText(result), minimalText(result)];
  return `${[...parts, ...warnings.map((warning) => `warning: ${warning}`)].join('\n\n')}\n`;
};
