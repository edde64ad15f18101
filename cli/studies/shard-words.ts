import type { Shard } from '../../scenarios/studies/shards.ts';
import { FaultyRequest, quoted } from '../fault.ts';

/** Variables of the environment, as a process finds them. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** A part of an array of jobs: its place from 0, and how many there are where the scheduler says so. */
interface ArrayPlace {
  readonly place: number;
  readonly of: number | null;
}

/** Shards at most: more would be more files than a folder takes well (assumption). */
const mostShards = 100_000;

/** A shard as the command line names it: `3/100`, or `auto` or `auto/100` for what a scheduler says of this job. */
export function readShard(word: string, environment: Environment): Shard {
  const written = /^(\d{1,6})\/(\d{1,6})$/.exec(word);
  if (written !== null) return checked(Number(written[1]), Number(written[2]), word);
  const auto = /^auto(?:\/(\d{1,6}))?$/.exec(word);
  if (auto === null) throw new FaultyRequest(`not a shard ${quoted(word)}`, '--shard', '1/4, auto or auto/4');
  const found = arrays.flatMap(({ read }) => read(environment) ?? [])[0];
  if (found === undefined)
    throw new FaultyRequest(
      'no array of jobs here',
      '--shard auto',
      `1/4, or in a job of ${arrays.map(({ name }) => name).join(', ')}`,
    );
  const of = auto[1] === undefined ? found.of : Number(auto[1]);
  if (of === null)
    throw new FaultyRequest('this scheduler does not say how many there are', '--shard auto', '--shard auto/N');
  return checked(found.place + 1, of, `${found.place + 1}/${of}`);
}

function checked(index: number, of: number, word: string): Shard {
  if (of < 1 || of > mostShards || index < 1 || index > of)
    throw new FaultyRequest(
      `no shard ${quoted(word)}`,
      '--shard',
      `1/${Math.min(Math.max(of, 1), mostShards)} (from 1 to how many there are, ${mostShards} at most)`,
    );
  return { index, of };
}

const whole = (text: string | undefined): number | null =>
  text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : null;

/** The place in an array that runs from `least` in steps, all of them; a fault where it has holes, which give no places. */
function placed(id: number, range: readonly (number | null)[], name: string): ArrayPlace {
  const [least = null, most = null, step = null, count = null] = range;
  const [from, by] = [least ?? 1, step ?? 1];
  const place = (id - from) / by;
  const of = count ?? (most === null ? null : Math.floor((most - from) / by) + 1);
  const holes = most !== null && count !== null && count !== Math.floor((most - from) / by) + 1;
  if (holes || !Number.isInteger(place) || place < 0)
    throw new FaultyRequest(`the array of ${name} has holes`, '--shard auto', 'a range such as 1-100, or --shard i/n');
  return { place, of };
}

/** The schedulers whose arrays are known, by the variables that they set in each job. */
const arrays: readonly { readonly name: string; readonly read: (from: Environment) => ArrayPlace | undefined }[] = [
  {
    name: 'Slurm',
    read: (from) => {
      const id = whole(from['SLURM_ARRAY_TASK_ID']);
      const of = ['MIN', 'MAX', 'STEP', 'COUNT'].map((what) => whole(from[`SLURM_ARRAY_TASK_${what}`]));
      return id === null ? undefined : placed(id, of, 'Slurm');
    },
  },
  {
    // An indexed job counts from 0, and sets no variable for how many there are: JOB_COMPLETIONS is one's own.
    name: 'Kubernetes',
    read: (from) => {
      const id = whole(from['JOB_COMPLETION_INDEX']);
      return id === null ? undefined : { place: id, of: whole(from['JOB_COMPLETIONS']) };
    },
  },
  {
    name: 'Grid Engine',
    read: (from) => {
      // `undefined` stands there outside of an array.
      const id = whole(from['SGE_TASK_ID']);
      const of = ['FIRST', 'LAST', 'STEPSIZE'].map((what) => whole(from[`SGE_TASK_${what}`]));
      return id === null ? undefined : placed(id, [...of, null], 'Grid Engine');
    },
  },
  {
    name: 'LSF',
    read: (from) => {
      // 0 stands there outside of an array.
      const id = whole(from['LSB_JOBINDEX']);
      return id === null || id === 0
        ? undefined
        : placed(id, [1, whole(from['LSB_JOBINDEX_END']), whole(from['LSB_JOBINDEX_STEP']), null], 'LSF');
    },
  },
  {
    // They do not say where an array begins: it must begin at 1.
    name: 'PBS',
    read: (from) => {
      const id = whole(from['PBS_ARRAY_INDEX']) ?? whole(from['PBS_ARRAYID']);
      return id === null ? undefined : { place: id - 1, of: null };
    },
  },
];
