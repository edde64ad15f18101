import { availableParallelism } from 'node:os';
import type { Study, StudyRepetition } from '../../sim/framework/study.ts';
import { choose } from '../choosing.ts';
import type { SweepWords } from '../command-words.ts';
import type { Catalogue } from '../engine.ts';
import { FaultyRequest, quoted } from '../fault.ts';
import { precision, seedNumber, wholeNumber } from '../quantity.ts';
import { shellWords } from '../repeat.ts';
import { checkStudy } from './check-study.ts';
import { checkShape } from './study-shape.ts';

/** A study that may be played as it stands. */
export interface SweepRequest {
  readonly study: Study;
  readonly out: string;
  readonly workers: number;
  readonly json: boolean;
  /** The command that goes on with it, or plays it again. */
  readonly command: string;
}

/** Replications of each cell, at most, where a precision is asked for on the command line (assumption). */
const usualMost = 400;

/** A study as the command line wants it played, checked; the first thing that is wrong otherwise. */
export function sweepRequest(word: string, flags: SweepWords, catalogue: Catalogue): SweepRequest {
  const { file, ...found } = choose('study', word, catalogue.studies, 'metarange sweep');
  checkShape(found, file ?? found.id);
  if (flags.out === undefined || flags.out === '')
    throw new FaultyRequest('no folder', 'metarange sweep', `metarange sweep ${found.name} --out ${found.name}`);
  const study: Study = {
    ...found,
    ...(flags.seed === undefined ? {} : { seed: seedNumber(flags.seed) }),
    repetition: repetitionOf(found, flags),
  };
  const cores = availableParallelism();
  return {
    study: checkStudy(study, flags.set, catalogue),
    out: flags.out,
    workers: wholeNumber(flags.workers ?? String(cores), '--workers', { least: 1, most: 1024, usual: cores }),
    json: flags.json === true,
    command: commandOf(file ?? found.name, flags),
  };
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
  for (const flag of ['seed', 'replications', 'precision'] as const)
    if (flags[flag] !== undefined) words.push(`--${flag}`, flags[flag]);
  return shellWords(words);
}
