import type { Attack } from '../sim/framework/attack.ts';
import type { Control } from '../sim/framework/control.ts';
import type { Profile, ProfileName } from '../sim/framework/profile.ts';
import type { Scenario, Size } from '../sim/framework/scenario.ts';
import { listings, readWords, type Listing, type RunWords } from './arguments.ts';
import { readCosts } from './cost-file.ts';
import {
  suiteNames,
  type AttackPlan,
  type Catalogue,
  type Engine,
  type RunRequest,
  type Sampling,
  type SuiteName,
} from './engine.ts';
import type { DashboardRequest } from './dashboard/dashboard-request.ts';
import { FaultyRequest, quoted, type RequestFault } from './fault.ts';
import { logLevels, type LogLevel } from './log.ts';
import { nearestName } from './nearest.ts';
import { parameterValues } from './parameters.ts';
import { duration, precision, wholeNumber } from './quantity.ts';
import { repeatCommand } from './repeat.ts';
import { readTrace } from './trace.ts';

/** Reads a whole file that the request names; throws the fault where it cannot be read. */
export type ReadFile = (path: string, flag: string) => Uint8Array;

/** What the command is to do, checked. */
export type Request =
  | { readonly command: 'help'; readonly text: string }
  | { readonly command: 'list'; readonly what: Listing; readonly json: boolean }
  | { readonly command: 'run'; readonly run: RunRequest; readonly output: RunOutput }
  | { readonly command: 'bench' | 'validate'; readonly json: boolean }
  | { readonly command: 'diff'; readonly one: string; readonly other: string; readonly json: boolean }
  | { readonly command: 'report'; readonly folder: string }
  | ({ readonly command: 'dashboard' } & DashboardRequest);

/** What becomes of a run's results. */
export interface RunOutput {
  readonly json: boolean;
  readonly out: string | null;
  readonly facts: boolean;
  readonly inspect: string | null;
  readonly log: LogLevel | 'silent';
}

const sizes: readonly Size[] = ['smoke', 'paper', 'stress'];

interface Named {
  readonly id: string;
  readonly name: string;
}

/** The thing of this name or id, in any case; or a fault that names the nearest. */
const choose = <Thing extends Named>(kind: string, word: string, things: readonly Thing[], where: string): Thing => {
  const lower = word.toLowerCase();
  const found = things.find(({ id, name }) => id.toLowerCase() === lower || name.toLowerCase() === lower);
  if (found) return found;
  const looksLikeId = /^[a-z]\d*$/i.test(word);
  const nearest = nearestName(
    word,
    things.flatMap(({ id, name }) => (looksLikeId ? [id] : [name, id])),
  );
  throw new FaultyRequest(`unknown ${kind} ${quoted(word)}`, where, nearest);
};

const chooseWord = <Word extends string>(kind: string, word: string, words: readonly Word[], where: string): Word => {
  const found = words.find((candidate) => candidate === word);
  if (found === undefined) throw new FaultyRequest(`unknown ${kind} ${quoted(word)}`, where, nearestName(word, words));
  return found;
};

const profilesOf = (flags: RunWords, catalogue: Catalogue): readonly Profile[] => {
  if (flags.profile !== undefined && flags.compare !== undefined) {
    throw new FaultyRequest('two ways to choose profiles', '--profile and --compare', `--compare ${flags.compare}`);
  }
  const known = catalogue.profiles.map((profile) => profile.name);
  const where = flags.compare === undefined ? '--profile' : '--compare';
  const words = flags.compare === undefined ? [flags.profile ?? 'framework'] : flags.compare.split(',');
  const names = words.map((word): ProfileName => chooseWord('profile', word.trim(), known, where));
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined)
    throw new FaultyRequest(`profile ${quoted(twice)} is named twice`, where, [...new Set(names)].join(','));
  const controls = flags.without
    .flatMap((list) => list.split(','))
    .map((word): Control => choose('control', word.trim(), catalogue.controls, '--without'));
  const without = [...new Set(controls.map((control) => control.id))];
  return names.map((name) => ({ name, without }));
};

