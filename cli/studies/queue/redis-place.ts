import type * as BullMq from 'bullmq';
import type { Redis } from 'ioredis';
import { optionalPackage } from '../../../sim/worlds/live/stores/optional-package.ts';
import { FaultyRequest, LiveFault, oneLine } from '../../fault.ts';
import { withoutPassword } from '../../store-url.ts';
import { engineShape } from './engine-url.ts';

/** A Redis that queues are kept in: it answered once. */
export interface RedisPlace {
  /** Its URL without passwords. */
  readonly name: string;
  readonly bullmq: typeof BullMq;
  /** A connection of its own; `patient` ones wait for a Redis that is away, others say so at once. */
  connect(how: 'patient' | 'at once'): Redis;
}

/** The Redis of a queue was lost and did not come back: what is said of it. */
export class EngineFault extends LiveFault {}

/** How long a connection may take to stand, ms. */
const connectMillis = 5000;
/** Time between two tries to come back to a Redis that is away, ms. */
const againMillis = 250;

/** Loads what speaks to a Redis and asks it for an answer. Throws the fault where either is not there. */
export async function redisPlace(url: string): Promise<RedisPlace> {
  const { bullmq, redis } = await libraries();
  const name = withoutPassword(url, engineShape);
  const { REDISCLI_AUTH: kept } = process.env;
  const secret = new URL(url).password !== '' || kept === undefined ? {} : { password: kept };
  const usual = { ...secret, connectTimeout: connectMillis, keepAlive: 10_000 };
  const probe = new redis(url, { ...usual, lazyConnect: true, retryStrategy: () => null, maxRetriesPerRequest: 0 });
  // What is wrong is told by the first event; the calls only say that they came to nothing.
  let fault: unknown;
  probe.on('error', (error) => (fault ??= error));
  try {
    await probe.connect();
    await probe.ping();
  } catch (error) {
    throw new FaultyRequest(
      `cannot reach ${name} (${saidBy(fault ?? error)})`,
      '--engine',
      'a Redis that answers there',
    );
  } finally {
    probe.disconnect();
  }
  return {
    name,
    bullmq,
    connect(how) {
      const rest =
        how === 'patient' ? { maxRetriesPerRequest: null } : { maxRetriesPerRequest: 1, commandTimeout: 15_000 };
      const client = new redis(url, { ...usual, ...rest, retryStrategy: () => againMillis });
      client.on('error', () => undefined);
      return client;
    },
  };
}

async function libraries(): Promise<{ readonly bullmq: typeof BullMq; readonly redis: typeof Redis }> {
  try {
    const [bullmq, { Redis: redis }] = await Promise.all([
      optionalPackage<typeof BullMq>('bullmq', 'a queue'),
      optionalPackage<{ readonly Redis: typeof Redis }>('ioredis', 'a queue'),
    ]);
    return { bullmq, redis };
  } catch (error) {
    const { cause, message } = error as Error;
    if ((cause as { readonly code?: unknown } | undefined)?.code !== 'ERR_MODULE_NOT_FOUND') throw error;
    throw new FaultyRequest(message.split(':')[0]!, '--engine', 'npm install bullmq ioredis');
  }
}

/** What a Redis or its connection said, in one line that names no secret: such errors hold addresses and commands' names only. */
export function saidBy(error: unknown): string {
  const { code, message } = error as { readonly code?: unknown; readonly message?: unknown };
  return oneLine(typeof code === 'string' ? code : String(message).split('\n')[0]!, 160);
}
