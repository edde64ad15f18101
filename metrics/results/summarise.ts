import { createHash } from 'node:crypto';
import type { ProfileName } from '../../sim/framework/profile.ts';
import type { Metric } from '../../sim/framework/metric.ts';
import type { Claim } from '../../sim/framework/scenario.ts';
import { bookOf, comparisons, legendOf, valueName } from '../catalogue.ts';
import type { MeasureBook } from '../measure-book.ts';
import { armPicture } from '../picture/arm-picture.ts';
import { chainOutcome } from './chain-outcome.ts';
import { measured } from './measured.ts';
import type { Values } from './measured.ts';
import { outcome, summed } from './outcome.ts';
import type { NamedAttack } from './outcome.ts';
import { isOf, missedPrecision, reachedPrecision } from './precision.ts';
import type { PrecisionAsked } from './precision.ts';
import { oneReplication, readingOf } from './reading.ts';
import type { Replication } from './replication.ts';
import { honestService, serviceUnderAttack } from './service.ts';
import { usualConfidence } from '../statistics/interval.ts';
import { stoppedConfidence } from '../statistics/sequential.ts';
import { schemaVersion } from './summary.ts';
import type { ArmSummary, AttackOutcome, Legend, MeasuredValue, ReachedPrecision, Violation } from './summary.ts';

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
  /** Attacks that ran together, each set in runs of its own; none for an honest arm. */
  readonly attackSets: readonly (readonly NamedAttack[])[];
  /** Class of whoever made them, by id and name. */
  readonly attacker?: string | undefined;
  readonly claims: readonly Claim[];
  /** What people call the controls, by identifier. */
  readonly controls: Readonly<Record<string, string>>;
  /** Metrics of a user's own that were folded beside the catalogue's. */
  readonly ownMetrics?: readonly Metric[] | undefined;
  /** Where the replications went on until a precision was met, or to their cap. */
  readonly precision?: Pick<PrecisionAsked, 'relative' | 'headline'> | undefined;
}

/** One replication of an arm: runs that share their random numbers. */
export interface Round {
  /** One run for each set of attacks, in order; of an honest arm, its only run. */
  readonly runs: readonly Replication[];
  /** The same without attack, where it ran beside them. */
  readonly honest: Replication | null;
}

/** Violations of a summary, at most. */
const mostViolations = 1000;

/**
 * Builds the summary of an arm from its replications, in order. Where honest play ran beside the attacks, the service
 * metrics are those of honest play, and the metrics over a run and its baseline are there as well. RangeError without
 * replications, or where they differ in their runs.
 */
export const summarise = (arm: ArmFrame, rounds: readonly Round[]): ArmSummary => {
  const sets = arm.attackSets.length === 0 ? [[]] : arm.attackSets;
  check(arm, sets.length, rounds);
  const runs = rounds.flatMap((round) => round.runs);
  const total = (of: (run: Replication) => number): number => runs.reduce((sum, run) => sum + of(run), 0);
  const compared = rounds.map(comparedRuns);
  const book = bookOf(arm.ownMetrics);
  // Intervals that were looked at before they stopped are drawn wider, to hold the truth in 95 % of cases all the same.
  const confidence = arm.precision === undefined ? usualConfidence : stoppedConfidence;
  const perSet = sets.map((_, set) =>
    measured(
      compared.map((own) => [own[set]!]),
      book,
      confidence,
    ),
  );
  const honestRuns = rounds.flatMap(({ honest }) => honest ?? []);
  const honest =
    honestRuns.length === 0
      ? null
      : measured(
          honestRuns.map((run) => [run.values]),
          book,
          confidence,
        );
  const metrics = joined(measured(compared, book, confidence), honest, book);
  const precision = arm.precision && precisionOf(arm, arm.precision, metrics);
  const attacks = sets.flatMap((set, at) =>
    set.map((attack) => {
      const tallies = rounds.map((round) => round.runs[at]!.attacks.find((tally) => tally.id === attack.id));
      return outcome(attack, tallies, serviceUnderAttack(perSet[at]!, book), confidence);
    }),
  );
  const chain = chainOutcome(runs.flatMap((run) => run.chain ?? []));
  const events = total((run) => run.events);
  const wallSeconds = total((run) => run.wallSeconds);
  return {
    schemaVersion,
    scenario: arm.scenario,
    parameters: arm.parameters,
    seed: arm.seed,
    replications: rounds.length,
    profile: arm.profile,
    without: arm.without,
    suite: arm.suite,
    world: arm.world,
    ...(arm.attacker === undefined ? {} : { attacker: arm.attacker }),
    digest: digestOf(runs.map((run) => run.digest)),
    simulatedSeconds: total((run) => run.simulatedSeconds),
    wallSeconds,
    events,
    eventsPerSecond: wallSeconds > 0 ? events / wallSeconds : 0,
    messages: total((run) => run.messages),
    metrics,
    attacks,
    ...(chain === null ? {} : { chains: [chain] }),
    violations: shownViolations(runs),
    violationsTotal: total((run) => run.violationsTotal),
    refusals: summed(runs.map((run) => run.refusals)),
    claims: judgedClaims(arm, sets, perSet, honest),
    warnings: warnings(rounds, attacks, precision),
    legend: { metrics: legendOf(arm.ownMetrics), controls: arm.controls, attacks: attackLegend(sets.flat()) },
    ...(precision === undefined ? {} : { precision }),
    picture: armPicture(
      sets.map((set, at) => ({
        attacks: set.map((attack) => attack.id),
        pictures: rounds.map((round) => round.runs[at]!.picture),
      })),
      honest === null ? null : { attacks: [], pictures: honestRuns.map((run) => run.picture) },
    ),
  };
};

