import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { attacks } from '../../attacks/catalogue.ts';
import { controls } from '../../sim/controls/catalogue.ts';
import type { Attack } from '../../sim/framework/attack.ts';
import type { ProfileName } from '../../sim/framework/profile.ts';
import { sortsIn } from '../nodes.ts';
import { prepare } from '../replicate.ts';
import { planIn } from '../testing/play.ts';
import { attacksOf } from '../testing/trial.ts';
import type { Trial } from '../testing/trial.ts';
import { trials } from '../testing/trials.ts';
import { byWords, CellTally, wordsOf } from './cell-tally.ts';
import { cellsTold, linesOf } from './cell-lines.ts';
import type { SeenCell } from './cell-lines.ts';
import { coverageOf } from './coverage.ts';
import { seen } from './seen.ts';

/** Cells of one play. */
const cellsOf = (trial: Trial, name: ProfileName, attacked: readonly Attack[]): readonly SeenCell[] => {
  const { scenario, small, longer } = trial;
  const set = Object.assign({}, small, ...attacked.map(({ id }) => longer[id])) as typeof small;
  let roleOf = (_node: number): string | undefined => undefined;
  let sortsOfNode = (_node: number): readonly string[] => [];
  const tally: CellTally = new CellTally({
    scenario: scenario.id,
    roleOf: (node) => roleOf(node),
    sortsOf: (node) => sortsOfNode(node),
    labels: () => prepared.world.labels,
  });
  const plan = { profile: { name, without: [] }, attacks: attacked, intensity: 3, observers: [tally] };
  const prepared = prepare(planIn(scenario, plan, set));
  const { household } = prepared.cast;
  roleOf = (node) => (node >= 0 && node < household.nodes ? household.roleOf(node) : undefined);
  sortsOfNode = sortsIn(prepared.cast);
  prepared.world.run(prepared.untilNs);
  prepared.world.recorder.digest();
  for (const [control, { calls }] of Object.entries(prepared.world.costs())) tally.worked(control, calls);
  return tally.cells();
};

/** Cells of all plays of a trial: honest under the framework, and each attack under `none` and under the framework. */
const cellsIn = (trial: Trial): readonly SeenCell[] => {
  const counts = new Map<string, number>();
  const arms: readonly (readonly [ProfileName, readonly Attack[]])[] = [
    ['framework', []],
    ...attacksOf(trial).flatMap((attack) => [['none', [attack]] as const, ['framework', [attack]] as const]),
  ];
  for (const [profile, attacked] of arms) {
    for (const cell of cellsOf(trial, profile, attacked)) {
      counts.set(wordsOf(cell), (counts.get(wordsOf(cell)) ?? 0) + cell[4]);
    }
  }
  return [...counts].map(([words, facts]) => [...words.split('\t'), facts] as unknown as SeenCell).toSorted(byWords);
};

test('every cell of the coverage was filled by facts of the trials, and no other was', () => {
  const cells = trials.flatMap(([, trial]) => cellsIn(trial)).toSorted(byWords);
  if (process.env['METARANGE_WRITE'] === '1') {
    const file = new URL('./seen.ts', import.meta.url);
    const text = readFileSync(file, 'utf8');
    const head = text.slice(0, text.indexOf('cellsTold(`'));
    writeFileSync(file, `${head}cellsTold(\`\n${linesOf(cells).join('\n')}\n\`);\n`);
    return;
  }
  expect(cells.map(wordsOf)).toEqual(seen.toSorted(byWords).map(wordsOf));
});

/** What an attack's file says of it and no trial shows yet, and why. Whoever fills a cell takes its line out. */
const notYet: readonly string[] = [
  // Where they strike is RP-I or RP-T, which the figure counts as physical and virtual, also between federations.
  'A01: IX',
  'A02: IX',
  // The secrets come from another platform, and strike at a door.
  'A03: IX',
  'A07: IX',
  'A09: IX',
  'A12: IX',
  'A23: IX',
  // What lies on a medium crosses no point.
  'A29: IA',
  'A29: R5',
  // The machine in its trial holds storages, which answer at RP-S: the figure counts that as within a platform.
  'A30: EX',
  // What is copied out of the archive is read on its medium; no provider is asked, and no wire of R4 is crossed.
  'A31: EX',
  'A31: R4',
  // Who only listens is seen at no node of the cast.
  'A32: IA',
  'A32: PV',
  'A32: R4',
  'A32: any fact',
  // What a provider does with its own medium crosses no point.
  'A36: EX',
  'A36: R2',
  'A36: R3',
  // The outside storage answers at RP-S, which the figure counts as within a platform.
  'A37: EX',
  'A37: R3',
  // Every entry crosses RP-O, which the figure counts as within a platform.
  'A43: EX',
  'A43: IX',
  'A43: PV',
  // The first platform’s own agent speaks falsely to its own inside.
  'A45: IX',
  'A45: PV',
  // Who only listens and reads a medium is seen at no node of the cast: what it learnt lies at its own.
  'A50: IX',
  'A50: R4',
  'A50: R5',
  'A50: any fact',
  // No trial is long enough for the detector to have seen what is usual.
  'C44: any fact',
];

test('what the catalogues expect of a component, a sort of things, an attack or a control, some run has shown', () => {
  const rows = coverageOf(seen, { attacks, controls });
  expect(rows.flatMap(({ id, missing }) => missing.map((word) => `${id}: ${word}`)).toSorted()).toEqual(notYet);
});

test('a row with no fact says so, and what is declared fills no cell', () => {
  const expected = { id: 'A99', name: 'nothing', summary: '', classes: ['PV', 'IX'], groups: ['R4'] } as const;
  const [none] = coverageOf([], { attacks: [expected], controls: [] }).slice(-1);
  expect(none).toMatchObject({ facts: 0, classes: [], groups: [], missing: ['any fact', 'PV', 'IX', 'R4'] });
  const cells: readonly SeenCell[] = [['A99', 'RP-T', 'gateway', 'S01', 3]];
  const [some] = coverageOf(cells, { attacks: [expected], controls: [] }).slice(-1);
  expect(some).toMatchObject({ facts: 3, classes: ['PV'], groups: ['R1', 'R4', 'R5'], missing: ['IX'] });
});

test('cells are told in lines and read back as they were', () => {
  const cells: readonly SeenCell[] = [
    ['A18', 'RP-T', 'gateway', 'S01', 12],
    ['A18', 'in use', 'entity-agent', 'S01', 3],
    ['A18', 'RP-T', 'gateway', 'S12', 1],
    ['C11', 'anywhere', 'any', 'S01', 700],
  ];
  expect(cellsTold(linesOf(cells).join('\n'))).toEqual(cells);
  expect(() => cellsTold('A18 | S01 RP-T gateway')).toThrow('no cell of A18 in S01: RP-T gateway');
});
