import { availableParallelism } from 'node:os';
import type { Study, StudyRepetition } from '../../sim/framework/study.ts';
import { choose, chooseWord } from '../choosing.ts';
import type { Shard } from '../../scenarios/studies/shards.ts';
import type { SweepWords, WorkerWords } from '../command-words.ts';
import type { Catalogue } from '../engine.ts';
import { FaultyRequest, oneLine, quoted } from '../fault.ts';
import { logLevels } from '../log.ts';
import { duration, precision, seedNumber, wholeNumber } from '../quantity.ts';
import { shellWords } from '../repeat.ts';
import { checkStudy } from './check-study.ts';
import { readEngineUrl } from './queue/engine-url.ts';
import type { WorkerRequest } from './queue/working.ts';
import { usualRunMs } from './part-process.ts';
import { readShard } from './shard-words.ts';
import { checkShape } from './study-shape.ts';

/** A study that may be played as it stands. */
export interface SweepRequest {
  readonly study: Study;
  readonly out: string;
  readonly workers: number;
  /** How long a run may take, ms of wall time. */
  readonly runMs: number;
  readonly by: PlayedBy;
  readonly json: boolean;
  /** The command that goes on with it, or plays it again. */
  readonly command: string;
}

/** Who plays a study's runs: processes here, workers of a queue, this one of several parts, or nobody: they have been played. */
export type PlayedBy =
  | { readonly kind: 'processes' }
  | { readonly kind: 'engine'; readonly url: string }
  | { readonly kind: 'shard'; readonly shard: Shard }
  | { readonly kind: 'shards' };

/** Replications of each cell, at most, where a precision is asked for on the command line (assumption). */
const usualMost = 400;

/** A study as the command line wants it played, checked; the first thing that is wrong otherwise. */
export function sweepRequest(word: string, flags: SweepWords, catalogue: Catalogue): SweepRequest {
  const { file, ...found } = choose('study', word, catalogue.studies, 'metarange sweep');
  checkShape(found, file ?? found.id);
  if (flags.out === undefined || flags.out === '')
    throw new FaultyRequest(
      'no folder',
      'metarange sweep',
      oneLine(commandOf(file ?? found.name, { ...flags, out: found.name }), 400),
    );
  const study: Study = {
    ...found,
    ...(flags.seed === undefined ? {} : { seed: seedNumber(flags.seed) }),
    repetition: repetitionOf(found, flags),
  };
  return {
    study: checkStudy(study, flags.set, catalogue),
    out: flags.out,
    workers: processesOf(flags),
    runMs: runMsOf(flags),
    by: playedBy(flags, study),
    json: flags.json === true,
    command: commandOf(file ?? found.name, flags),
  };
}

/** A worker as the command line wants it; the first thing that is wrong otherwise. */
export const workerRequest = (flags: WorkerWords): WorkerRequest => ({
  engine: readEngineUrl(flags.engine),
  workers: processesOf(flags),
  runMs: runMsOf(flags),
  lostAfterMs: Math.max(1000, Math.round(duration(flags.lostAfter, '--lost-after') / 1e6)),
  log: chooseWord('log level', flags.log, logLevels, '--log'),
});

function processesOf({ workers }: { readonly workers?: string }): number {
  const cores = availableParallelism();
  return wholeNumber(workers ?? String(cores), '--workers', { least: 1, most: 1024, usual: cores });
}

/** Timers of Node wait for this long at most, ms. */
const longestTimerMs = 2 ** 31 - 1;

function runMsOf({ runTimeout }: { readonly runTimeout?: string }): number {
  if (runTimeout === undefined) return usualRunMs;
  const ms = Math.ceil(duration(runTimeout, '--run-timeout') / 1e6);
  if (ms > longestTimerMs) throw new FaultyRequest(`too long ${quoted(runTimeout)}`, '--run-timeout', '590h at most');
  return ms;
}

function playedBy(flags: SweepWords, { repetition }: Study): PlayedBy {
  const ways = (['engine', 'shard', 'gather'] as const).filter((flag) => flags[flag] !== undefined);
  if (ways.length > 1)
    throw new FaultyRequest('two ways to play', ways.map((way) => `--${way}`).join(' and '), `--${ways[0]!}`);
  const [elsewhere] = ways.filter((way) => way !== 'shard');
  if (flags.runTimeout !== undefined && elsewhere !== undefined)
    throw new FaultyRequest(
      `no run is played here with --${elsewhere}`,
      '--run-timeout',
      'metarange worker --run-timeout, or that of each shard',
    );
  if (ways[0] === 'engine') return { kind: 'engine', url: readEngineUrl(flags.engine) };
  if (ways.length === 0) return { kind: 'processes' };
  // When to stop depends on the runs of all shards, and none sees those of another.
  if (repetition.kind === 'precision')
    throw new FaultyRequest(
      'a study that goes on until it is precise has no shards',
      `--${ways[0]!}`,
      '--replications N, or --engine',
    );
  return ways[0] === 'gather' ? { kind: 'shards' } : { kind: 'shard', shard: readShard(flags.shard!, process.env) };
}

function repetitionOf({ repetition, values }: Study, flags: SweepWords): StudyRepetition {
  if (flags.replications !== undefined && flags.precision !== undefined)
    throw new FaultyRequest(
      'two ways to choose how often',
      '--replications and --precision',
      `--precision ${quoted(flags.precision)}`,
    );
  if (flags.replications !== undefined)
    return {
      kind: 'replications',
      count: wholeNumber(flags.replications, '--replications', { least: 1, most: 100_000, usual: 10 }),
    };
  if (flags.precision === undefined) return repetition;
  const own = repetition.kind === 'precision' ? repetition : { values, most: usualMost };
  return { kind: 'precision', ...own, relative: precision(flags.precision, '--precision') };
}

function commandOf(study: string, flags: SweepWords): string {
  const words = ['metarange', 'sweep', study, '--out', flags.out!];
  for (const setting of flags.set) words.push('--set', setting);
  for (const own of flags.with) words.push('--with', own);
  if (flags.runTimeout !== undefined) words.push('--run-timeout', flags.runTimeout);
  for (const flag of ['seed', 'replications', 'precision'] as const)
    if (flags[flag] !== undefined) words.push(`--${flag}`, flags[flag]);
  return shellWords(words);
}
