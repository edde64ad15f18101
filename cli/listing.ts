import type { Listing } from './arguments.ts';
import type { Catalogue } from './engine.ts';
import { alignedTable } from './table.ts';

/** One thing that can be chosen; beside these fields each kind has its own. */
export interface ListedItem {
  readonly id: string;
  readonly name: string;
  readonly summary: string;
  readonly [field: string]: unknown;
}

const groups: readonly (readonly [string, string])[] = [
  ['R1', 'data processing'],
  ['R2', 'data lifecycle management'],
  ['R3', 'outside data-processing resources'],
  ['R4', 'data encryption'],
  ['R5', 'access control'],
];

const coverage = ({ scenarios, attacks, controls }: Catalogue): readonly ListedItem[] =>
  groups.map(([id, name]) => {
    const serving = (
      things: readonly { readonly id: string; readonly groups: readonly string[] }[],
    ): readonly string[] => things.filter((thing) => thing.groups.includes(id)).map((thing) => thing.id);
    const found = { scenarios: serving(scenarios), attacks: serving(attacks), controls: serving(controls) };
    const summary = `${found.scenarios.length} scenarios, ${found.attacks.length} attacks, ${found.controls.length} controls`;
    return { id, name, summary, ...found };
  });

/** What a catalogue holds of one kind, as plain data for `list X --json`. */
export function listed(what: Listing, catalogue: Catalogue): readonly ListedItem[] {
  switch (what) {
    case 'scenarios':
      return catalogue.scenarios.map(
        ({ id, name, summary, classes, groups: served, parameters, sizes, attacks, headline, claims }) => ({
          id,
          name,
          summary,
          classes,
          groups: served,
          parameters,
          sizes,
          attacks,
          headline,
          claims: claims.map((claim) => ({ name: claim.name, profiles: claim.profiles })),
        }),
      );
    case 'attacks':
      return catalogue.attacks.map((attack) => ({ ...attack, goal: attack.goal.over }));
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
    case 'coverage':
      return coverage(catalogue);
  }
}

/** The same for people: id, name and summary, and a scenario's parameters with their ranges. */
export function listingText(what: Listing, catalogue: Catalogue): string {
  const items = listed(what, catalogue);
  const rows = items.map(({ id, name, summary }) => [id === name ? '' : id, name, summary]);
  const table = alignedTable(
    [['id', what === 'coverage' ? 'requirement group' : 'name', 'summary'], ...rows],
    ['left', 'left', 'left'],
  );
  if (what !== 'scenarios') return `${table}\n`;
  const parameters = catalogue.scenarios.map((scenario) => {
    const lines = Object.entries(scenario.parameters).map(([name, parameter]) => {
      const range = parameter.choices?.join('|') ?? `${parameter.least ?? ''}..${parameter.most ?? ''}`;
      return [`  ${name}`, String(parameter.default), parameter.unit, range, parameter.summary];
    });
    return `\n${scenario.name}\n${alignedTable([['  parameter', 'default', 'unit', 'range', 'meaning'], ...lines], ['left', 'right', 'left', 'left', 'left'])}\n`;
  });
  return `${table}\n${parameters.join('')}`;
}