const attacksOf = (flags: RunWords, scenario: Scenario, catalogue: Catalogue): AttackPlan => {
  if (flags.attack === 'none') return { mode: 'none' };
  const words = flags.attack === undefined ? scenario.attacks : flags.attack.split(',').map((word) => word.trim());
  const attacks = words.map((word): Attack =>
    choose('attack', word, catalogue.attacks, flags.attack === undefined ? scenario.name : '--attack'),
  );
  const unique = [...new Set(attacks)];
  if (unique.length === 0) return { mode: 'none' };
  return { mode: flags.attack === undefined ? 'each' : 'together', attacks: unique };
};

const samplingOf = (flags: RunWords): Sampling => {
  if (flags.replications !== undefined && flags.precision !== undefined) {
    throw new FaultyRequest(
      'two ways to choose how often',
      '--replications and --precision',
      `--precision ${quoted(flags.precision)}`,
    );
  }
  if (flags.precision !== undefined) return { kind: 'precision', relative: precision(flags.precision, '--precision') };
  return {
    kind: 'replications',
    count: wholeNumber(flags.replications ?? '1', '--replications', { least: 1, most: 100_000, usual: 1 }),
  };
};

const runRequest = (
  word: string,
  flags: RunWords,
  engine: Engine,
  read: ReadFile,
): { run: RunRequest; output: RunOutput } => {
  const { catalogue } = engine;
  const scenario = choose('scenario', word, catalogue.scenarios, 'metarange run');
  const size = chooseWord('size', flags.size, sizes, '--size');
  const log = flags.log === undefined ? 'silent' : chooseWord('log level', flags.log, logLevels, '--log');
  const untilNs = flags.until === undefined ? null : duration(flags.until, '--until');
  if (flags.inspect !== undefined && untilNs === null)
    throw new FaultyRequest('--inspect needs a time', '--inspect', '--until 60s --inspect ...');
  const beside = (['out', 'compare', 'replications', 'precision'] as const).find((flag) => flags[flag] !== undefined);
  if (flags.inspect !== undefined && beside !== undefined)
    throw new FaultyRequest(
      `--inspect shows one run and keeps nothing, so --${beside} does not go with it`,
      '--inspect',
      '--until 60s --inspect ...',
    );
  if (flags.facts && flags.out === undefined)
    throw new FaultyRequest('--facts needs a folder', '--facts', '--out results --facts');
  if (flags.out === '') throw new FaultyRequest('no folder', '--out', '--out results');
  const request = {
    scenario,
    size,
    parameters: parameterValues(scenario, size, flags.set),
    profiles: profilesOf(flags, catalogue),
    attacks: attacksOf(flags, scenario, catalogue),
    seed: wholeNumber(flags.seed, '--seed', { least: 0, most: Number.MAX_SAFE_INTEGER, usual: 1 }),
    suite: chooseWord<SuiteName>('suite', flags.suite, suiteNames, '--suite'),
    sampling: samplingOf(flags),
    untilNs,
    trace: flags.trace === undefined ? null : readTrace(flags.trace, read(flags.trace, '--trace')),
    costs:
      flags.costs === undefined
        ? null
        : { name: flags.costs, tables: readCosts(flags.costs, read(flags.costs, '--costs')) },
  };
  return {
    run: { ...request, command: repeatCommand(scenario.name, flags) },
    output: {
      json: flags.json === true,
      out: flags.out ?? null,
      facts: flags.facts === true,
      inspect: flags.inspect ?? null,
      log,
    },
  };
};

/** A command line as a request that can be carried out, or the first thing that is wrong with it. */
export function readRequest(argv: readonly string[], engine: Engine, read: ReadFile): Request | RequestFault {
  try {
    const words = readWords(argv, { version: engine.version, canInspect: engine.inspect !== undefined });
    if (words.command === 'list')
      return { ...words, what: chooseWord('listing', words.what, listings, 'metarange list') };
    if (words.command === 'run') return { command: 'run', ...runRequest(words.scenario, words.flags, engine, read) };
    if (words.command === 'dashboard')
      return {
        command: 'dashboard',
        host: words.host === '' ? '127.0.0.1' : words.host,
        port: wholeNumber(words.port, '--port', { least: 0, most: 65_535, usual: 8717 }),
        log: chooseWord('log level', words.log, logLevels, '--log'),
      };
    return words;
  } catch (error) {
    if (error instanceof FaultyRequest) return error.fault;
    throw error;
  }
}
