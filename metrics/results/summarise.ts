import { createHash } from 'node:crypto';
import type { Observed } from '../../sim/framework/metric.ts';
import type { ProfileName } from '../../sim/framework/profile.ts';
import type { Claim } from '../../sim/framework/scenario.ts';
import { comparisons, isProportion, unitOf, valueName } from '../catalogue.ts';
import { Moments } from '../statistics/moments.ts';
import { wilsonInterval } from '../statistics/proportion.ts';
import { studentInterval } from '../statistics/student.ts';
import type { AttackTally, Replication } from './replication.ts';
import { schemaVersion } from './summary.ts';
import type { ArmSummary, AttackOutcome, MeasuredValue, Violation } from './summary.ts';

/** What an arm is: everything about it that its replications share. */
export interface ArmFrame {
  readonly scenario: string;
  readonly parameters: Readonly<Record<string, number | string>>;
  /** Seed of the first replication. */
  readonly seed: number;
  readonly profile: ProfileName;
  readonly without: readonly string[];
  readonly suite: string;
  readonly world: 'virtual' | 'live';
  /** Attacks that ran together, in order; none for an honest arm. */
  readonly attacks: readonly { readonly id: `A${number}`; readonly name: string }[];
  readonly claims: readonly Claim[];
}

/** Violations of a summary, at most. */
const mostViolations = 1000;
const fewAttempts = 30;

/**
 * Builds the summary of an arm from its replications, in order. With `baseline`, the same replications without attack
 * (sharing their random numbers), the metrics over both arms are in it as well. RangeError without replications, or
 * where the arms differ in their number.
 */
export const summarise = (
  arm: ArmFrame,
  replications: readonly Replication[],
  baseline: readonly Replication[] = [],
): ArmSummary => {
  const first = replications[0];
  if (first === undefined) throw new RangeError(`summary of ${arm.scenario}: no replications`);
  if (baseline.length > 0 && baseline.length !== replications.length) {
    throw new RangeError(
      `summary of ${arm.scenario}: ${replications.length} replications against ${baseline.length} of the baseline`,
    );
  }
  const total = (of: (run: Replication) => number): number => replications.reduce((sum, run) => sum + of(run), 0);
  const metrics = measured(replications.map((run, index) => withComparisons(run, baseline[index])));
  const attacks = arm.attacks.map(({ id, name }) =>
    outcome(
      id,
      name,
      replications.map((run) => run.attacks.find((tally) => tally.id === id)),
    ),
  );
  const events = total((run) => run.events);
  const wallSeconds = total((run) => run.wallSeconds);
  return {
    schemaVersion,
    scenario: arm.scenario,
    parameters: arm.parameters,
    seed: arm.seed,
    replications: replications.length,
    profile: arm.profile,
    without: arm.without,
    suite: arm.suite,
    world: arm.world,
    digest: digestOf(replications.map((run) => run.digest)),
    simulatedSeconds: total((run) => run.simulatedSeconds),
    wallSeconds,
    events,
    eventsPerSecond: wallSeconds > 0 ? events / wallSeconds : 0,
    messages: total((run) => run.messages),
    metrics,
    attacks,
    violations: shownViolations(replications),
    violationsTotal: total((run) => run.violationsTotal),
    refusals: summed(replications.map((run) => run.refusals)),
    claims: judgedClaims(arm, metrics, baseline.length === 0 ? null : measured(baseline.map((run) => run.values))),
    warnings: warnings(replications, attacks),
    picture: first.picture,
  };
};

/**
 * Digest of several replications: their own where there is one, else SHA-256 over theirs, a line each. Null if any is.
 */
export const digestOf = (digests: readonly (string | null)[]): string | null => {
  if (digests.length === 0 || digests.includes(null)) return null;
  if (digests.length === 1) return digests[0]!;
  return createHash('sha256').update(digests.join('\n')).digest('hex');
};

type Values = Readonly<Record<string, Observed>>;

const withComparisons = (run: Replication, baseline: Replication | undefined): Values => {
  if (baseline === undefined) return run.values;
  const compared = (one: Replication) => ({ values: one.values, curve: one.picture.series });
  const values: Record<string, Observed> = { ...run.values };
  for (const comparison of comparisons) {
    const found = comparison.compare(compared(baseline), compared(run));
    for (const [value, observed] of Object.entries(found)) values[valueName(comparison, value)] = observed;
  }
  return values;
};

