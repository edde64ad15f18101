import { coverageOf } from '../scenarios/traceability/coverage.ts';
import { seen } from '../scenarios/traceability/seen.ts';
import { deviceClasses, operations } from '../sim/framework/costs.ts';
import type { Listing } from './command-words.ts';
import { costRows } from './cost-file.ts';
import type { Catalogue } from './engine.ts';
import { alignedTable } from './table.ts';

/** One thing that can be chosen; beside these fields each kind has its own. */
export interface ListedItem {
  readonly id: string;
  readonly name: string;
  readonly summary: string;
  readonly [field: string]: unknown;
}

/** Whether a scenario has a live run, and why it has none: it says itself how it is laid onto processes, or does not. */
export const liveness = ({
  live,
}: Pick<Catalogue['scenarios'][number], 'live'>): { readonly runs: boolean; readonly because: string | null } =>
  live === undefined
    ? { runs: false, because: 'it does not say which node runs in which process, nor for how long in real time' }
    : { runs: true, because: null };

/** A scenario as plain data, without what only the range can read. */
export const listedScenario = (scenario: Catalogue['scenarios'][number]): ListedItem => {
  const { id, name, summary, classes, groups: served, parameters, sizes, attacks, headline, claims } = scenario;
  return {
    id,
    name,
    summary,
    classes,
    groups: served,
    parameters,
    sizes,
    attacks,
    headline,
    live: liveness(scenario),
    claims: claims.map((claim) => ({ name: claim.name, profiles: claim.profiles })),
  };
};

/** What a catalogue holds of one kind, as plain data for `list X --json`. */
export function listed(what: Listing, catalogue: Catalogue): readonly ListedItem[] {
  switch (what) {
    case 'scenarios':
      return catalogue.scenarios.map(listedScenario);
    case 'attacks':
      return catalogue.attacks.map((attack) => ({ ...attack, goal: attack.goal.over }));
    case 'attackers':
      return catalogue.attackers.map((attacker) => ({ ...attacker, misuse: attacker.misuse?.name ?? null }));
    case 'chains':
      return catalogue.chains.map((chain) => ({ ...chain }));
    case 'controls':
      return catalogue.controls.map(({ id, name, summary, groups: served, places, limits, source }) => ({
        id,
        name,
        summary,
        groups: served,
        places,
        limits,
        source,
      }));
    case 'metrics':
      return catalogue.metrics.map(({ id, name, summary, unit, formula, values, over }) => ({
        id,
        name,
        summary,
        unit,
        formula,
        values,
        over,
      }));
    case 'profiles':
      return catalogue.profiles.map(({ name, summary, controls }) => ({ id: name, name, summary, controls }));
    case 'studies':
      return catalogue.studies.map((study) => ({ ...study }));
    case 'costs':
      return costRows(catalogue.costs).map((row) => ({ ...row }));
    case 'coverage':
      return coverageOf(seen, catalogue).map((row) => ({ ...row }));
  }
}

const perByte = (ns: number): string => (ns === 0 ? '' : ` + ${Number(ns.toPrecision(3))}/B`);

/** Times of every operation by device class, ns a call and a byte. */
const costTable = ({ costs }: Catalogue): string => {
  const rows = operations.map((operation) => [
    operation,
    ...costRows(costs).map(
      ({ fixedNs, perByteNs }) => `${Math.round(fixedNs[operation])}${perByte(perByteNs[operation])}`,
    ),
  ]);
  const sides = ['left' as const, ...deviceClasses.map(() => 'right' as const)];
  return `\n${alignedTable([['ns', ...deviceClasses], ...rows], sides)}\n`;
};

/** Where the figures come from, of classes whose figures have sources of their own: operations of one source together. */
const costSources = ({ costs }: Catalogue): string => {
  const rows = costRows(costs).flatMap(({ id, sources = {} }) => {
    const distinct = [...new Set(operations.map((operation) => sources[operation] ?? 'unknown'))];
    if (distinct.length < 2) return [];
    const from = (source: string): string =>
      operations.filter((operation) => (sources[operation] ?? 'unknown') === source).join(' ');
    return distinct.map((source) => [id, from(source), source]);
  });
  const heading = ['source of', 'operations', ''];
  return rows.length === 0 ? '' : `\n${alignedTable([heading, ...rows], ['left', 'left', 'left'])}\n`;
};

/** Who was seen where in the trials of the scenarios, and what a catalogue expects and no run has shown. */
const coverageText = (catalogue: Catalogue): string => {
  const rows = coverageOf(seen, catalogue).map(({ id, name, scenarios, points, groups, missing }) => [
    id === name ? '' : id,
    name,
    scenarios.join(' '),
    points.join(' '),
    groups.join(' '),
    missing.length === 0 ? '' : `not seen: ${missing.join(' ')}`,
  ]);
  const heading = ['id', 'name', 'scenarios', 'seen at', 'groups', ''];
  return `${alignedTable(
    [heading, ...rows],
    heading.map(() => 'left' as const),
  )}\n\nbuilt from the public scope; clause text not seen: a row is what facts of runs have shown\n`;
};

/** The stages of every chain. */
const chainTable = ({ chains, attacks }: Catalogue): string => {
  const rows = chains.flatMap(({ id, home, order, stages }) =>
    stages.map(({ attack, purpose, takes = [], gives = [] }, place) => [
      place === 0 ? `${id} in ${home}, ${order}` : '',
      `${attack} ${attacks.find((one) => one.id === attack)?.name ?? ''}`,
      purpose,
      takes.join(' '),
      gives.join(' '),
    ]),
  );
  const heading = ['chain', 'attack', 'what for', 'takes', 'gives'];
  return `${alignedTable(
    [heading, ...rows],
    heading.map(() => 'left' as const),
  )}\n\nas each is studied, on terms that it may need to be staged or to come through:\n${chains.map(({ again }) => again).join('\n')}\n`;
};

/** The same for people: id, name and summary; of costs also the times, of scenarios where there is more. */
export function listingText(what: Listing, catalogue: Catalogue): string {
  if (what === 'coverage') return coverageText(catalogue);
  const items = listed(what, catalogue);
  const rows = items.map(({ id, name, summary }) => [id === name ? '' : id, name, summary]);
  const table = alignedTable([['id', 'name', 'summary'], ...rows], ['left', 'left', 'left']);
  if (what === 'costs') return `${table}\n${costTable(catalogue)}${costSources(catalogue)}`;
  if (what === 'chains') return `${table}\n\n${chainTable(catalogue)}`;
  return what === 'scenarios'
    ? `${table}\n\nparameters, attacks, claims, nodes: metarange describe NAME\n`
    : `${table}\n`;
}
