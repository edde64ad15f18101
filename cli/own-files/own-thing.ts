import type { Attack } from '../../sim/framework/attack.ts';
import type { Control } from '../../sim/framework/control.ts';
import type { Metric } from '../../sim/framework/metric.ts';
import type { Scenario } from '../../sim/framework/scenario.ts';
import type { Study } from '../../sim/framework/study.ts';

/** What a user may add to the range. */
export type OwnThing = Scenario | Attack | Control | Metric | Study;

/** A kind of thing that a user may add: how it is known, what it must have, and which identifiers are nobody's yet. */
export interface OwnKind<Thing extends OwnThing = OwnThing> {
  readonly kind: 'scenario' | 'attack' | 'control' | 'metric' | 'study';
  /** The function, or of plain data the list, without which it is none of its kind. */
  readonly made: keyof Thing & string;
  readonly fields: readonly (keyof Thing & string)[];
  readonly id: RegExp;
  readonly exampleId: string;
}

const scenarioKind: OwnKind<Scenario> = {
  kind: 'scenario',
  made: 'build',
  fields: [
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
  ],
  id: /^S\d{2,4}$/,
  exampleId: 'S900',
};

const attackKind: OwnKind<Attack> = {
  kind: 'attack',
  made: 'campaign',
  fields: [
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
  ],
  id: /^A\d{2,4}$/,
  exampleId: 'A900',
};

// What a control costs is counted by its number, of which there are a hundred.
const controlKind: OwnKind<Control> = {
  kind: 'control',
  made: 'stand',
  fields: ['id', 'name', 'summary', 'groups', 'rung', 'layer', 'step', 'places', 'limits', 'source', 'stand'],
  id: /^C[6-9]\d$/,
  exampleId: 'C90',
};

const metricKind: OwnKind<Metric> = {
  kind: 'metric',
  made: 'fold',
  fields: ['id', 'name', 'summary', 'unit', 'formula', 'values', 'scale', 'about', 'fold'],
  id: /^M\d{2,4}$/,
  exampleId: 'M900',
};

const studyKind: OwnKind<Study> = {
  kind: 'study',
  made: 'factors',
  fields: [
    'id',
    'name',
    'summary',
    'scenario',
    'size',
    'parameters',
    'profile',
    'attacks',
    'factors',
    'design',
    'repetition',
    'values',
    'seed',
  ],
  id: /^T\d{2,4}$/,
  exampleId: 'T900',
};

/** Every kind of thing that a user may add. */
export const ownKinds: readonly OwnKind[] = [
  scenarioKind,
  attackKind,
  controlKind,
  metricKind,
  studyKind,
] as readonly OwnKind[];

/** The kind that a value was meant as; undefined where it is none of them. */
export const kindOf = (thing: unknown): OwnKind | undefined =>
  typeof thing === 'object' && thing !== null
    ? ownKinds.find(({ made }) => isMade((thing as Record<string, unknown>)[made]))
    : undefined;

const isMade = (part: unknown): boolean => typeof part === 'function' || Array.isArray(part);

/** Whether a goal, where a thing has one, can be judged. */
function isGoal(goal: unknown): boolean {
  if (goal === undefined) return true;
  const { over, needed, reached } = Object(goal) as Readonly<Record<string, unknown>>;
  if (typeof reached !== 'function') return false;
  return over === 'service' || (over === 'facts' && typeof needed === 'number' && needed > 0);
}

/** What a thing of a kind lacks first, in words; undefined where it has all. */
export function lacking(thing: OwnThing, { fields, id, exampleId }: OwnKind): string | undefined {
  const said = thing as unknown as Readonly<Record<string, unknown>>;
  const first = (fields as readonly string[]).find((field) => said[field] === undefined);
  if (first !== undefined) return first;
  if (!id.test(thing.id)) return `id such as ${exampleId}`;
  return isGoal(said['goal']) ? undefined : "goal { over: 'facts', needed, reached } or { over: 'service', reached }";
}
