import { createHash } from 'node:crypto';
import type { Worker } from 'bullmq';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { controlsUnderAttack } from '../../../scenarios/studies/controls-under-attack.ts';
import type { Crew, NamedOrder } from '../../../scenarios/studies/crew.ts';
import { layOut } from '../../../scenarios/studies/lay-out.ts';
import { keyOfRun } from '../../../scenarios/studies/order.ts';
import type { FailedRun, RunRecord } from '../../../scenarios/studies/order.ts';
import { inventedRun } from '../../../scenarios/testing/invented-crew.ts';
import { crewOverQueue } from './queue-crew.ts';
import { packed, prefix, queueOf, readOrder } from './queue-words.ts';
import { EngineFault, redisPlace } from './redis-place.ts';
import type { RedisPlace } from './redis-place.ts';
import { freePort, noRedis, redisServer } from '../../evidence/redis-server.ts';
import type { TrialRedis } from '../../evidence/redis-server.ts';

const [{ order: first } = { order: undefined }] = layOut(controlsUnderAttack);
const ordersOf = (count: number): readonly NamedOrder[] =>
  Array.from({ length: count }, (_, replication) => {
    const order = { ...first!, replication };
    return { key: keyOfRun(order, '1'), order };
  });

const resultOf = (order: NamedOrder): RunRecord => ({
  ...inventedRun(order, { M01: { value: order.order.replication, n: 4 } }, 1),
  digest: createHash('sha256').update(order.key).digest('hex'),
});

let redis: TrialRedis;
let place: RedisPlace;
const workers: Worker[] = [];
const crews: Crew[] = [];

beforeEach(async () => {
  if (noRedis) return;
  redis = await redisServer();
  place = await redisPlace(redis.url);
});
afterEach(async () => {
  for (const crew of crews.splice(0)) await crew.close();
  for (const worker of workers.splice(0)) await worker.close(true);
  await redis?.close();
});

/** A worker that plays nothing; `play` says what an order comes to, or throws. Counts what it was given. */
function inventedWorker(play: (order: NamedOrder) => unknown = (order) => packed(resultOf(order))): readonly string[] {
  const given: string[] = [];
  const worker = new place.bullmq.Worker(
    queueOf('1'),
    async (job) => {
      given.push(job.id!);
      return play(readOrder(job.id!, job.data, '1')!);
    },
    { connection: place.connect('patient'), prefix, stalledInterval: 1000 },
  );
  worker.on('error', () => undefined);
  workers.push(worker);
  return given;
}

function crew(patienceMs = 5000): Crew {
  const made = crewOverQueue({ place, version: '1', say: () => undefined, patienceMs });
  crews.push(made);
  return made;
}

const byKey = (runs: readonly (RunRecord | FailedRun)[]): readonly (RunRecord | FailedRun)[] =>
  runs.toSorted((one, other) => (one.key < other.key ? -1 : 1));

/** Jobs that a Redis still holds. */
async function jobsLeft(): Promise<number> {
  const client = place.connect('at once');
  const names = await client.keys(`${prefix}:${queueOf('1')}:*`);
  client.disconnect();
  return names.filter((name) => /:[0-9a-f]{32}$/.test(name)).length;
}

