import { setTimeout as pause } from 'node:timers/promises';
import type { Job, Queue } from 'bullmq';
import type { Redis } from 'ioredis';
import type { Crew, NamedOrder, Report } from '../../../scenarios/studies/crew.ts';
import type { FailedRun, RunRecord } from '../../../scenarios/studies/order.ts';
import { askedKey, jobOptions, prefix, queueOf, readResult } from './queue-words.ts';
import { EngineFault, saidBy } from './redis-place.ts';
import type { RedisPlace } from './redis-place.ts';

/** A study's end of a queue. */
export interface QueueSetting {
  readonly place: RedisPlace;
  /** Version whose workers may play its runs. */
  readonly version: string;
  /** Says a line to whoever waits. */
  readonly say: (line: string) => void;
  /** How long a Redis may be away, ms. */
  readonly patienceMs?: number;
}

/** How long a Redis may be away before a study or a worker gives it up, ms (assumption: a restart takes less). */
export const usualPatienceMs = 60_000;

/** Runs of a study that stand in the queue at once: two for each of ten thousand cores, so that a Redis's memory is bounded. */
const openRuns = 20_000;
/** Runs that are added, and results that are fetched, in one go. */
const atOnce = { added: 500, fetched: 128 } as const;
/** How long a study waits before it looks for results again, ms. */
const pollMs = 50;
/** How often it sees to it that nothing was lost and that there are workers, ms. */
const lookMs = 5000;

/** Results that a look finds: jobs by how they ended. */
interface Found {
  readonly completed: readonly string[];
  readonly failed: readonly string[];
}

/**
 * A crew of workers that take runs from a queue in a Redis, on whatever machines. The Redis keeps orders until they are played and
 * results until they are reported; whatever it forgets is asked for again. A worker that is lost gives its runs to another.
 */
export function crewOverQueue({ place, version, say, patienceMs = usualPatienceMs }: QueueSetting): Crew {
  const client = place.connect('at once');
  const queue = new place.bullmq.Queue(queueOf(version), {
    connection: client,
    prefix,
    // Workers' results stand in this stream besides: nobody reads them there.
    streams: { events: { maxLen: 1 } },
  });
  queue.on('error', () => undefined);
  return {
    name: place.name,
    async carryOut(orders, report, signal) {
      const play = new QueuePlay({ orders, client, queue, version, patienceMs, say, name: place.name });
      try {
        await play.toTheEnd(report, signal);
      } catch (error) {
        if (!(error instanceof EngineFault)) await play.takeBack();
        throw error;
      }
    },
    async close() {
      await queue.close().catch(() => undefined);
      client.disconnect();
    },
  };
}

interface PlaySetting {
  readonly orders: readonly NamedOrder[];
  readonly client: Redis;
  readonly queue: Queue;
  readonly version: string;
  readonly patienceMs: number;
  readonly say: (line: string) => void;
  readonly name: string;
}

/** The runs of one call, on their way through the queue. */
class QueuePlay {
  private readonly of: PlaySetting;
  /** In the queue or with a worker. */
  private readonly open = new Map<string, NamedOrder>();
  /** Reported, and still to be taken out of the Redis. */
  private readonly over = new Set<string>();
  private next = 0;
  private lookedAt = 0;
  private warned = false;

  constructor(of: PlaySetting) {
    this.of = of;
  }

  async toTheEnd(report: Report, signal?: AbortSignal): Promise<void> {
    await this.patiently(() => this.forgetFailures(), signal);
    this.lookedAt = performance.now();
    // A Redis that comes back may have forgotten what it held.
    this.of.client.on('ready', this.lookSoon);
    try {
      await this.rest(report, signal);
    } finally {
      this.of.client.off('ready', this.lookSoon);
    }
  }

  private readonly lookSoon = (): void => {
    this.lookedAt = Number.NEGATIVE_INFINITY;
  };

  private async rest(report: Report, signal?: AbortSignal): Promise<void> {
    await this.patiently(() => this.ask(), signal);
    while (this.next < this.of.orders.length || this.open.size + this.over.size > 0) {
      signal?.throwIfAborted();
      await this.patiently(() => this.fill(), signal);
      const runs = await this.patiently(() => this.fetched(), signal);
      await allOf(runs.map((run) => this.tell(run, report)));
      await this.patiently(() => this.remove(), signal);
      if (performance.now() - this.lookedAt > lookMs) {
        this.lookedAt = performance.now();
        await this.patiently(() => this.look(), signal);
      }
      if (runs.length === 0 && this.open.size > 0) await pause(pollMs, undefined, signal && { signal }).catch(() => {});
    }
  }

