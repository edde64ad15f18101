import { detector, usualDetector } from '../../sim/controls/detector.ts';
import type { DetectorSettings } from '../../sim/controls/detector.ts';
import type { Control } from '../../sim/framework/control.ts';
import { profileNames } from '../../sim/framework/profile.ts';
import type { ParameterValues, Scenario } from '../../sim/framework/scenario.ts';
import { seconds } from '../../sim/framework/time.ts';
import { keyOf } from '../../sim/kernel/stream.ts';
import { replicate } from '../replicate.ts';
import type { RunPlan } from '../replicate.ts';
import { homeStage } from '../studied.ts';
import { valuesAt } from '../values.ts';
import { alarmsOf, hoursOf, ScoreLog } from './scores.ts';
import type { ScoredRun } from './scores.ts';

/**
 * What an operator can look at: 150 alarms a day, the rate that EEMUA 191 and ISA-18.2 call very likely to be acceptable (public
 * summaries; clause text not seen).
 */
export const askedPerHour = 150 / 24;

/** Calm at this share of the threshold: as in the catalogue's C44. */
const calmShare = usualDetector.calmAt / usualDetector.alarmAt;

/**
 * The detector that is studied here, at a threshold: refusals as in the catalogue's C44, and rates over 20 s against 5 min, of which four deviations
 * count as one refusal (assumption).
 */
export const detectorTerms = (alarmAt: number): DetectorSettings => ({
  ...usualDetector,
  alarmAt,
  calmAt: calmShare * alarmAt,
  rates: { shortNs: seconds(20), longNs: seconds(300), weight: 0.25 },
});

/** The same detector, alarming at each score, so that all are taken down. It stops nobody where no playbook stands. */
const recording: Control = detector({ ...detectorTerms(0), calmAt: Infinity, quietNs: 0 });

/** Controls that are out while scores are taken down: nobody may answer what is no alarm. */
const unanswered = 'C45';

/** Takes down what the detector comes to in a run. */
export function scored(plan: RunPlan): ScoredRun {
  const logs: ScoreLog[] = [];
  const follow: RunPlan['follow'] = (ground) => {
    const log = new ScoreLog(ground);
    logs.push(log);
    return log;
  };
  const { profile } = plan;
  const without = [...profile.without.filter((id) => id !== unanswered), unanswered] as const;
  replicate({ ...plan, profile: { ...profile, without }, reset: [recording], follow }, { seconds: () => 0 });
  return logs[0]!.run;
}

/** Honest play on which a threshold is set: nobody attacks in it, and there is no way to say that somebody does. */
export interface HonestPlay {
  readonly scenarios: readonly Scenario[];
  /** How long each run lasts, s; all else is set as where attacks are studied, whichever they are. */
  readonly durationSeconds: number;
  readonly replications: number;
}

/** Runs of honest play under the full framework. Their seeds are of a stream of their own, by name. */
export function honestRuns(
  { scenarios, durationSeconds, replications }: HonestPlay,
  purpose: string,
  seed: number,
): readonly ScoredRun[] {
  return scenarios.flatMap((scenario) => {
    return Array.from({ length: replications }, (_, index) =>
      scored({
        scenario,
        parameters: { ...valuesAt<ParameterValues>(scenario, 'smoke'), ...homeStage(scenario, durationSeconds) },
        profile: { name: profileNames.at(-1)!, without: [] },
        attacks: [],
        seed: keyOf(seed, index, purpose)[0]!,
        suite: 'symbolic',
        again: `metarange run ${scenario.name} --attack none`,
      }),
    );
  });
}

/** Alarms an hour that these runs come to at a threshold. */
export const alarmsPerHour = (runs: readonly ScoredRun[], alarmAt: number): number =>
  runs.reduce((sum, run) => sum + alarmsOf(run, detectorTerms(alarmAt)).length, 0) / hoursOf(runs);

/** Thresholds that are tried lie 2 % apart, and not below half the weight of one refusal. */
const stepDown = 0.98;
const least = 0.5;

/**
 * The lowest threshold at which honest play comes to no more alarms an hour than asked, nor does at any that is higher. RangeError
 * where nothing was played.
 */
export function thresholdFor(honest: readonly ScoredRun[], perHour: number): number {
  if (honest.length === 0) throw new RangeError('a threshold is set on honest play, and none was given');
  let highest = least;
  for (const { scores } of honest) for (const { score } of scores) highest = Math.max(highest, score);
  // Above all scores there is no alarm.
  let threshold = highest / stepDown;
  for (let next = highest; next >= least && alarmsPerHour(honest, next) <= perHour; next *= stepDown) threshold = next;
  return threshold;
}