describe.skipIf(noRedis)(`with a real Redis${noRedis ? ` (skipped: ${noRedis})` : ''}`, () => {
  test('every run is reported once and let go of, in whatever order', async () => {
    const orders = ordersOf(300);
    const given = [inventedWorker(), inventedWorker()];
    const told: (RunRecord | FailedRun)[] = [];
    await crew().carryOut(orders, (run) => void told.push(run));
    expect(byKey(told)).toEqual(byKey(orders.map(resultOf)));
    expect(given.flat().toSorted()).toEqual(orders.map(({ key }) => key).toSorted());
    expect(await jobsLeft()).toBe(0);
  });

  test('results that a study left behind are taken up by the next one, and none is played again', async () => {
    const orders = ordersOf(40);
    const given = inventedWorker();
    const kept: (RunRecord | FailedRun)[] = [];
    const full = new Error('no room');
    const client = place.connect('at once');
    const report = async (run: RunRecord | FailedRun): Promise<void> => {
      // Every run has been played by the time at which the store fails.
      const playing = async (): Promise<boolean> =>
        (await client.llen(`${prefix}:${queueOf('1')}:active`)) > 0 || given.length < 40;
      while (await playing());
      if (kept.length === 10) throw full;
      kept.push(run);
    };
    await expect(crew().carryOut(orders, report)).rejects.toBe(full);
    client.disconnect();
    const rest = orders.filter(({ key }) => !kept.some((run) => run.key === key));
    expect(kept).toHaveLength(10);
    await crew().carryOut(rest, (run) => void kept.push(run));
    expect(byKey(kept)).toEqual(byKey(orders.map(resultOf)));
    expect(given).toHaveLength(40);
  });

  test('a run that fails is tried twice, then reported with its reason, and tried anew by the next call', async () => {
    const orders = ordersOf(4);
    let isBroken = true;
    const given = inventedWorker((order) => {
      if (isBroken && order.order.replication === 2) throw new Error('its process went out of memory');
      return packed(order.order.replication === 3 ? { ...resultOf(order), digest: 'none' } : resultOf(order));
    });
    const told: (RunRecord | FailedRun)[] = [];
    await crew().carryOut(orders, (run) => void told.push(run));
    expect(byKey(told)).toEqual(
      byKey([
        resultOf(orders[0]!),
        resultOf(orders[1]!),
        { key: orders[2]!.key, failure: 'its process went out of memory' },
        { key: orders[3]!.key, failure: 'a worker gave back what is no result of it (digest)' },
      ]),
    );
    expect(given.filter((key) => key === orders[2]!.key)).toHaveLength(2);
    isBroken = false;
    const again: (RunRecord | FailedRun)[] = [];
    await crew().carryOut([orders[2]!], (run) => void again.push(run));
    expect(again).toEqual([resultOf(orders[2]!)]);
  });

  test('what a Redis forgets is asked for again, and nothing is reported twice', async () => {
    const orders = ordersOf(12);
    const told: (RunRecord | FailedRun)[] = [];
    const done = crew(30_000).carryOut(orders, (run) => void told.push(run));
    while ((await jobsLeft()) < 12);
    const { port } = redis;
    await redis.close();
    redis = await redisServer([], port);
    expect(await jobsLeft()).toBe(0);
    inventedWorker();
    await done;
    expect(byKey(told)).toEqual(byKey(orders.map(resultOf)));
  });

  test('a study whose Redis is gone for good ends with one line, without the password', async () => {
    await redis.close();
    redis = await redisServer(['--requirepass', 's3cret']);
    await expect(redisPlace(redis.url)).rejects.toThrow(/cannot reach redis:\/\/127.0.0.1:\d+ \(NOAUTH/);
    place = await redisPlace(redis.url.replace('//', '//:s3cret@'));
    const done = crew(500).carryOut(ordersOf(3), () => undefined);
    while ((await jobsLeft()) < 3);
    await redis.close();
    const fault = await done.catch((error: unknown) => error);
    expect(fault).toBeInstanceOf(EngineFault);
    expect(String(fault)).toMatch(/redis:\/\/127.0.0.1:\d+ is lost \(.*\); what was reported is kept/);
    expect(String(fault)).not.toContain('s3cret');
  });

  test('a study that is told to end takes back what nobody has begun', async () => {
    const stop = new AbortController();
    const why = new Error('told to end');
    const done = crew().carryOut(ordersOf(20), () => undefined, stop.signal);
    while ((await jobsLeft()) < 20);
    stop.abort(why);
    await expect(done).rejects.toBe(why);
    expect(await jobsLeft()).toBe(0);
  });
});

test('a Redis that is not there is said so in one line, without the password', async () => {
  const port = await freePort();
  await expect(redisPlace(`redis://ann:s3cret@127.0.0.1:${port}/2`)).rejects.toThrow(
    `metarange: cannot reach redis://ann@127.0.0.1:${port}/2 (ECONNREFUSED) in --engine; nearest valid: a Redis that answers there`,
  );
});
