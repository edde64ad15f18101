import type { Repetition } from '../scenarios/arm.ts';
import { suiteNames, type SuiteName } from '../scenarios/replicate.ts';
import { sizeNames } from '../sim/framework/scenario.ts';
import { deviceClasses } from '../sim/framework/costs.ts';
import { ablateRequest, type AblationOutput } from './ablation/ablate-request.ts';
import { readWords } from './arguments.ts';
import {
  exportForms,
  listings,
  templates,
  type CalibrateWords,
  type ExportForm,
  type Listing,
  type ReproduceWords,
  type RunWords,
  type SceneWords,
  type Template,
  type ValidateWords,
} from './command-words.ts';
import type { CalibrationRequest } from './calibrate/calibration.ts';
import {
  attackerOf,
  attacksOf,
  byAttacker,
  chooseWord,
  noAttacks,
  profilesOf,
  scenarioIn,
  scenarioNamed,
} from './choosing.ts';
import { readCosts } from './cost-file.ts';
import type { DashboardRequest } from './dashboard/dashboard-request.ts';
import type { AblationRequest, Engine, RunRequest, SceneRequest } from './engine.ts';
import type { ExportRequest } from './exporting.ts';
import { FaultyRequest, quoted, type RequestFault } from './fault.ts';
import { logLevels, type LogLevel } from './log.ts';
import { parameterValues, realTimeValues } from './parameters.ts';
import { duration, precision, seedNumber, wholeNumber } from './quantity.ts';
import { repeatCommand } from './repeat.ts';
import { readMqttUrl } from './mqtt-url.ts';
import { readStoreUrl } from './store-url.ts';
import type { WorkerRequest } from './studies/queue/working.ts';
import { sweepRequest, workerRequest } from './studies/sweep-request.ts';
import type { SweepRequest } from './studies/sweep-request.ts';
import type { WorldsRequest } from './worlds/worlds-result.ts';
import { readTrace } from './trace.ts';

/** Reads a whole file that the request names; throws the fault where it cannot be read. */
export type ReadFile = (path: string, flag: string) => Uint8Array;

/** What the command is to do, checked. */
export type Request =
  | { readonly command: 'help'; readonly text: string }
  | { readonly command: 'list'; readonly what: Listing; readonly json: boolean }
  | { readonly command: 'init'; readonly what: Template; readonly file: string }
  | { readonly command: 'run'; readonly run: RunRequest; readonly output: RunOutput }
  | { readonly command: 'ablate'; readonly ablation: AblationRequest; readonly output: AblationOutput }
  | { readonly command: 'describe'; readonly scene: SceneRequest; readonly json: boolean }
  | { readonly command: 'sweep'; readonly sweep: SweepRequest }
  | { readonly command: 'worker'; readonly worker: WorkerRequest }
  | { readonly command: 'query'; readonly folder: string; readonly sql: string; readonly json: boolean }
  | { readonly command: 'calibrate'; readonly calibration: CalibrationRequest; readonly output: CalibrationOutput }
  | { readonly command: 'bench'; readonly json: boolean }
  /** `only`: words for rows, as they were written; null for all rows. */
  | { readonly command: 'validate'; readonly only: readonly string[] | null; readonly json: boolean }
  | { readonly command: 'validate-worlds'; readonly worlds: WorldsRequest; readonly json: boolean }
  | { readonly command: 'diff'; readonly one: string; readonly other: string; readonly json: boolean }
  | { readonly command: 'report'; readonly folder: string }
  | ({ readonly command: 'reproduce' } & ReproductionRequest)
  | ({ readonly command: 'export' } & ExportRequest)
  | ({ readonly command: 'dashboard' } & DashboardRequest);

/** What becomes of a calibration: where its file goes, null for none. */
export interface CalibrationOutput {
  readonly json: boolean;
  readonly out: string | null;
}

/** Whose results are to be found again, with which code of the user's own, and what becomes of the new ones. */
export interface ReproductionRequest {
  readonly folder: string;
  /** Of a study: which of its runs, in words, and how many; null for all. */
  readonly only: string | null;
  readonly sample: number | null;
  readonly own: readonly string[];
  readonly json: boolean;
  readonly out: string | null;
  readonly facts: boolean;
}

/** What becomes of a run's results. */
export interface RunOutput {
  readonly json: boolean;
  readonly out: string | null;
  readonly facts: boolean;
  readonly inspect: string | null;
  readonly log: LogLevel | 'silent';
}

