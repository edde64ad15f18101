import { z } from 'zod';
import { paces, type PageMessage } from '../live/protocol.ts';

/** Bytes of the largest message that a page may send. */
export const messageBytes = 16_384;

const name = z
  .string()
  .min(1)
  .max(64)
  .regex(/^[\w.-]+$/);
const word = z
  .string()
  .max(40)
  .regex(/^[\w.:+%-]*$/);
const pace = z.union(paces.map((value) => z.literal(value)));

const order = z.strictObject({
  world: z.enum(['virtual', 'live']),
  scenario: name,
  size: name,
  profile: name,
  without: z.array(name).max(64),
  attacks: z.array(name).max(64),
  seed: word,
  suite: name,
  set: z.record(name, word).refine((set) => Object.keys(set).length <= 100, 'more than 100 parameters'),
  until: word,
  pace,
});

const message = z.discriminatedUnion('t', [
  z.strictObject({ t: z.literal('start'), order: z.int().min(0).max(Number.MAX_SAFE_INTEGER), run: order }),
  z.strictObject({ t: z.literal('stop') }),
  z.strictObject({ t: z.literal('pace'), pace }),
]);

/** A message of a page, in form only: whether its names mean anything is for the command to say. Null where it is none. */
export function pageMessage(text: string): PageMessage | null {
  if (text.length > messageBytes) return null;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  const parsed = message.safeParse(value);
  return parsed.success ? parsed.data : null;
}
