import { inspect } from 'node:util';
import type { Cast } from '../../sim/framework/scenario.ts';
import type { VirtualWorld } from '../../sim/worlds/virtual/world.ts';
import { reach } from './reach.ts';

/** Classes of the world in which truth lies, or from which a way leads to it. */
export const rooms = [
  'VirtualWorld',
  'Kernel',
  'Recorder',
  'FactBlock',
  'Labels',
  'Lineage',
  'LineageTable',
  'Slots',
  'Sessions',
  'Nodes',
  'Rings',
  'Trusts',
  'Corridor',
  'Channels',
  'Openings',
  'Adversary',
  'Taps',
  'Lines',
  'Insides',
  'Stores',
  'Stations',
];
/** Further classes that exist only while something is under way. */
const passing = [
  'Timers',
  'StandingPost',
  'HeldLine',
  'Handshake',
  'Floods',
  'Wirings',
  'Standing',
  'ControlCosts',
  'IoReins',
];

/** What nobody on stage may reach in this run. */
export interface Secrets {
  readonly objects: ReadonlyMap<object, string>;
  readonly keysOf: ReadonlyMap<object, number>;
}

const classOf = (value: object): string => {
  const made = (Object.getPrototypeOf(value) as { readonly constructor?: { readonly name?: string } } | null)
    ?.constructor;
  return made?.name ?? '';
};

/** Looks into the world with eyes that nobody on stage has. */
export function secretsOf(world: VirtualWorld, cast: Cast): Secrets {
  const objects = new Map<object, string>();
  const keysOf = new Map<object, number>();
  objects.set(cast.entitlements, 'the entitlements');
  objects.set(cast.environment, 'the physical world');
  for (const { value, way } of reach(world, 'world')) {
    const name = classOf(value);
    if (rooms.includes(name)) objects.set(value, `${name} at ${way}`);
    if (name === 'LineageTable' || name === 'FactBlock') {
      for (const column of Object.values(value))
        if (typeof column === 'object' && column !== null) objects.set(column as object, `${name} at ${way}`);
    }
    if (name === 'Ring') {
      const { owner, pair, pending, storageKey, initial } = value as {
        readonly owner: number;
        readonly pair: { readonly privateKey: object } | null;
        readonly pending: { readonly privateKey: object } | null;
        readonly storageKey: object | null;
        readonly initial: { readonly pair: { readonly privateKey: object } } | null;
      };
      for (const key of [pair?.privateKey, pending?.privateKey, storageKey, initial?.pair.privateKey])
        if (key !== undefined && key !== null) keysOf.set(key, owner);
    }
  }
  objects.set(world.labels.attempts, 'all attempts');
  for (const attempt of world.labels.attempts) objects.set(attempt, 'an attempt');
  return { objects, keysOf };
}

/** Every secret that a value leads to; `own` are the nodes whose keys its holder may have. */
export function leaks(value: unknown, name: string, { objects, keysOf }: Secrets, own: readonly number[]): string[] {
  const found: string[] = [];
  for (const { value: reached, way } of reach(value, name)) {
    const secret = objects.get(reached);
    if (secret !== undefined) found.push(`${way} is ${secret}`);
    const owner = keysOf.get(reached);
    if (owner !== undefined && !own.includes(owner)) found.push(`${way} is a key of node ${owner}`);
    if (rooms.includes(classOf(reached)) || passing.includes(classOf(reached)))
      found.push(`${way} is a ${classOf(reached)}`);
  }
  const printed = inspect(value, { depth: 6, showHidden: true, getters: true, maxArrayLength: 3 });
  for (const word of [
    'Lineage',
    'flagForged',
    'truth:',
    'label:',
    'flags:',
    'attempt:',
    'replayed',
    'forged',
    'recordTerm',
  ]) {
    if (printed.includes(word)) found.push(`${name} prints "${word}"`);
  }
  return found;
}

/** Calls a look for the first few occasions of each sort. */
export class Glances {
  readonly found: string[] = [];
  looks = 0;
  private readonly counts = new Map<string, number>();
  secrets: (() => Secrets) | null = null;

  at(sort: string, value: unknown, own: readonly number[] = []): void {
    const count = this.counts.get(sort) ?? 0;
    if (count >= 1 || this.secrets === null) return;
    this.counts.set(sort, count + 1);
    this.looks++;
    this.found.push(...leaks(value, sort, this.secrets(), own));
  }

  get sorts(): readonly string[] {
    return [...this.counts.keys()];
  }
}
