import { figure, roles } from '../../sim/framework/figure.ts';
import type { Group, InteractionClass, Point } from '../../sim/framework/figure.ts';
import { sorts, sortSummaries } from '../../sim/framework/sorts.ts';
import type { SeenCell } from './cell-lines.ts';

/** Something of a catalogue that runs are expected to show. */
export interface Expected {
  readonly id: string;
  readonly name: string;
  readonly summary: string;
  readonly classes?: readonly InteractionClass[];
  readonly groups?: readonly Group[];
}

/** What facts of runs have shown of one thing, and what its catalogue expects and no run has shown. */
export interface CoverageRow {
  readonly id: string;
  readonly name: string;
  readonly summary: string;
  readonly of: 'component' | 'sort' | 'attack' | 'control';
  readonly scenarios: readonly string[];
  readonly points: readonly string[];
  readonly components: readonly string[];
  readonly classes: readonly InteractionClass[];
  readonly groups: readonly Group[];
  /** Facts behind the row. */
  readonly facts: number;
  /** Words of the catalogue for which there is no fact. */
  readonly missing: readonly string[];
}

/** What is set against what was seen. */
export interface CoverageGround {
  readonly attacks: readonly Expected[];
  readonly controls: readonly Expected[];
}

const distinct = <Word extends string>(words: readonly Word[]): readonly Word[] => [...new Set(words)].toSorted();
const isPoint = (word: string): word is Point => Object.hasOwn(figure, word);

/**
 * Requirement groups x interaction classes x components x scenarios x points, a row for each component, sort of things, attack and control. A word
 * stands in a row only where a fact of a run has it; groups and classes are those of the points where it was seen.
 */
export function coverageOf(cells: readonly SeenCell[], { attacks, controls }: CoverageGround): readonly CoverageRow[] {
  const row = (of: CoverageRow['of'], { id, name, summary, classes = [], groups = [] }: Expected): CoverageRow => {
    const mine = cells.filter(([what]) => what === id);
    const points = distinct(mine.map(([, point]) => point)).filter((point) => point !== 'anywhere');
    const open = points.filter(isPoint);
    const found = {
      classes: distinct(open.map((point): InteractionClass => figure[point].interaction)),
      groups: distinct(open.flatMap((point): readonly Group[] => figure[point].groups)),
    };
    const facts = mine.reduce((sum, [, , , , count]) => sum + count, 0);
    return {
      id,
      name,
      summary,
      of,
      scenarios: distinct(mine.map(([, , , scenario]) => scenario)),
      points,
      components: distinct(mine.map(([, , role]) => role)).filter((role) => role !== 'any'),
      ...found,
      facts,
      missing: [
        ...(facts === 0 ? ['any fact'] : []),
        ...(of === 'attack' ? classes.filter((one) => !found.classes.includes(one)) : []),
        ...(of === 'attack' ? groups.filter((one) => !found.groups.includes(one)) : []),
      ],
    };
  };
  return [
    ...roles.map((role) =>
      row('component', { id: role, name: role, summary: `what the ${role.replaceAll('-', ' ')} does` }),
    ),
    ...sorts.map((sort) => row('sort', { id: sort, name: sort, summary: sortSummaries[sort] })),
    ...attacks.map((attack) => row('attack', attack)),
    ...controls.map((control) => row('control', control)),
  ];
}
