import { createHash } from 'node:crypto';
import { statSync } from 'node:fs';
import { basename } from 'node:path';
import type { Manifest } from '../metrics/results/summary.ts';
import { readWords } from './arguments.ts';
import type { Words } from './command-words.ts';
import type { Engine, RunRequest } from './engine.ts';
import { FaultyRequest, oneLine, quoted } from './fault.ts';
import { costsText, setsOf } from './manifest.ts';
import { isFile } from './own-files/own-files.ts';
import { repeatCommand, wordsIn } from './repeat.ts';
import { readRequest, type ReadFile } from './request.ts';

type RunWordsFound = Extract<Words, { readonly command: 'run' }>;

/** A manifest is anybody's text: what it holds is told of on one short line. */
const told = (text: string): string => oneLine(text, 400);

const list = (texts: readonly string[]): string => texts.map((text) => quoted(text)).join(', ') || 'none';

/** Does what may find a fault in words of a manifest; the fault says that it is there. */
function placed<Result>(where: string, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof FaultyRequest)) throw error;
    const { fault } = error;
    throw new FaultyRequest(
      fault.what,
      fault.where.includes(where) ? fault.where : `${fault.where}, ${where}`,
      fault.nearest,
    );
  }
}

/** The command of a manifest as words; the fault of one that no run writes, so that nothing else is ever done for it. */
function runWords({ command }: Manifest, where: string, engine: Engine): RunWordsFound {
  const [program, ...argv] = wordsIn(command) ?? [];
  const stranger = (): never => {
    throw new FaultyRequest(
      `a command that no run writes, ${quoted(told(command))}`,
      where,
      'what metarange run --out wrote',
    );
  };
  if (program !== 'metarange') return stranger();
  const words = placed(where, () =>
    readWords(argv, { version: engine.version, canInspect: engine.inspect !== undefined }),
  );
  if (words.command !== 'run') return stranger();
  // Written anew it is the same: no flag stands in it that writes, prints or looks at anything.
  return repeatCommand(words.scenario, words.flags, words.world) === command ? words : stranger();
}

/** Code of the user's own that a run names. */
const ownWords = ({ scenario, flags }: RunWordsFound): readonly string[] => [
  ...new Set([
    ...[scenario, ...(flags.attack ?? '').split(',')].map((word) => word.trim()).filter(isFile),
    ...flags.with.flatMap((word) => word.split(',')).map((word) => word.trim()),
  ]),
];

/** Code of a results folder runs only where the user names it too: by the same word, or a file of that name that lies elsewhere. */
function allowed(words: RunWordsFound, given: readonly string[], folder: string): RunWordsFound {
  const needed = ownWords(words);
  const placeOf = (word: string): string | undefined =>
    given.find((one) => one === word) ?? given.find((one) => isFile(word) && basename(one) === basename(word));
  const flags = (files: readonly string[]): string => files.map((file) => ` --with ${file}`).join('');
  const missing = needed.filter((word) => placeOf(word) === undefined);
  if (missing.length > 0)
    throw new FaultyRequest(
      `these results come from code that is no part of the range (${list(missing)}) and would run as you do`,
      `metarange reproduce ${quoted(folder)}`,
      told(`metarange reproduce ${folder}${flags(needed)}, once you trust it`),
    );
  const places = needed.map((word) => placeOf(word)!);
  const idle = given.find((one) => !places.includes(one));
  if (idle !== undefined)
    throw new FaultyRequest(
      `these results come without ${quoted(idle)}`,
      '--with',
      needed.length === 0 ? 'no --with' : flags(needed).trim(),
    );
  const from = (word: string): string => placeOf(word) ?? word;
  const { attack } = words.flags;
  return {
    ...words,
    scenario: from(words.scenario),
    flags: {
      ...words.flags,
      with: words.flags.with.map((word) =>
        word
          .split(',')
          .map((one) => from(one.trim()))
          .join(','),
      ),
      ...(attack === undefined
        ? {}
        : {
            attack: attack
              .split(',')
              .map((word) => from(word.trim()))
              .join(','),
          }),
    },
  };
}

/** Reads files that a manifest names: ordinary ones only, and only where they are those that it was written with. */
const readRecorded =
  ({ trace, costs }: Manifest, read: ReadFile, where: string): ReadFile =>
  (path, flag) => {
    const then = flag === '--trace' ? trace?.sha256 : / SHA-256 ([0-9a-f]{64})$/.exec(costs)?.[1];
    // A pipe or a device may have no end.
    const isOrdinary = statSync(path, { throwIfNoEntry: false })?.isFile() ?? true;
    if (!isOrdinary) throw new FaultyRequest(`${quoted(path)} is no ordinary file`, `${flag} of ${where}`, 'a file');
    const bytes = read(path, `${flag} of ${where}`);
    const now = createHash('sha256').update(bytes).digest('hex');
    if (then !== now)
      throw new FaultyRequest(
        `another file than then ${quoted(path)} (its SHA-256 is ${now})`,
        `${flag} of ${where}`,
        `the file with SHA-256 ${then === undefined ? 'unknown' : quoted(then)}`,
      );
    return bytes;
  };

