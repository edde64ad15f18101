import type { Measure, Metric } from '../sim/framework/metric.ts';
import { titleOf } from '../sim/framework/title.ts';
import type { Comparison } from './comparisons/comparison.ts';
import { objectiveUnderAttack } from './comparisons/objective-under-attack.ts';
import { resilienceIntegral } from './comparisons/resilience-integral.ts';
import { saturationPoint } from './comparisons/saturation-point.ts';
import { alarmLoad } from './measures/alarm-load.ts';
import { alarmPrecision } from './measures/alarm-precision.ts';
import { attackSuccessRate } from './measures/attack-success-rate.ts';
import { attributionAccuracy } from './measures/attribution-accuracy.ts';
import { auditCoverage } from './measures/audit-coverage.ts';
import { authenticationThroughput } from './measures/authentication-throughput.ts';
import { availability } from './measures/availability.ts';
import { avatarPlaces } from './measures/avatar-places.ts';
import { blastRadiusEntities } from './measures/blast-radius-entities.ts';
import { blastRadiusPlatforms } from './measures/blast-radius-platforms.ts';
import { blastRadiusRecords } from './measures/blast-radius-records.ts';
import { clauseCoverage } from './measures/clause-coverage.ts';
import { controlCost } from './measures/control-cost.ts';
import { costPerSuccess } from './measures/cost-per-success.ts';
import { credentialRecovery } from './measures/credential-recovery.ts';
import { detectionProbability } from './measures/detection-probability.ts';
import { doubleSpendRate } from './measures/double-spend-rate.ts';
import { dwellTime } from './measures/dwell-time.ts';
import { epsilonSpent } from './measures/epsilon-spent.ts';
import { exposureWindow } from './measures/exposure-window.ts';
import { falseDeeds } from './measures/false-deeds.ts';
import { falsePositivesPerHour } from './measures/false-positives-per-hour.ts';
import { goodput } from './measures/goodput.ts';
import { growthRate } from './measures/growth-rate.ts';
import { handoverTime } from './measures/handover-time.ts';
import { holding } from './measures/holding.ts';
import { honestRejectionRate } from './measures/honest-rejection-rate.ts';
import { ingestRate } from './measures/ingest-rate.ts';
import { joinedIdentities } from './measures/joined-identities.ts';
import { lateralMovementDepth } from './measures/lateral-movement-depth.ts';
import { latency } from './measures/latency.ts';
import { linkability } from './measures/linkability.ts';
import { meetingsAgainstTheRules } from './measures/meetings-against-the-rules.ts';
import { missedStageRatio } from './measures/missed-stage-ratio.ts';
import { partialProgress } from './measures/partial-progress.ts';
import { reIdentification } from './measures/re-identification.ts';
import { peakCompromisedShare } from './measures/peak-compromised-share.ts';
import { recordReliance } from './measures/record-reliance.ts';
import { recordsDisclosed } from './measures/records-disclosed.ts';
import { recoveryOvershoot } from './measures/recovery-overshoot.ts';
import { regulationClocks } from './measures/regulation-clocks.ts';
import { replayAcceptanceRate } from './measures/replay-acceptance-rate.ts';
import { residualCopies } from './measures/residual-copies.ts';
import { retentionOverrun } from './measures/retention-overrun.ts';
import { reportBytes } from './measures/report-bytes.ts';
import { spoofAcceptanceRate } from './measures/spoof-acceptance-rate.ts';
import { staleCredentialAcceptances } from './measures/stale-credential-acceptances.ts';
import { timeToContain } from './measures/time-to-contain.ts';
import { timeToDetect } from './measures/time-to-detect.ts';
import { timeToRecover } from './measures/time-to-recover.ts';
import { timeToSuccess } from './measures/time-to-success.ts';
import { tradeFraud } from './measures/trade-fraud.ts';
import { tradesInTime } from './measures/trades-in-time.ts';
import { twinAge } from './measures/twin-age.ts';
import { twinPlaces } from './measures/twin-places.ts';
import { unsafeActuations } from './measures/unsafe-actuations.ts';
import { unsafeEffectsOnPeople } from './measures/unsafe-effects-on-people.ts';
import { wrongResultAcceptanceRate } from './measures/wrong-result-acceptance-rate.ts';
import { MeasureBook } from './measure-book.ts';
import type { Legend } from './results/summary.ts';

