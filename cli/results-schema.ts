import { z } from 'zod';
import type { ArmSummary, Manifest } from '../metrics/results/summary.ts';

const interval = z.tuple([z.number(), z.number()]).nullable();
const count = z.number().min(0);
const text = z.string();
const values = z.record(text, z.union([z.number(), text]));
const world = z.enum(['virtual', 'live']);

const measured = z.looseObject({
  value: z.number().nullable(),
  unit: text,
  n: count,
  ci95: interval,
  honest: z.boolean().optional(),
});

const outcome = z.looseObject({
  id: text,
  name: text,
  attempts: count,
  unfinished: count.optional(),
  successes: count,
  ci95: interval,
  detected: count,
  firstSuccessSeconds: z.number().nullable(),
  violations: z.array(text),
  steps: z.record(text, count),
  service: z.record(text, measured).optional(),
  drawn: z.looseObject({ response: text, rate: z.number(), source: text }).optional(),
});

const chain = z.looseObject({
  id: text,
  name: text,
  plays: count,
  unfinished: count,
  partialProgress: z.number().nullable(),
  missedStageRatio: z.number().nullable(),
  stages: z.array(
    z.looseObject({
      id: text,
      begun: count,
      reached: count,
      ci95: interval,
      unnoticed: count,
      secondsToReach: z.number().nullable(),
    }),
  ),
});

const violation = z.looseObject({
  property: text,
  point: text,
  atSeconds: z.number(),
  datum: text,
  node: text,
  attack: text.nullable(),
});

const pictureFields = {
  flows: z.array(
    z.looseObject({
      point: text,
      fromRole: text,
      toRole: text,
      sent: count,
      delivered: count,
      refused: count,
      dropped: count,
      breaches: count,
    }),
  ),
  series: z.looseObject({
    binSeconds: count,
    goodput: z.array(z.number()),
    p99Ms: z.array(z.number().nullable()),
    refused: z.array(z.number()),
    violations: z.array(z.number()),
    alarms: z.array(z.number()),
    attempts: z.array(z.number()).optional(),
  }),
  timeline: z.array(
    z.looseObject({
      atSeconds: z.number(),
      what: z.enum(['step', 'violation', 'alarm', 'restart', 'revocation']),
      attack: text.nullable(),
      text,
    }),
  ),
};

const picture = z.looseObject({
  ...pictureFields,
  sets: z.array(z.looseObject({ attacks: z.array(text), ...pictureFields })).optional(),
});

const armFields = {
  schemaVersion: z.literal(1),
  scenario: text,
  parameters: values,
  seed: z.number(),
  replications: count,
  profile: text,
  without: z.array(text),
  suite: text,
  world,
  digest: text.nullable(),
  simulatedSeconds: count,
  wallSeconds: count,
  events: count,
  eventsPerSecond: count,
  messages: count,
  metrics: z.record(text, measured),
  attacks: z.array(outcome),
  attacker: text.optional(),
  chains: z.array(chain).optional(),
  violations: z.array(violation),
  violationsTotal: count,
  refusals: z.record(text, count),
  claims: z.array(z.looseObject({ name: text, verdict: z.enum(['true', 'false', 'unknown']) })),
  warnings: z.array(text),
  legend: z
    .looseObject({
      metrics: z.record(
        text,
        z.looseObject({ title: text, about: z.enum(['attack', 'service', 'loss', 'protection']) }),
      ),
      controls: z.record(text, text),
      attacks: z
        .record(text, z.looseObject({ name: text, summary: text, beatenBy: z.array(text), references: z.array(text) }))
        .optional(),
    })
    .optional(),
  precision: z
    .looseObject({ asked: z.number(), met: z.boolean(), reached: z.record(text, z.number().nullable()) })
    .optional(),
  picture,
};

const arm: z.ZodType<ArmSummary> = z.looseObject(armFields);

/** `summary.json`, version 1: one arm's summary, with all arms under `arms` where there are several. */
export const summarySchema: z.ZodType<ArmSummary & { readonly arms?: readonly ArmSummary[] | undefined }> =
  z.looseObject({
    ...armFields,
    arms: z.array(arm).min(1).optional(),
  });

/** `manifest.json`, version 1. */
export const manifestSchema: z.ZodType<Manifest> = z.looseObject({
  schemaVersion: z.literal(1),
  product: z.looseObject({ name: text, version: text }),
  command: text,
  scenario: text,
  parameters: values,
  seed: z.number(),
  replications: count,
  profile: text,
  without: z.array(text),
  attacks: z.array(text),
  attacker: text.optional(),
  suite: text,
  world,
  costs: text,
  trace: z.looseObject({ file: text, sha256: text }).nullable(),
  machine: z.looseObject({ node: text, openssl: text, cpu: text, cores: count }),
  lockDigest: text.nullable(),
  startedAt: text,
});
