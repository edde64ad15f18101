import type { ArmSummary } from '../metrics/results/summary.ts';
import { factWords, nodesIn, readFact, type NodeNames } from './written-fact.ts';
import { linesOf } from './lines-of.ts';
import { shellWord } from './repeat.ts';
import { readResults, type SavedResults } from './results-folder.ts';

/** One value that differs between two results. */
export interface FieldDifference {
  readonly field: string;
  readonly one: string | null;
  readonly other: string | null;
}

/** The first fact in which two results part, as it stands in their files and in words. */
export interface FirstFact {
  readonly line: number;
  /** Null where this one has no more facts. */
  readonly one: string | null;
  readonly other: string | null;
  /** The last facts before it, which both have. */
  readonly before: readonly string[];
  /** In which fields the two facts part; empty where one of them is none. */
  readonly fields: readonly FieldDifference[];
  /** The same facts in words, null where a line is no fact. */
  readonly words: {
    readonly one: string | null;
    readonly other: string | null;
    readonly before: readonly (string | null)[];
  };
  /** Why nodes are told of by number, where their names are not known. */
  readonly namesUnknown: string | null;
}

/** Where two results part. `equal` is null where a world gives no digest, so that nobody can tell. */
export interface Difference {
  readonly equal: boolean | null;
  /** The first fact that differs, where both have facts. */
  readonly firstFact: FirstFact | null;
  /** Folders without facts where they would tell more, each with the command that writes them. */
  readonly withoutFacts: readonly { readonly folder: string; readonly command: string }[];
  readonly fields: readonly FieldDifference[];
}

/** Facts of both that are shown before the first that differs. */
const shownBefore = 4;

interface PartedLines extends Pick<FirstFact, 'line' | 'one' | 'other' | 'before'> {}

/** Reads two files side by side to the first line that differs, with those before it. */
function firstDifferentLine(one: string, other: string): PartedLines | null {
  const ours = linesOf(one);
  const theirs = linesOf(other);
  const before: string[] = [];
  try {
    for (let line = 1; ; line++) {
      const a = ours.next();
      const b = theirs.next();
      if (a.done && b.done) return null;
      if (a.value !== b.value) return { line, one: a.done ? null : a.value, other: b.done ? null : b.value, before };
      if (before.push(a.value!) > shownBefore) before.shift();
    }
  } finally {
    ours.return();
    theirs.return();
  }
}

const inWords = (line: string | null, nameOf: NodeNames): string | null => {
  const fact = line === null ? undefined : readFact(line);
  return fact === undefined ? null : factWords(fact, nameOf);
};

function firstFactOf(ours: SavedResults, theirs: SavedResults, namesIn: NamesIn): FirstFact | null {
  const lines = firstDifferentLine(ours.facts!, theirs.facts!);
  if (lines === null) return null;
  const facts = [lines.one, lines.other].map((line) => (line === null ? undefined : readFact(line)));
  const told = [...lines.before.map(readFact), ...facts].flatMap((fact) => (fact === undefined ? [] : [fact]));
  const numbers = [...new Set(told.flatMap(nodesIn))].filter((node) => node >= 0);
  const [names, others] = [namesIn(ours, numbers), namesIn(theirs, numbers)];
  return {
    ...lines,
    fields: facts[0] === undefined || facts[1] === undefined ? [] : fieldsThatDiffer(facts[0], facts[1], ''),
    words: {
      one: inWords(lines.one, names.nameOf),
      other: inWords(lines.other, others.nameOf),
      before: lines.before.map((line) => inWords(line, names.nameOf)),
    },
    namesUnknown: told.length === 0 ? null : (names.unknown ?? others.unknown),
  };
}

/** What nodes of results are called, or why nobody knows. */
export type NamesIn = (
  saved: SavedResults,
  nodes: readonly number[],
) => { readonly nameOf: NodeNames; readonly unknown: string | null };

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

/** The command that writes the facts of results; one that the manifest's own words make, and nobody carries out. */
const factCommand = ({ path, manifest }: SavedResults): string =>
  `${manifest!.command} --out ${shellWord(`${path.replace(/\/+$/, '')}-facts`)} --facts`;

/** Compares two results folders or summary files: by digest first, then by facts where both have them, then by every field. */
export function difference(one: string, other: string, namesIn: NamesIn): Difference {
  const ours = readResults(one, 'metarange diff');
  const theirs = readResults(other, 'metarange diff');
  const equal = sameDigests(ours.arms, theirs.arms);
  const bothFacts = ours.facts !== null && theirs.facts !== null && equal !== true;
  const bothManifests = ours.manifest !== null && theirs.manifest !== null;
  const factless =
    equal === false ? [ours, theirs].filter(({ facts, manifest }) => facts === null && manifest !== null) : [];
  return {
    equal,
    firstFact: bothFacts ? firstFactOf(ours, theirs, namesIn) : null,
    withoutFacts: factless.map((saved) => ({ folder: saved.path, command: factCommand(saved) })),
    fields: [
      ...(bothManifests ? fieldsThatDiffer(ours.manifest, theirs.manifest, 'manifest') : []),
      ...armFields(ours, theirs),
    ],
  };
}
