import { attacks as catalogue } from '../../attacks/catalogue.ts';
import type { AblationCell, AblationResult } from '../../metrics/results/ablation.ts';
import { aloneFor } from '../../scenarios/studied.ts';
import { ablationText } from '../ablation/ablation-text.ts';
import { alignedTable } from '../table.ts';
import { backAt } from './attacks.ts';
import { atLeast, atMost, none } from './figure.ts';
import type { Bar, Figure } from './figure.ts';
import { carriedOut, command } from './place.ts';

/** Fewest attacks, replications of a cell, and the most time that it may take on two cores. */
const asked = { attacks: 8, replications: 30, seconds: 600 };

/** The command's own matrix of a meeting room, beside what the attacks' files predict. */
export const ablateFigure: Figure = {
  name: 'ablate',
  summary:
    'metarange ablate meeting-room-mapping: attacks x controls, 30 paired replications a cell, under ten minutes, each cell with an interval',
  takes: 'identifiers of attacks; the scenario’s own where there are none',
  measure({ quick, words, print }) {
    const chosen = words.length > 0 ? words : quick ? ['A09', 'A18'] : [];
    const flags = chosen.length === 0 ? [] : ['--attack', chosen.join(',')];
    const ended = carriedOut(process.execPath, [command, 'ablate', 'meeting-room-mapping', ...flags, '--json']);
    if (ended.code !== 0) throw new Error(`ablate ended with ${ended.code}: ${ended.stderr}`);
    const result = JSON.parse(ended.stdout) as AblationResult;
    print(ablationText(result));
    print(alignedTable(predictedRows(result), ['left', 'left', 'left', 'left']));
    return [
      atMost('seconds', ended.seconds, asked.seconds),
      atLeast('attacks', result.attacks.length, asked.attacks),
      atLeast('cells', result.cells.length, 1),
      atLeast(
        'replications, fewest of a cell',
        Math.min(...result.cells.map((cell) => cell.replications)),
        asked.replications,
      ),
      none('cells without an interval', named(result.cells.filter(({ ci95 }) => ci95 === null))),
      ...predictions(result),
      atLeast('sets found that are enough', result.minimal.length, 1),
      none(
        'sets found of which something may be missed',
        result.minimal.filter(({ irreducible }) => !irreducible).map(({ set }) => set),
      ),
    ];
  },
};

const named = (cells: readonly AblationCell[]): readonly string[] => cells.map(({ attack, set }) => `${attack} ${set}`);

const kindOf = ({ sets }: AblationResult, cell: AblationCell): string => sets.find(({ id }) => id === cell.set)!.kind;

const controlOf = ({ sets }: AblationResult, cell: AblationCell): string | null =>
  sets.find(({ id }) => id === cell.set)!.control;

/** Whether an attack is predicted to come back where one control is missing. */
const returns = (result: AblationResult, cell: AblationCell): boolean => {
  const attack = catalogue.find(({ id }) => id === cell.attack)!;
  return aloneFor(attack).some((id) => id === controlOf(result, cell));
};

const predictions = (result: AblationResult): readonly Bar[] => {
  const of = (kind: string): readonly AblationCell[] => result.cells.filter((cell) => kindOf(result, cell) === kind);
  const under = (set: string): readonly AblationCell[] => result.cells.filter((cell) => cell.set === set);
  const back = of('less').filter(({ finding }) => finding === 'lets in');
  return [
    none('attacks that do not work under none', named(under('none').filter(({ ci95 }) => (ci95?.[0] ?? 0) < backAt))),
    none('attacks not held by the framework', named(under('framework').filter(({ held }) => held !== true))),
    none(
      'attacks not back without all of their own',
      named(of('own-out').filter(({ finding }) => finding !== 'lets in')),
    ),
    none('returns that nobody predicted', named(back.filter((cell) => !returns(result, cell)))),
    none(
      'predicted returns that were not seen',
      named(of('less').filter((cell) => returns(result, cell) && cell.finding !== 'lets in')),
    ),
    none(
      'stops by a control that is said not to',
      named(of('alone').filter(({ finding, said }) => finding === 'stops' && said !== 'beats it')),
    ),
  ];
};

/** What the attacks' files say of single controls, beside what was found. */
const predictedRows = (result: AblationResult): readonly (readonly string[])[] => [
  ['attack', 'control', 'its file says', 'found'],
  ...result.cells
    .filter(({ said }) => said !== null)
    .map((cell) => [
      cell.attack,
      cell.set,
      kindOf(result, cell) === 'alone'
        ? `${cell.said!}`
        : returns(result, cell)
          ? 'returns'
          : 'another stands behind it',
      cell.finding ?? 'unknown',
    ]),
];