const measured = (runs: readonly Values[]): Record<string, MeasuredValue> => {
  const names = [...new Set(runs.flatMap((values) => Object.keys(values)))];
  return Object.fromEntries(
    names.map((name) => {
      const observed = runs.flatMap((values) => values[name] ?? []);
      return [name, isProportion(name) ? pooled(name, observed) : averaged(name, observed)];
    }),
  );
};

/** A proportion over all trials of all replications, with Wilson's interval. */
const pooled = (name: string, observed: readonly Observed[]): MeasuredValue => {
  const n = observed.reduce((sum, one) => sum + one.n, 0);
  const hits = observed.reduce((sum, one) => sum + (one.hits ?? 0), 0);
  return { value: n === 0 ? null : hits / n, unit: unitOf(name), n, ci95: wilsonInterval(hits, n) };
};

/** The mean over the replications that know the value, with Student's interval; no interval from one replication. */
const averaged = (name: string, observed: readonly Observed[]): MeasuredValue => {
  const known = observed.flatMap(({ value }) => value ?? []);
  const moments = Moments.of(known);
  return {
    value: known.length === 0 ? null : moments.mean,
    unit: unitOf(name),
    n: observed.reduce((sum, one) => sum + one.n, 0),
    ci95: studentInterval(moments),
  };
};

const outcome = (id: string, name: string, tallies: readonly (AttackTally | undefined)[]): AttackOutcome => {
  const known = tallies.filter((tally) => tally !== undefined);
  const total = (of: (tally: AttackTally) => number): number => known.reduce((sum, tally) => sum + of(tally), 0);
  const attempts = total((tally) => tally.attempts);
  const successes = total((tally) => tally.successes);
  const firsts = known.flatMap((tally) => tally.firstSuccessSeconds ?? []);
  return {
    id,
    name,
    attempts,
    successes,
    ci95: wilsonInterval(successes, attempts),
    detected: total((tally) => tally.detected),
    firstSuccessSeconds: firsts.length === 0 ? null : Math.min(...firsts),
    violations: [...new Set(known.flatMap((tally) => tally.violations))],
    steps: summed(known.map((tally) => tally.steps)),
  };
};

const summed = (parts: readonly Readonly<Record<string, number>>[]): Record<string, number> => {
  const sum: Record<string, number> = {};
  for (const part of parts) for (const [key, count] of Object.entries(part)) sum[key] = (sum[key] ?? 0) + count;
  return sum;
};

const shownViolations = (replications: readonly Replication[]): readonly Violation[] => {
  const shown: Violation[] = [];
  for (const run of replications) shown.push(...run.violations.slice(0, mostViolations - shown.length));
  return shown;
};

type Metrics = Readonly<Record<string, MeasuredValue>>;

/** Each claim for this profile, judged for every attack of the arm: the worst verdict counts. */
const judgedClaims = (arm: ArmFrame, metrics: Metrics, honest: Metrics | null): ArmSummary['claims'] => {
  const of =
    (values: Metrics) =>
    (name: string): number | null =>
      values[name]?.value ?? null;
  return arm.claims
    .filter((claim) => claim.profiles.includes(arm.profile))
    .map((claim) => {
      const attacks = arm.attacks.length === 0 ? (['none'] as const) : arm.attacks.map((attack) => attack.id);
      const verdicts = attacks.map((attack) => claim.holds(of(metrics), attack));
      // What is claimed of honest play is judged where nobody attacked.
      if (honest !== null) verdicts.push(claim.holds(of(honest), 'none'));
      const verdict = verdicts.includes(false) ? 'false' : verdicts.includes(true) ? 'true' : 'unknown';
      return { name: claim.name, verdict };
    });
};

const warnings = (replications: readonly Replication[], attacks: readonly AttackOutcome[]): readonly string[] => {
  const found = new Set(replications.flatMap((run) => run.warnings));
  if (replications.length === 1) {
    found.add('one replication: amounts carry no interval; ask for more with --replications');
  }
  for (const attack of attacks) {
    if (attack.attempts >= fewAttempts) continue;
    found.add(`${attack.id}: only ${attack.attempts} attempts; read its interval, not its rate`);
  }
  return [...found];
};
