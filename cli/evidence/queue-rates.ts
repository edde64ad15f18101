import { createHash } from 'node:crypto';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { schemaOf } from '../../metrics/store/identity.ts';
import { StudyStore } from '../../metrics/store/study-store.ts';
import type { NamedOrder } from '../../scenarios/studies/crew.ts';
import { keyOfRun } from '../../scenarios/studies/order.ts';
import type { FailedRun, RunRecord } from '../../scenarios/studies/order.ts';
import { crewOverQueue } from '../studies/queue/queue-crew.ts';
import { packed, prefix, queueOf } from '../studies/queue/queue-words.ts';
import { redisPlace } from '../studies/queue/redis-place.ts';
import { seconds } from './place.ts';

/** What a part of the way of a run takes, with nothing to play. */
export interface Rate {
  readonly runsPerSecond: number;
  readonly bytesPerRun: number;
}

const numbered = (count: number, order: NamedOrder['order']): readonly NamedOrder[] =>
  Array.from({ length: count }, (_, replication) => {
    const one = { ...order, replication };
    return { key: keyOfRun(one, 'rates'), order: one };
  });

/** How fast a store takes runs like this one, and what each leaves in its file. */
export async function storeRate(folder: string, like: RunRecord, count: number): Promise<Rate> {
  const file = join(folder, 'rate.duckdb');
  const identity = { schemaVersion: schemaOf, version: '', study: '', scenario: '', seed: '', factors: '', cells: '' };
  const store = await StudyStore.open(file, { ...identity, command: '' }, [{ index: 0, levels: {} }]);
  const begun = seconds();
  const kept = Array.from({ length: count }, (_, at) => {
    // Nothing that differs from run to run may be stored once only.
    const key = createHash('sha256').update(String(at)).digest('hex');
    const values = Object.entries(like.values).map(([name, { value, ...rest }]) => [
      name,
      { ...rest, value: value === null ? null : value + at / 997 },
    ]);
    const run = { ...like, values: Object.fromEntries(values) as RunRecord['values'], digest: key };
    return store.keep({ ...run, key: key.slice(0, 32) });
  });
  await Promise.all(kept);
  const took = seconds() - begun;
  await store.close();
  return { runsPerSecond: count / took, bytesPerRun: statSync(file).size / count };
}

/** How fast runs like this one go through a queue and back, where a worker in this process answers at once, and what each sends. */
export async function queueRate(
  url: string,
  order: NamedOrder['order'],
  like: RunRecord,
  count: number,
): Promise<Rate> {
  const place = await redisPlace(url);
  const client = place.connect('at once');
  const connection = place.connect('patient');
  const worker = new place.bullmq.Worker(queueOf('rates'), async ({ id }) => packed({ ...like, key: id! }), {
    connection,
    prefix,
    concurrency: 32,
  });
  const crew = crewOverQueue({ place, version: 'rates', say: () => undefined });
  try {
    const before = await bytesOf(client);
    const begun = seconds();
    const failed: FailedRun[] = [];
    await crew.carryOut(numbered(count, order), (run) => void ('failure' in run && failed.push(run)));
    const took = seconds() - begun;
    if (failed.length > 0) throw new Error(`${failed.length} runs failed: ${failed[0]!.failure}`);
    return { runsPerSecond: count / took, bytesPerRun: ((await bytesOf(client)) - before) / count };
  } finally {
    await crew.close();
    await worker.close();
    for (const one of [client, connection]) one.disconnect();
  }
}

/** Memory that runs of this order take in a Redis while they wait, bytes each. */
export async function waitingBytes(url: string, order: NamedOrder['order'], count: number): Promise<number> {
  const place = await redisPlace(url);
  const client = place.connect('at once');
  const crew = crewOverQueue({ place, version: 'waiting', say: () => undefined });
  const stop = new AbortController();
  try {
    const used = async (): Promise<number> => Number(/used_memory:(\d+)/.exec(await client.info('memory'))![1]);
    const before = await used();
    const carried = crew.carryOut(numbered(count, order), () => undefined, stop.signal).catch(() => undefined);
    while ((await client.llen(`${prefix}:${queueOf('waiting')}:wait`)) < count);
    const bytes = ((await used()) - before) / count;
    stop.abort();
    await carried;
    return bytes;
  } finally {
    await crew.close();
    client.disconnect();
  }
}

/** Bytes that a Redis has read and written since it began. */
const bytesOf = async (client: { readonly info: (section: string) => Promise<string> }): Promise<number> => {
  const text = await client.info('stats');
  return ['input', 'output'].reduce(
    (sum, way) => sum + Number(new RegExp(`total_net_${way}_bytes:(\\d+)`).exec(text)![1]),
    0,
  );
};
