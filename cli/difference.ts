import { closeSync, openSync, readSync } from 'node:fs';
import type { ArmSummary } from '../metrics/results/summary.ts';
import { readResults, type SavedResults } from './results-folder.ts';

/** One value that differs between two results. */
export interface FieldDifference {
  readonly field: string;
  readonly one: string | null;
  readonly other: string | null;
}

/** Where two results part. `equal` is null where a world gives no digest, so that nobody can tell. */
export interface Difference {
  readonly equal: boolean | null;
  /** The first line of facts that differs, where both have facts. */
  readonly firstFact: { readonly line: number; readonly one: string | null; readonly other: string | null } | null;
  readonly fields: readonly FieldDifference[];
}

const chunkBytes = 1 << 16;

/** Lines of a file, one after another, without ever holding the whole. */
function* linesOf(path: string): Generator<string, void, void> {
  const file = openSync(path, 'r');
  const buffer = Buffer.alloc(chunkBytes);
  const decoder = new TextDecoder();
  let rest = '';
  try {
    for (let size = readSync(file, buffer); size > 0; size = readSync(file, buffer)) {
      const lines = (rest + decoder.decode(buffer.subarray(0, size), { stream: true })).split('\n');
      rest = lines.pop()!;
      yield* lines;
    }
    if (rest !== '') yield rest;
  } finally {
    closeSync(file);
  }
}

const firstDifferentLine = (one: string, other: string): Difference['firstFact'] => {
  const ours = linesOf(one);
  const theirs = linesOf(other);
  try {
    for (let line = 1; ; line++) {
      const a = ours.next();
      const b = theirs.next();
      if (a.done && b.done) return null;
      if (a.value !== b.value) return { line, one: a.done ? null : a.value, other: b.done ? null : b.value };
    }
  } finally {
    ours.return();
    theirs.return();
  }
};

// The wall clock differs between any two runs and says nothing about them; the picture repeats what the counts say.
const ignored: ReadonlySet<string> = new Set(['startedAt', 'wallSeconds', 'eventsPerSecond', 'picture', 'command']);

/** Leaves of a value by their path, such as `metrics.goodput.value`. */
const leavesOf = (value: unknown, path: string, into: Map<string, string>): Map<string, string> => {
  if (value === null || typeof value !== 'object') into.set(path, JSON.stringify(value) ?? 'undefined');
  else {
    for (const [key, inner] of Object.entries(value)) {
      if (!ignored.has(key)) leavesOf(inner, path === '' ? key : `${path}.${key}`, into);
    }
  }
  return into;
};

/** Leaves in which two values differ, each by its path from `path`. */
export const fieldsThatDiffer = (one: unknown, other: unknown, path: string): readonly FieldDifference[] => {
  const ours = leavesOf(one, path, new Map());
  const theirs = leavesOf(other, path, new Map());
  return [...new Set([...ours.keys(), ...theirs.keys()])]
    .filter((field) => ours.get(field) !== theirs.get(field))
    .map((field) => ({ field, one: ours.get(field) ?? null, other: theirs.get(field) ?? null }));
};

const sameDigests = (one: readonly ArmSummary[], other: readonly ArmSummary[]): boolean | null => {
  const missing = [...one, ...other].some((arm) => arm.digest === null);
  return missing ? null : one.length === other.length && one.every((arm, index) => arm.digest === other[index]!.digest);
};

/** Name of an arm: its profile, less what was taken out of it. */
export const armName = (arm: ArmSummary): string =>
  [arm.profile, ...arm.without.map((control) => `-${control}`)].join('');

/** Arms by name; those of one name (which differ in their attacks) by their turn as well. */
export const byName = (arms: readonly ArmSummary[]): ReadonlyMap<string, ArmSummary> => {
  const named = new Map<string, ArmSummary>();
  for (const arm of arms) {
    const name = armName(arm);
    const turn = [...named.keys()].filter((key) => key === name || key.startsWith(`${name}#`)).length;
    named.set(turn === 0 ? name : `${name}#${turn + 1}`, arm);
  }
  return named;
};

const armFields = (one: SavedResults, other: SavedResults): readonly FieldDifference[] => {
  const ours = byName(one.arms);
  const theirs = byName(other.arms);
  return [...new Set([...ours.keys(), ...theirs.keys()])].flatMap((name) => {
    const arm = ours.get(name);
    const counterpart = theirs.get(name);
    if (arm !== undefined && counterpart !== undefined) return fieldsThatDiffer(arm, counterpart, name);
    return { field: name, one: arm === undefined ? null : 'there', other: counterpart === undefined ? null : 'there' };
  });
};

/** Compares two results folders or summary files: by digest first, then by facts where both have them, then by every field. */
export function difference(one: string, other: string): Difference {
  const ours = readResults(one, 'metarange diff');
  const theirs = readResults(other, 'metarange diff');
  const equal = sameDigests(ours.arms, theirs.arms);
  const bothFacts = ours.facts !== null && theirs.facts !== null && equal !== true;
  const bothManifests = ours.manifest !== null && theirs.manifest !== null;
  return {
    equal,
    firstFact: bothFacts ? firstDifferentLine(ours.facts, theirs.facts) : null,
    fields: [
      ...(bothManifests ? fieldsThatDiffer(ours.manifest, theirs.manifest, 'manifest') : []),
      ...armFields(ours, theirs),
    ],
  };
}
