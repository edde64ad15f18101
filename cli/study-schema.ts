import { z } from 'zod';
import { costDimensions } from '../metrics/results/ablation.ts';
import type { AblationResult } from '../metrics/results/ablation.ts';
import type { StudyResult } from '../metrics/results/study.ts';

const text = z.string();
const texts = z.array(text);
const count = z.number().min(0);
const known = z.number().nullable();
const interval = z.tuple([z.number(), z.number()]).nullable();
const level = z.union([z.number(), text]);
const levels = z.record(text, level);
const product = z.looseObject({ name: text, version: text });
const measured = z.looseObject({ value: known, unit: text, n: count, ci95: interval });

/** A manifest of any kind: what a report shows of it as it stands. */
export const anyManifestSchema = z.record(text, z.unknown());

/** What `study.json` must hold to be drawn. */
export const studySchema: z.ZodType<StudyResult> = z.looseObject({
  schemaVersion: z.literal(1),
  study: z.looseObject({
    id: text,
    name: text,
    summary: text,
    scenario: text,
    design: text,
    factors: z.array(z.looseObject({ name: text, kind: text, levels: z.array(level) })),
    values: z.array(z.looseObject({ name: text, title: text, unit: text })),
    seed: z.number(),
    replications: text,
    product,
    command: text,
    digest: text.nullable(),
    runs: count,
    machine: levels,
  }),
  cells: z.array(
    z.looseObject({
      index: count,
      levels,
      replications: count,
      metrics: z.record(text, measured),
      attacks: z.array(z.looseObject({ id: text, attempts: count, successes: count, detected: count, ci95: interval })),
    }),
  ),
  comparisons: z.array(
    z.looseObject({
      cell: count,
      baseline: count,
      value: text,
      pairs: count,
      difference: known,
      ci95: interval,
      p: known,
      adjustedP: known,
    }),
  ),
  sensitivity: z.array(
    z.looseObject({
      value: text,
      factor: text,
      first: known,
      firstCi95: interval,
      total: known,
      totalCi95: interval,
    }),
  ),
  trail: z.array(z.looseObject({ replications: count, widest: z.record(text, known) })),
  failures: z.array(z.looseObject({ cell: count, replication: count, failure: text })),
  warnings: texts,
});

const paired = z.looseObject({ pairs: count, difference: known, ci95: interval });
const dimension = z.enum(costDimensions);
const each = <Value extends z.ZodType>(value: Value) =>
  z.looseObject({
    p99Ms: value,
    bytesPerOperation: value,
    cpuMicrosPerOperation: value,
    energyMicrojoulesPerOperation: value,
  });

/** What `ablation.json` must hold to be drawn. */
export const ablationSchema: z.ZodType<AblationResult> = z.looseObject({
  schemaVersion: z.literal(1),
  ablation: z.looseObject({
    scenario: text,
    size: text,
    set: levels,
    profile: text,
    seed: z.number(),
    replications: count,
    runs: count,
    digest: text.nullable(),
    product,
    command: text,
  }),
  attacks: z.array(
    z.looseObject({
      id: text,
      name: text,
      untilSeconds: known,
      parameters: levels,
      heldAt: z.number(),
      beatenBy: texts,
      notBeatenBy: texts,
    }),
  ),
  controls: z.array(
    z.looseObject({
      id: text,
      name: text,
      own: z.looseObject({ bytesPerOperation: measured, cpuMicrosPerOperation: measured }),
      added: each(paired).extend({ operationsPerSecond: paired }),
    }),
  ),
  sets: z.array(
    z.looseObject({
      id: text,
      kind: z.enum(['ladder', 'less', 'own-out', 'alone', 'given', 'found']),
      control: text.nullable(),
      controls: texts,
      profile: text,
      without: texts,
      cost: each(measured.nullable()).extend({ operationsPerSecond: measured.nullable() }).nullable(),
      held: texts,
      unknown: texts,
      protection: known,
    }),
  ),
  cells: z.array(
    z.looseObject({
      attack: text,
      set: text,
      replications: count,
      attempts: count,
      unfinished: count,
      successes: count,
      ci95: interval,
      held: z.boolean().nullable(),
      fromProfile: paired,
      fromNone: paired,
      finding: z.enum(['stops', 'lowers', 'lets in', 'no difference seen']).nullable(),
      said: z.enum(['beats it', 'does not']).nullable(),
    }),
  ),
  pareto: z.looseObject({ by: each(texts.nullable()), together: texts }),
  minimal: z.array(
    z.looseObject({
      set: text,
      orders: z.array(dimension),
      attacks: texts,
      controls: texts,
      without: z.array(z.looseObject({ control: text, letsIn: texts })),
      irreducible: z.boolean(),
    }),
  ),
  failures: z.array(z.looseObject({ set: text, attack: text.nullable(), replication: count, failure: text })),
  warnings: texts,
});