const repetitionOf = (flags: RunWords): Repetition => {
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

const sceneRequest = (word: string, flags: SceneWords, { catalogue }: Engine): SceneRequest => {
  const scenario = scenarioNamed(word, catalogue, 'metarange describe');
  const size = chooseWord('size', flags.size, sizeNames, '--size');
  return {
    scenario,
    size,
    parameters: parameterValues(scenario, size, flags.set),
    seed: seedNumber(flags.seed),
    nodes: flags.nodes === undefined ? null : flags.nodes === true ? '' : flags.nodes,
  };
};

/** Facts need a folder, and a folder a name. */
const checkFolder = ({ out, facts }: Pick<RunWords, 'out' | 'facts'>): void => {
  if (facts && out === undefined) throw new FaultyRequest('--facts needs a folder', '--facts', '--out results --facts');
  if (out === '') throw new FaultyRequest('no folder', '--out', '--out results');
};

const reproductionRequest = (folder: string, flags: ReproduceWords): Request => {
  checkFolder(flags);
  return {
    command: 'reproduce',
    folder,
    only: flags.only ?? null,
    sample:
      flags.sample === undefined
        ? null
        : wholeNumber(flags.sample, '--sample', { least: 1, most: 1_000_000, usual: 20 }),
    own: flags.with.flatMap((word) => word.split(',')).map((word) => word.trim()),
    json: flags.json === true,
    out: flags.out ?? null,
    facts: flags.facts === true,
  };
};

const runRequest = (
  word: string,
  flags: RunWords,
  engine: Engine,
  read: ReadFile,
  world: RunRequest['world'],
): { run: RunRequest; output: RunOutput } => {
  const { catalogue } = engine;
  const scenario = scenarioIn(word, catalogue, world);
  const size = chooseWord('size', flags.size, sizeNames, '--size');
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
  checkFolder(flags);
  const attacker = attackerOf(flags, catalogue);
  const named = flags.mqtt === undefined ? attacksOf(flags, scenario, catalogue) : noAttacks(flags);
  const attacks = attacker === null ? named : byAttacker(attacker, named, scenario, catalogue);
  const real = world === 'live' ? realTimeValues(scenario, attacks.mode !== 'none') : {};
  const request = {
    world,
    scenario,
    size,
    parameters: parameterValues(scenario, size, flags.set, real),
    attacker,
    profiles: profilesOf(flags, catalogue),
    ownMetrics: catalogue.own?.metrics ?? [],
    attacks,
    seed: seedNumber(flags.seed),
    suite: chooseWord<SuiteName>('suite', flags.suite, suiteNames, '--suite'),
    repetition: repetitionOf(flags),
    untilNs,
    trace: flags.trace === undefined ? null : readTrace(flags.trace, read(flags.trace, '--trace')),
    store: flags.store === undefined ? null : readStoreUrl(flags.store),
    mqtt: flags.mqtt === undefined ? null : readMqttUrl(flags.mqtt),
    costs: flags.costs === undefined ? null : readCosts(flags.costs, read(flags.costs, '--costs'), catalogue.costs),
  };
  return {
    run: { ...request, command: repeatCommand(scenario.file ?? scenario.name, flags, world) },
    output: {
      json: flags.json === true,
      out: flags.out ?? null,
      facts: flags.facts === true,
      inspect: flags.inspect ?? null,
      log,
    },
  };
};

const calibrateRequest = ({ class: device, quick, out, json }: CalibrateWords): Request => {
  if (out === '') throw new FaultyRequest('no file', '--out', '--out costs.json');
  return {
    command: 'calibrate',
    calibration: {
      device: chooseWord('device class', device, deviceClasses, '--class'),
      effort: quick === true ? 'quick' : 'full',
    },
    output: { json: json === true, out: out ?? null },
  };
};

const validateRequest = ({ worlds, quick, only, json }: ValidateWords): Request => {
  if (worlds === true && only.length > 0)
    throw new FaultyRequest('--only names rows of closed forms', '--only', 'validate --worlds');
  if (worlds === true)
    return { command: 'validate-worlds', worlds: { effort: quick === true ? 'quick' : 'full' }, json: json === true };
  if (quick === true)
    throw new FaultyRequest('--quick is for the comparison of worlds', '--quick', 'validate --worlds --quick');
  const words = only.flatMap((list) => list.split(',')).map((word) => word.trim());
  return { command: 'validate', only: words.length === 0 ? null : words, json: json === true };
};

/** A command line as a request that can be carried out, or the first thing that is wrong with it. */
export function readRequest(argv: readonly string[], engine: Engine, read: ReadFile): Request | RequestFault {
  try {
    const words = readWords(argv, { version: engine.version, canInspect: engine.inspect !== undefined });
    if (words.command === 'list')
      return { command: 'list', what: chooseWord('listing', words.what, listings, 'metarange list'), json: words.json };
    if (words.command === 'init') {
      const what = chooseWord('template', words.what, templates, 'metarange init');
      return { command: 'init', what, file: words.file ?? `my-${what}.ts` };
    }
    if (words.command === 'run')
      return { command: 'run', ...runRequest(words.scenario, words.flags, engine, read, words.world) };
    if (words.command === 'ablate')
      return { command: 'ablate', ...ablateRequest(words.scenario, words.flags, engine.catalogue) };
    if (words.command === 'describe')
      return {
        command: 'describe',
        scene: sceneRequest(words.scenario, words.flags, engine),
        json: words.flags.json === true,
      };
    if (words.command === 'sweep')
      return { command: 'sweep', sweep: sweepRequest(words.study, words.flags, engine.catalogue) };
    if (words.command === 'worker') return { command: 'worker', worker: workerRequest(words.flags) };
    if (words.command === 'calibrate') return calibrateRequest(words.flags);
    if (words.command === 'validate') return validateRequest(words.flags);
    if (words.command === 'reproduce') return reproductionRequest(words.folder, words.flags);
    if (words.command === 'export') {
      if (words.out === '') throw new FaultyRequest('no file', '--out', '--out layer.json');
      if (words.as === undefined) throw new FaultyRequest('no form', '--as', `--as ${exportForms.join('|')}`);
      const form = chooseWord<ExportForm>('form', words.as, exportForms, '--as');
      return { command: 'export', folder: words.folder, form, profile: words.profile ?? null, out: words.out ?? null };
    }
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