const attackLegend = (attacks: readonly NamedAttack[]): NonNullable<Legend['attacks']> =>
  Object.fromEntries(
    attacks.map(({ id, name, summary, beatenBy, references }) => [id, { name, summary, beatenBy, references }]),
  );

/** One replication, as far as its headline metrics go: all that a precision is asked of. */
export interface HeadlineValues {
  readonly runs: readonly Values[];
  readonly honest: Values | null;
}

/** The headline metrics of one replication. */
export const headlineOf = (round: Round, headline: readonly string[]): HeadlineValues => {
  const chosen = (values: Values): Values =>
    Object.fromEntries(Object.entries(values).filter(([name]) => headline.some((id) => isOf(name, id))));
  return { runs: comparedRuns(round).map(chosen), honest: round.honest && chosen(round.honest.values) };
};

/** How precise the headline metrics of an arm are so far, as its summary would say; for an arm that asks for a precision. */
export const precisionSoFar = (
  arm: Pick<ArmFrame, 'attackSets' | 'ownMetrics'>,
  asked: Pick<PrecisionAsked, 'relative' | 'headline'>,
  rounds: readonly HeadlineValues[],
): ReachedPrecision => {
  const honest = rounds.flatMap((round) => (round.honest === null ? [] : [[round.honest]]));
  const book = bookOf(arm.ownMetrics);
  const attacked = measured(
    rounds.map(({ runs }) => runs),
    book,
    stoppedConfidence,
  );
  const alone = honest.length === 0 ? null : measured(honest, book, stoppedConfidence);
  return precisionOf(arm, asked, joined(attacked, alone, book));
};

const precisionOf = (
  { attackSets }: Pick<ArmFrame, 'attackSets'>,
  asked: Pick<PrecisionAsked, 'relative' | 'headline'>,
  metrics: Metrics,
): ReachedPrecision => reachedPrecision({ ...asked, attacked: attackSets.length > 0 }, metrics);

const comparedRuns = ({ runs, honest }: Round): readonly Values[] => runs.map((run) => withComparisons(run, honest));

/** The metrics of an arm: service where nobody attacked, if that ran; all others over the attacked runs. */
const joined = (attacked: Metrics, honest: Metrics | null, book: MeasureBook): Metrics =>
  honest === null ? attacked : { ...attacked, ...honestService(honest, book) };

const check = (arm: ArmFrame, sets: number, rounds: readonly Round[]): void => {
  const first = rounds[0];
  if (first === undefined) throw new RangeError(`summary of ${arm.scenario}: no replications`);
  rounds.forEach(({ runs, honest }, index) => {
    if (runs.length !== sets) {
      throw new RangeError(`summary of ${arm.scenario}: ${runs.length} runs in replication ${index}, not ${sets}`);
    }
    if ((honest === null) !== (first.honest === null)) {
      throw new RangeError(`summary of ${arm.scenario}: only some replications have honest play beside them`);
    }
  });
};

/**
 * Digest of several replications: their own where there is one, else SHA-256 over theirs, a line each. Null if any is.
 */
export const digestOf = (digests: readonly (string | null)[]): string | null => {
  if (digests.length === 0 || digests.includes(null)) return null;
  if (digests.length === 1) return digests[0]!;
  return createHash('sha256').update(digests.join('\n')).digest('hex');
};

const withComparisons = (run: Replication, honest: Replication | null): Values => {
  if (honest === null) return run.values;
  const compared = (one: Replication) => ({ values: one.values, curve: one.picture.series });
  const values: Record<string, Values[string]> = { ...run.values };
  for (const comparison of comparisons) {
    const found = comparison.compare(compared(honest), compared(run));
    for (const [value, observed] of Object.entries(found)) values[valueName(comparison, value)] = observed;
  }
  return values;
};

const shownViolations = (replications: readonly Replication[]): readonly Violation[] => {
  const shown: Violation[] = [];
  for (const run of replications) shown.push(...run.violations.slice(0, mostViolations - shown.length));
  return shown;
};

type Metrics = Readonly<Record<string, MeasuredValue>>;

/** Each claim for this profile, judged for every attack on the runs in which it struck: the worst verdict counts. */
const judgedClaims = (
  arm: ArmFrame,
  sets: ArmFrame['attackSets'],
  perSet: readonly Metrics[],
  honest: Metrics | null,
): ArmSummary['claims'] => {
  const of =
    (values: Metrics) =>
    (name: string): number | null =>
      values[name]?.value ?? null;
  return arm.claims
    .filter((claim) => claim.profiles.includes(arm.profile))
    .map((claim) => {
      const verdicts = sets.flatMap((set, at) =>
        (set.length === 0 ? (['none'] as const) : set.map((attack) => attack.id)).map((attack) =>
          claim.holds(of(perSet[at]!), attack),
        ),
      );
      // What is claimed of honest play is judged where nobody attacked.
      if (honest !== null) verdicts.push(claim.holds(of(honest), 'none'));
      const verdict = verdicts.includes(false) ? 'false' : verdicts.includes(true) ? 'true' : 'unknown';
      return { name: claim.name, verdict };
    });
};

const warnings = (
  rounds: readonly Round[],
  attacks: readonly AttackOutcome[],
  precision: ReachedPrecision | undefined,
): readonly string[] => {
  const runs = rounds.flatMap(({ runs: own, honest }) => (honest === null ? own : [...own, honest]));
  return [
    ...(precision === undefined || precision.met ? [] : [missedPrecision(precision, rounds.length)]),
    ...new Set(runs.flatMap((run) => run.warnings)),
    ...(rounds.length === 1 ? [oneReplication] : []),
    ...readingOf(attacks),
  ];
};
