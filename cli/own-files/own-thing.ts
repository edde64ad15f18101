import type { Attack } from '../../sim/framework/attack.ts';
import type { Scenario } from '../../sim/framework/scenario.ts';

/** Fields without which a scenario cannot be staged or listed. */
const scenarioFields = [
  'id',
  'name',
  'summary',
  'drawing',
  'classes',
  'groups',
  'parameters',
  'sizes',
  'attacks',
  'headline',
  'claims',
  'build',
] as const satisfies readonly (keyof Scenario)[];

/** What every attack declares. */
const attackFields = [
  'id',
  'name',
  'summary',
  'classes',
  'groups',
  'breaks',
  'position',
  'knowledge',
  'budget',
  'preconditions',
  'observables',
  'beatenBy',
  'notBeatenBy',
  'residual',
  'references',
  'intensity',
  'campaign',
  'goal',
] as const satisfies readonly (keyof Attack)[];

const hasFunction = (thing: unknown, field: string): boolean =>
  typeof thing === 'object' && thing !== null && typeof (thing as Record<string, unknown>)[field] === 'function';

/** Whether a value was meant as a scenario: it can be built. */
export const isScenario = (thing: unknown): thing is Scenario => hasFunction(thing, 'build');

/** Whether a value was meant as an attack: it has a campaign. */
export const isAttack = (thing: unknown): thing is Attack => hasFunction(thing, 'campaign');

/** The first field that a scenario or an attack lacks; undefined where it has all. */
export function lacking(thing: Scenario | Attack): string | undefined {
  const fields: readonly string[] = isScenario(thing) ? scenarioFields : attackFields;
  const said = thing as unknown as Readonly<Record<string, unknown>>;
  const first = fields.find((field) => said[field] === undefined);
  if (first !== undefined) return first;
  return /^[SA]\d{2,4}$/.test(thing.id) ? undefined : `id of the form ${isScenario(thing) ? 'S' : 'A'}900`;
}
