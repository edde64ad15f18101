import { z } from 'zod';
import { sizeNames } from '../../sim/framework/scenario.ts';
import { FaultyRequest, quoted } from '../fault.ts';

const text = z.string();
const finite = z.number();
const count = z.number().int().min(1).max(100_000);
const level = z.union([finite, text]);
const some = <Item extends z.ZodType>(item: Item) => z.array(item).min(1);

const factor = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('parameter'), name: text, levels: some(level) }),
  z.object({
    kind: z.literal('range'),
    name: z.string().regex(/^[A-Za-z][\w-]*$/, 'letters, digits, hyphens and underscores'),
    of: z.enum(['parameter', 'intensity']),
    least: finite,
    most: finite,
    logarithmic: z.literal(true).optional(),
  }),
  z.object({ kind: z.literal('profile'), levels: some(text) }),
  z.object({ kind: z.literal('control'), control: text, levels: some(z.enum(['in', 'out'])) }),
  z.object({ kind: z.literal('attack'), levels: some(text) }),
  z.object({ kind: z.literal('attacker'), levels: some(text) }),
  z.object({ kind: z.literal('size'), levels: some(z.enum(sizeNames)) }),
  z.object({ kind: z.literal('intensity'), levels: some(finite.positive()) }),
]);

const design = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('full-factorial') }),
  z.object({ kind: z.literal('one-at-a-time') }),
  z.object({ kind: z.literal('latin-hypercube'), points: count }),
  z.object({ kind: z.literal('sobol'), points: count }),
  z.object({ kind: z.literal('sensitivity'), points: count }),
  z.object({ kind: z.literal('listed'), cells: some(z.array(level)) }),
]);

const repetition = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('replications'), count }),
  z.object({
    kind: z.literal('precision'),
    relative: z.number().min(0.001).max(0.5),
    values: some(text),
    most: z.number().int().min(5).max(100_000),
  }),
]);

const study = z.object({
  id: text,
  name: z.string().regex(/^[a-z][a-z0-9-]*$/, 'small letters, digits and hyphens'),
  summary: text,
  scenario: text,
  size: z.enum(sizeNames),
  parameters: z.record(text, level),
  profile: z.object({ name: text, without: z.array(text) }),
  attacks: z.array(text),
  attacker: text.optional(),
  factors: z.array(factor),
  design,
  repetition,
  values: some(text),
  baseline: z.array(level).optional(),
  seed: z.number().int().min(0),
  untilSeconds: z.number().positive().optional(),
});

/** Refuses what has not the shape of a study: empty levels, kinds that there are not, numbers out of their ranges. */
export function checkShape(value: unknown, called: string): void {
  const read = study.safeParse(value);
  if (read.success) return;
  const issue = read.error.issues[0]!;
  const message = issue.message.replaceAll(/\s+/g, ' ').slice(0, 160);
  throw new FaultyRequest(
    `wrong ${quoted(issue.path.map(String).join('.'))}, ${message}`,
    `study ${called}`,
    'what metarange init study writes',
  );
}