/** Parameters are as the manifest says: a default that has changed since is set. */
const withParameters = (words: RunWordsFound, { parameters }: Manifest, now: RunRequest): RunWordsFound => {
  const changed = Object.entries(parameters).filter(([name, value]) => now.parameters[name] !== value);
  if (changed.length === 0) return words;
  const set = [...words.flags.set, ...changed.map(([name, value]) => `${name}=${value}`)];
  return { ...words, flags: { ...words.flags, set } };
};

/** What the manifest says beside its command must be what the command comes to. */
function checkAgainst(manifest: Manifest, run: RunRequest, where: string): void {
  const attacks = setsOf(run.attacks).map((set) => set.map(({ id }) => id).join('+'));
  const facts: readonly (readonly [string, string, string])[] = [
    ['scenario', manifest.scenario, run.scenario.name],
    ['seed', String(manifest.seed), String(run.seed)],
    ['profiles', manifest.profile, run.profiles.map(({ name }) => name).join(', ')],
    [
      'controls taken out',
      manifest.without.join(', '),
      [...new Set(run.profiles.flatMap(({ without }) => without))].join(', '),
    ],
    ['attacks', manifest.attacks.join(', '), attacks.join(', ')],
    ['attacker', manifest.attacker ?? '', run.attacker === null ? '' : `${run.attacker.id} ${run.attacker.name}`],
    ['suite', manifest.suite, run.suite],
    ['trace', manifest.trace?.sha256 ?? '', run.trace?.sha256 ?? ''],
    ['costs', manifest.costs.split(', SHA-256 ')[1] ?? '', costsText(run).split(', SHA-256 ')[1] ?? ''],
  ];
  const parted = facts.find(([, then, now]) => then !== now);
  if (parted === undefined) return;
  const [what, then, now] = parted;
  throw new FaultyRequest(
    `${what} ${quoted(then)} in the manifest, ${quoted(now)} by its command in this version`,
    where,
    told(`metarange ${run.command.replace(/^metarange /, '')}`),
  );
}

/** A run as a manifest has it, read and checked by what reads a command line, and what of it is not quite as it was. */
export interface RecordedRun {
  readonly run: RunRequest;
  readonly warnings: readonly string[];
}

/**
 * The run that a manifest tells of. `own` is the code outside the range that the user allows; the manifest alone makes nothing run.
 * Throws the fault of what cannot be repeated.
 */
export function recordedRun(
  manifest: Manifest,
  terms: {
    readonly folder: string;
    readonly own: readonly string[];
    readonly engine: Engine;
    readonly read: ReadFile;
  },
): RecordedRun {
  const { folder, own, engine } = terms;
  const where = `the manifest of ${quoted(folder)}`;
  if (manifest.world === 'live')
    throw new FaultyRequest('live results have no digest to reproduce', where, 'results of metarange run');
  const words = allowed(runWords(manifest, where, engine), own, folder);
  const requested = ({ scenario, flags }: RunWordsFound): RunRequest => {
    const [, ...argv] = wordsIn(repeatCommand(scenario, flags))!;
    const request = placed(where, () => {
      const read = readRequest(argv, engine, readRecorded(manifest, terms.read, where));
      if ('nearest' in read) throw new FaultyRequest(read.what, read.where, read.nearest);
      return read;
    });
    if (request.command !== 'run') throw new RangeError('a run that is written down is a run');
    return request.run;
  };
  const asNow = requested(words);
  const run = requested(withParameters(words, manifest, asNow));
  checkAgainst(manifest, run, where);
  const changed = Object.keys(run.parameters).filter((name) => run.parameters[name] !== asNow.parameters[name]);
  const added = Object.keys(run.parameters).filter((name) => !Object.hasOwn(manifest.parameters, name));
  return {
    run,
    warnings: [
      ...changed.map(
        (name) => `${name} is ${asNow.parameters[name]} by default now; repeated with ${run.parameters[name]}`,
      ),
      ...added.map((name) => `parameter ${name} is new since; repeated with ${run.parameters[name]}`),
      ...ownWords(words).map((word) => `nobody wrote down which version of ${quoted(word)} made these results`),
    ],
  };
}
