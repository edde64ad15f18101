import { queryStore } from '../../metrics/store/query.ts';
import { literal } from '../../metrics/store/sql.ts';
import { keyOf, Stream } from '../../sim/kernel/stream.ts';
import { FaultyRequest, quoted } from '../fault.ts';

/** A run that a study's store has: where it stands, its name, and what its facts came to. */
export interface KeptRun {
  readonly cell: number;
  readonly replication: number;
  readonly key: string;
  readonly digest: string;
}

/** Runs of a store that are read, at most: ten times what a study of the catalogue could have in a day (assumption). */
const mostRuns = 1_000_000;

/** The runs of a store that gave something, whole replications first, as they were played. */
export async function keptRuns(store: string): Promise<readonly KeptRun[]> {
  const sql = `SELECT cell, replication, key, digest FROM orders JOIN runs USING (key) ORDER BY replication, cell`;
  const { rows } = await queryStore(store, sql, mostRuns);
  return rows.map(([cell, replication, key, digest]) => ({
    cell: Number(cell),
    replication: Number(replication),
    key: key as string,
    digest: digest as string,
  }));
}

/** What a store says of itself by one name: `version`, which names its runs, or `command`, which goes on with it. */
export async function saidIn(store: string, name: 'version' | 'command'): Promise<string> {
  const { rows } = await queryStore(store, `SELECT value FROM meta WHERE name = ${literal(name)}`, 1);
  return (rows[0]?.[0] as string | undefined) ?? 'unknown';
}

/** What a kept run measured, by name; null where that is unknown. */
export async function valuesIn(store: string, key: string): Promise<ReadonlyMap<string, number | null>> {
  const sql = `SELECT name, value FROM run_values JOIN runs USING (run) WHERE key = ${literal(key)}`;
  const { rows } = await queryStore(store, sql, 100_000);
  return new Map(rows.map(([name, value]) => [name as string, value === null ? null : Number(value)]));
}

/** The runs that words choose: `3` a cell, `3/1` one replication of it, with commas. FaultyRequest where there is none of them. */
export function chosenRuns(runs: readonly KeptRun[], words: string): readonly KeptRun[] {
  const chosen = words.split(',').map((word) => {
    const found = /^\s*(\d{1,9})(?:\/(\d{1,9}))?\s*$/.exec(word);
    const own = runs.filter(
      ({ cell, replication }) =>
        found !== null && cell === Number(found[1]) && (found[2] === undefined || replication === Number(found[2])),
    );
    const some = runs[0]!;
    if (own.length === 0)
      throw new FaultyRequest(
        `no run ${quoted(word)} in the store`,
        '--only',
        `${some.cell} for a cell, ${some.cell}/${some.replication} for one replication of it`,
      );
    return own;
  });
  const wanted = new Set(chosen.flat());
  return runs.filter((run) => wanted.has(run));
}

/** So many of some runs, drawn without return by a seed, in their order; all where there are no more. */
export function sampleOf(runs: readonly KeptRun[], size: number, seed: number): readonly KeptRun[] {
  const stream = new Stream(keyOf(seed, 'reproduce', 'sample'));
  const left = [...runs];
  const drawn = new Set<KeptRun>();
  while (drawn.size < size && left.length > 0) {
    const at = stream.below(left.length);
    drawn.add(left[at]!);
    left[at] = left.at(-1)!;
    left.pop();
  }
  return runs.filter((run) => drawn.has(run));
}
