import { expect, test } from 'vitest';
import { FaultyRequest } from '../fault.ts';
import { readShard } from './shard-words.ts';
import type { Environment } from './shard-words.ts';

const text = (word: string, environment: Environment = {}): string => {
  try {
    const { index, of } = readShard(word, environment);
    return `${index} of ${of}`;
  } catch (error) {
    if (!(error instanceof FaultyRequest)) throw error;
    return error.message;
  }
};

const slurm = (id: number, min: number, max: number, count: number, step?: number): Environment => ({
  SLURM_ARRAY_TASK_ID: String(id),
  SLURM_ARRAY_TASK_MIN: String(min),
  SLURM_ARRAY_TASK_MAX: String(max),
  SLURM_ARRAY_TASK_COUNT: String(count),
  ...(step === undefined ? {} : { SLURM_ARRAY_TASK_STEP: String(step) }),
});

test.each<[string, Environment, string]>([
  ['3/100', {}, '3 of 100'],
  ['auto', slurm(0, 0, 9, 10), '1 of 10'],
  ['auto', slurm(9, 0, 9, 10, 1), '10 of 10'],
  ['auto', slurm(14, 10, 18, 5, 2), '3 of 5'],
  // A part of an array that is played again says which: its own count is of the new array.
  ['auto/10', slurm(7, 7, 7, 1), '1 of 10'],
  ['auto/4', { JOB_COMPLETION_INDEX: '0' }, '1 of 4'],
  ['auto', { JOB_COMPLETION_INDEX: '3', JOB_COMPLETIONS: '4' }, '4 of 4'],
  ['auto', { SGE_TASK_ID: '4', SGE_TASK_FIRST: '2', SGE_TASK_LAST: '8', SGE_TASK_STEPSIZE: '2' }, '2 of 4'],
  ['auto', { LSB_JOBINDEX: '5', LSB_JOBINDEX_END: '8' }, '5 of 8'],
  ['auto/8', { PBS_ARRAY_INDEX: '1' }, '1 of 8'],
  ['auto/8', { PBS_ARRAYID: '8' }, '8 of 8'],
])('%s with %o is shard %s', (word, environment, shard) => {
  expect(text(word, environment)).toBe(shard);
});

test.each<[string, Environment, RegExp]>([
  ['0/4', {}, /no shard "0\/4" in --shard; nearest valid: 1\/4/],
  ['5/4', {}, /no shard "5\/4"/],
  ['1/0', {}, /no shard "1\/0" in --shard; nearest valid: 1\/1/],
  ['half', {}, /not a shard "half" in --shard; nearest valid: 1\/4, auto or auto\/4/],
  ['auto', {}, /no array of jobs here in --shard auto; nearest valid: 1\/4, or in a job of Slurm, Kubernetes/],
  // Outside of an array they say so with a word, or with 0.
  ['auto', { SGE_TASK_ID: 'undefined', LSB_JOBINDEX: '0' }, /no array of jobs here/],
  [
    'auto',
    { JOB_COMPLETION_INDEX: '2' },
    /does not say how many there are in --shard auto; nearest valid: --shard auto\/N/,
  ],
  ['auto/2', { JOB_COMPLETION_INDEX: '2' }, /no shard "3\/2"/],
  ['auto/8', { PBS_ARRAY_INDEX: '0' }, /no shard "0\/8"/],
  ['auto', slurm(3, 1, 7, 3), /the array of Slurm has holes/],
])('%s with %o is refused in one line', (word, environment, line) => {
  expect(text(word, environment)).toMatch(line);
});
