import { createHash } from 'node:crypto';
import type { JobsOptions } from 'bullmq';
import { z } from 'zod';
import type { NamedOrder } from '../../../scenarios/studies/crew.ts';
import { keyOfRun } from '../../../scenarios/studies/order.ts';
import type { FailedRun, RunOrder, RunRecord } from '../../../scenarios/studies/order.ts';

// What goes through a queue comes from whoever can write to the Redis: everything is read with its shape and its size, and nothing of it
// is ever run as code.

/** Before every key of ours in a Redis. */
export const prefix = 'metarange';

/** The queue of all who play runs of a version. Others have other names for the same orders and never see it. */
export const queueOf = (version: string): string => `runs-${digestOf(version)}`;

/** Versions that studies ask for: a sorted set by when one last did, s of the Redis's own clock. */
export const askedKey = `${prefix}:asked`;
/** A study that has not asked for so long is over, s. */
export const askedSeconds = 60;

const digestOf = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 16);

/** Characters of an order and of a result that a queue takes, as JSON. A result of the catalogue has some 10 000. */
export const mostCharacters = { order: 65_536, result: 1_048_576 } as const;

/** Results that nobody fetches are dropped after a day: whoever asked for them is not coming back. */
const unfetchedSeconds = 86_400;

/** How a run stands in the queue: a second one of its name is passed over, and it is tried twice. */
export const jobOptions = (key: string): JobsOptions => ({
  jobId: key,
  attempts: 2,
  backoff: { type: 'fixed', delay: 1000 },
  removeOnComplete: { age: unfetchedSeconds },
  removeOnFail: { age: unfetchedSeconds },
  stackTraceLimit: 0,
});

const name = z.string().min(1).max(200);
const count = z.number().int().min(0);

const orderShape = z.strictObject({
  scenario: name,
  parameters: z.record(name, z.union([z.number(), z.string().max(1000)])),
  profile: name,
  without: z.array(name).max(200),
  attacks: z.array(name).max(200),
  attacker: name.nullable(),
  intensity: z.number().positive(),
  suite: z.enum(['symbolic', 'openssl']),
  seed: count,
  replication: count,
  untilSeconds: z.number().positive().nullable(),
});

/** The order of a job, or undefined where it is none of this version: its shape is wrong, or its name is not that of its run. */
export function readOrder(key: string, data: unknown, version: string): NamedOrder | undefined {
  if (JSON.stringify(data ?? null).length > mostCharacters.order) return undefined;
  const read = orderShape.safeParse(data);
  if (!read.success) return undefined;
  const order = read.data as RunOrder;
  return keyOfRun(order, version) === key ? { key, order } : undefined;
}

/** A number that JSON has no word for, in words. */
interface OddNumber {
  readonly odd: 'NaN' | 'Infinity' | '-Infinity' | '-0';
}

const odd = (value: unknown): value is OddNumber =>
  typeof value === 'object' && value !== null && 'odd' in value && Object.keys(value).length === 1;

/** A result as JSON can hold it: the same numbers come out, those included that JSON has no word for. */
export const packed = (value: unknown): unknown =>
  mapped(value, (leaf) =>
    typeof leaf === 'number' && (!Number.isFinite(leaf) || Object.is(leaf, -0))
      ? { odd: Object.is(leaf, -0) ? '-0' : String(leaf) }
      : leaf,
  );

const unpacked = (value: unknown): unknown =>
  odd(value) ? Number(value.odd) : mapped(value, (leaf) => leaf, unpacked);

/** A value with every leaf in the place of which `leafOf` gives one; `inner` goes on with what is inside. */
function mapped(
  value: unknown,
  leafOf: (leaf: unknown) => unknown,
  inner: (value: unknown) => unknown = (one) => mapped(one, leafOf),
): unknown {
  if (Array.isArray(value)) return value.map(inner);
  if (value === null || typeof value !== 'object') return leafOf(value);
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, inner(one)]));
}

const number = z.custom<number>((value) => typeof value === 'number');
const text = z.string().max(2000);
const named = <Value extends z.ZodType>(value: Value) => z.record(name, value);

const resultShape = z.strictObject({
  key: name,
  values: named(z.strictObject({ value: number.nullable(), n: number, hits: number.optional() })),
  attacks: z.array(
    z.strictObject({
      id: name,
      attempts: count,
      unfinished: count,
      successes: count,
      detected: count,
      firstSuccessSeconds: number.nullable(),
      violations: z.array(text),
      steps: named(number),
    }),
  ),
  chain: z
    .strictObject({
      id: name,
      name,
      plays: count,
      unfinished: count,
      stages: z.array(
        z.strictObject({ id: name, begun: count, reached: count, unnoticed: count, secondsToReach: number }),
      ),
    })
    .nullable(),
  violationsTotal: number,
  properties: named(z.strictObject({ judged: number, violated: number })),
  refusals: named(number),
  messages: number,
  simulatedSeconds: number,
  warnings: z.array(text),
  digest: z.string().regex(/^[0-9a-f]{64}$/),
  events: number,
  wallSeconds: number,
});

/** What a job gave back, or why it is no result of that run. */
export function readResult(key: string, data: unknown): RunRecord | FailedRun {
  if (JSON.stringify(data ?? null).length > mostCharacters.result)
    return { key, failure: `a worker gave back more than ${mostCharacters.result} characters` };
  const read = resultShape.safeParse(unpacked(data));
  if (read.success && read.data.key === key) return read.data as unknown as RunRecord;
  const place = read.success ? 'its key' : (read.error.issues[0]?.path.map(String).join('.') ?? '');
  return { key, failure: `a worker gave back what is no result of it (${place.slice(0, 80)})` };
}