/** Metrics that fold over one run, in order of their identifiers. */
export const metrics: readonly Metric[] = [
  attackSuccessRate,
  timeToSuccess,
  costPerSuccess,
  partialProgress,
  spoofAcceptanceRate,
  replayAcceptanceRate,
  staleCredentialAcceptances,
  wrongResultAcceptanceRate,
  doubleSpendRate,
  unsafeActuations,
  exposureWindow,
  blastRadiusEntities,
  blastRadiusRecords,
  blastRadiusPlatforms,
  lateralMovementDepth,
  dwellTime,
  peakCompromisedShare,
  growthRate,
  detectionProbability,
  timeToDetect,
  timeToContain,
  timeToRecover,
  falsePositivesPerHour,
  alarmPrecision,
  alarmLoad,
  missedStageRatio,
  attributionAccuracy,
  auditCoverage,
  goodput,
  latency,
  availability,
  honestRejectionRate,
  authenticationThroughput,
  handoverTime,
  twinAge,
  recoveryOvershoot,
  ingestRate,
  recordsDisclosed,
  linkability,
  reIdentification,
  retentionOverrun,
  residualCopies,
  epsilonSpent,
  controlCost,
  clauseCoverage,
  meetingsAgainstTheRules,
  unsafeEffectsOnPeople,
  regulationClocks,
  tradeFraud,
  tradesInTime,
  falseDeeds,
  reportBytes,
  credentialRecovery,
  twinPlaces,
  recordReliance,
  holding,
  joinedIdentities,
  avatarPlaces,
];

/** Metrics over a run and its baseline. */
export const comparisons: readonly Comparison[] = [objectiveUnderAttack, resilienceIntegral];

/** A row of `list metrics`. */
export interface MetricRow {
  readonly id: string;
  readonly name: string;
  readonly summary: string;
  readonly unit: string;
  readonly formula: string;
  /** Names under which its values stand in results. */
  readonly values: readonly string[];
  /** What it is computed over. */
  readonly over: 'run' | 'run and baseline' | 'load sweep';
}

/** Name of a metric's value in results: `M01` where there is one, `M30.p99` where there are several. */
export const valueName = (
  metric: { readonly id: string; readonly values: readonly string[] },
  value: string,
): string => (metric.values.length === 1 && metric.values[0] === value ? metric.id : `${metric.id}.${value}`);

const rowOf = (metric: Measure, over: MetricRow['over']): MetricRow => ({
  id: metric.id,
  name: metric.name,
  summary: metric.summary,
  unit: metric.unit,
  formula: metric.formula,
  values: metric.values.map((value) => valueName(metric, value)),
  over,
});

const byId = (a: { readonly id: string }, b: { readonly id: string }): number =>
  a.id < b.id ? -1 : a.id > b.id ? 1 : 0;

/** Every metric, in order of identifiers. */
export const metricRows: readonly MetricRow[] = [
  ...metrics.map((metric) => rowOf(metric, 'run')),
  ...comparisons.map((comparison) => rowOf(comparison, 'run and baseline')),
  rowOf(saturationPoint, 'load sweep'),
].toSorted(byId);

const measures: readonly Measure[] = [...metrics, ...comparisons, saturationPoint].toSorted(byId);

/** The catalogue's metrics by the names of their values, with those of a user's own where there are any. */
export const bookOf = (own: readonly Measure[] = []): MeasureBook => new MeasureBook([...measures, ...own]);

const catalogued = bookOf();

/** Unit of a value by its name in results; '' for a name that no metric has. */
export const unitOf = (name: string): string => catalogued.unitOf(name);

/** Whether a value, by its name in results, is a proportion of trials. */
export const isProportion = (name: string): boolean => catalogued.isProportion(name);

/** Whether a metric, by its identifier, can be told only where somebody attacks. */
export const needsAttack = (id: string): boolean => ['attack', 'loss'].includes(catalogued.aboutOf(id) ?? '');

/** Values that a short table for people shows: name in results, and what it is called there. */
export const briefValues: readonly (readonly [name: string, title: string])[] = measures.flatMap((measure) =>
  Object.entries(measure.brief ?? {}).map(([value, title]) => [valueName(measure, value), title] as const),
);

/** What readers of results need to know of every metric, by identifier, in reading order; a user's own are last. */
export const legendOf = (own: readonly Measure[] = []): Legend['metrics'] =>
  Object.fromEntries(
    [...measures, ...own].map((measure) => [measure.id, { title: titleOf(measure), about: measure.about }]),
  );
