import { join } from 'node:path';
import type { StoreIdentity } from '../../metrics/store/identity.ts';
import { StoreFault } from '../../metrics/store/store-fault.ts';
import { StudyStore } from '../../metrics/store/study-store.ts';
import type { Crew, NamedOrder, Report } from '../../scenarios/studies/crew.ts';
import type { Cell, FailedRun, RunRecord } from '../../scenarios/studies/order.ts';
import { shardsOf } from '../../scenarios/studies/shards.ts';
import type { Shard } from '../../scenarios/studies/shards.ts';
import { FaultyRequest, quoted } from '../fault.ts';
import { shardFolder, shardsIn } from './shard-folders.ts';
import { storeFile } from './study-folder.ts';

/** Runs that are read from a shard in one go. */
const readAtOnce = 500;

/** What shards must be of, and where they are. */
interface ShardSetting {
  readonly folder: string;
  readonly identity: StoreIdentity;
  readonly cells: readonly Cell[];
}

/** A crew that plays nothing: every run has been played in a shard, or is reported as failed with the shard that lacks it. */
export function crewOfShards(setting: ShardSetting): Crew {
  const { folder } = setting;
  const shards = shardsIn(folder);
  if (shards.length === 0)
    throw new FaultyRequest(`no shard in ${quoted(folder)}`, '--gather', '--shard 1/4, and the other three');
  return {
    name: `${shards.length} ${shards.length === 1 ? 'shard' : 'shards'}`,
    async carryOut(orders, report, signal) {
      const why = new Map<string, string>();
      let left = orders;
      for (const of of new Set(shards.map((shard) => shard.of))) {
        const there = new Set(shards.filter((shard) => shard.of === of).map(({ index }) => index));
        for (const [index, own] of homes(left, setting.cells, of)) {
          signal?.throwIfAborted();
          const shard = { index, of };
          if (there.has(index)) await handOver(shard, own, setting, { report, why });
          else for (const { key } of own) why.set(key, `shard ${index} of ${of} is not there`);
        }
        left = left.filter(({ key }) => why.has(key));
      }
      for (const { key } of left) await report({ key, failure: why.get(key)! });
    },
    async close() {},
  };
}

/** The orders of each shard. */
function homes(
  orders: readonly NamedOrder[],
  cells: readonly Cell[],
  of: number,
): ReadonlyMap<number, readonly NamedOrder[]> {
  const shardOf = shardsOf(cells, of);
  const cellOf = new Map(cells.map(({ index, order }) => [JSON.stringify(order), index]));
  const found = new Map<number, NamedOrder[]>();
  for (const named of orders) {
    const { replication, ...order } = named.order;
    const shard = shardOf(cellOf.get(JSON.stringify(order))!, replication);
    const own = found.get(shard) ?? [];
    own.push(named);
    found.set(shard, own);
  }
  return new Map([...found].toSorted(([one], [other]) => one - other));
}

/** Who is told of runs, and of what is not there. */
interface Told {
  readonly report: Report;
  readonly why: Map<string, string>;
}

/** Reports the runs that a shard has; notes why of those that it has not. */
async function handOver(
  shard: Shard,
  orders: readonly NamedOrder[],
  { folder, identity, cells }: ShardSetting,
  { report, why }: Told,
): Promise<void> {
  const place = shardFolder(folder, shard);
  const store = await opened(place, identity, cells);
  try {
    for (let at = 0; at < orders.length; at += readAtOnce) {
      const keys = orders.slice(at, at + readAtOnce).map(({ key }) => key);
      const runs: readonly (RunRecord | FailedRun | undefined)[] = await store.runs(keys);
      for (const [position, key] of keys.entries()) {
        const run = runs[position];
        if (run !== undefined && !('failure' in run)) why.delete(key);
        else why.set(key, run?.failure ?? `shard ${shard.index} of ${shard.of} has not played it`);
      }
      const given = runs.flatMap((run) => (run === undefined || 'failure' in run ? [] : [run]));
      await Promise.all(given.map(async (run) => report(run)));
    }
  } finally {
    await store.close();
  }
}

async function opened(place: string, identity: StoreIdentity, cells: readonly Cell[]): Promise<StudyStore> {
  try {
    return await StudyStore.open(join(place, storeFile), identity, cells);
  } catch (error) {
    if (!(error instanceof StoreFault)) throw error;
    throw new StoreFault(`${quoted(place)}: ${error.message}`, error.nearest);
  }
}