  /** Takes out what no worker has begun. What one has begun ends there: it waits for the next call, and is dropped after a day. */
  async takeBack(): Promise<void> {
    const { queue } = this.of;
    const taken = async (): Promise<void> => {
      const waiting = await queue.getRanges(['wait', 'delayed'], 0, -1);
      const own = waiting.filter((id) => this.open.has(id));
      await Promise.all([...own, ...this.over].map((id) => queue.remove(id)));
    };
    await Promise.race([taken().catch(() => undefined), pause(2000, undefined, { ref: false })]);
  }

  /** Runs that failed in an earlier call are tried anew. */
  private async forgetFailures(): Promise<void> {
    const { queue, orders } = this.of;
    const failed = new Set(await queue.getRanges(['failed'], 0, -1));
    if (failed.size === 0) return;
    const again = orders.filter(({ key }) => failed.has(key));
    await Promise.all(again.map(({ key }) => queue.remove(key)));
  }

  private async fill(): Promise<void> {
    const { orders } = this.of;
    while (this.open.size < openRuns && this.next < orders.length) {
      const batch = orders.slice(this.next, this.next + Math.min(atOnce.added, openRuns - this.open.size));
      await this.add(batch);
      for (const order of batch) this.open.set(order.key, order);
      this.next += batch.length;
    }
  }

  private async add(batch: readonly NamedOrder[]): Promise<void> {
    const { queue } = this.of;
    await queue.addBulk(batch.map(({ key, order }) => ({ name: 'run', data: order, opts: jobOptions(key) })));
  }

  private async fetched(): Promise<readonly (RunRecord | FailedRun)[]> {
    const { queue } = this.of;
    const mine = async (how: 'completed' | 'failed'): Promise<readonly string[]> =>
      (await queue.getRanges([how], 0, -1)).filter((id) => this.open.has(id)).slice(0, atOnce.fetched);
    const found: Found = { completed: await mine('completed'), failed: await mine('failed') };
    const jobs = async (ids: readonly string[]): Promise<readonly Job[]> =>
      (await Promise.all(ids.map((id) => queue.getJob(id)))).flatMap((job) => (job === undefined ? [] : [job as Job]));
    return [
      ...(await jobs(found.completed)).map((job) => readResult(job.id!, job.returnvalue)),
      ...(await jobs(found.failed)).map((job) => ({ key: job.id!, failure: whyFailed(job.failedReason) })),
    ];
  }

  /** Only once it is reported is a result let go of: whoever ends before that finds it there again. */
  private async tell(run: RunRecord | FailedRun, report: Report): Promise<void> {
    await report(run);
    this.open.delete(run.key);
    this.over.add(run.key);
  }

  private async remove(): Promise<void> {
    const ids = [...this.over];
    await Promise.all(ids.map((id) => this.of.queue.remove(id)));
    for (const id of ids) this.over.delete(id);
  }

  /** Asks again for what the Redis no longer knows, and says where nobody plays. */
  private async look(): Promise<void> {
    const { client, queue, version, say, name } = this.of;
    await this.ask();
    const orders = [...this.open.values()];
    for (let at = 0; at < orders.length; at += atOnce.added) {
      const batch = orders.slice(at, at + atOnce.added);
      const there = await Promise.all(batch.map(({ key }) => client.exists(queue.toKey(key))));
      await this.add(batch.filter((_, place) => there[place] === 0));
    }
    // Not every Redis tells who is connected; there nobody is warned.
    const workers = await queue.getWorkersCount().catch(() => 1);
    if (workers === 0 && !this.warned)
      say(`metarange: nobody plays runs of version ${version} yet; start: metarange worker --engine ${name}`);
    this.warned = workers === 0;
  }

  /** Lets workers of other versions know that runs of this one are asked for. */
  private async ask(): Promise<void> {
    const { client, version } = this.of;
    const [now] = await client.time();
    await client.zadd(askedKey, Number(now), version);
  }

  /** Work with the Redis, again and again while that is away, and not for ever. */
  private async patiently<Result>(work: () => Promise<Result>, signal?: AbortSignal): Promise<Result> {
    const { patienceMs, name } = this.of;
    const begun = performance.now();
    for (;;) {
      try {
        return await work();
      } catch (error) {
        signal?.throwIfAborted();
        if (performance.now() - begun > patienceMs)
          throw new EngineFault(
            `${name} is lost (${saidBy(error)}); what was reported is kept, and the same command goes on`,
          );
        await pause(Math.min(500, patienceMs / 4));
      }
    }
  }
}

/** Waits for all of them, and throws what the first of those that failed did. */
async function allOf(work: readonly Promise<void>[]): Promise<void> {
  const failed = (await Promise.allSettled(work)).find(({ status }) => status === 'rejected');
  if (failed?.status === 'rejected') throw failed.reason;
}

const whyFailed = (reason: string | undefined): string =>
  reason === undefined || reason === ''
    ? 'it failed and nobody said why'
    : /stalled more than/.test(reason)
      ? 'its worker was lost twice'
      : reason.slice(0, 300);
