import { areaUnderCurve, positivePredictiveValue } from '../../metrics/statistics/roc.ts';
import type { AreaUnderCurve } from '../../metrics/statistics/roc.ts';
import { clopperPearsonInterval } from '../../metrics/statistics/proportion.ts';
import type { Interval } from '../../metrics/statistics/interval.ts';
import type { AttackId } from '../../sim/framework/attack.ts';
import { seconds } from '../../sim/framework/time.ts';
import { seedOf } from '../replicate.ts';
import type { RunPlan } from '../replicate.ts';
import { alarmsOf, attemptScores, hoursOf, windowScores } from './scores.ts';
import type { ScoredRun } from './scores.ts';
import { detectorTerms, scored } from './threshold.ts';

/** Honest time that is judged as one thing, as one attempt is: about as long as attempts take (assumption). */
const windowNs = seconds(60);

/** Shares of what is judged that are attacks. */
export const baseRates = [1e-1, 1e-2, 1e-3, 1e-4, 1e-5] as const;

/** What the detector makes of one attack at one threshold. */
export interface OperatingPoint {
  readonly threshold: number;
  /** Attempts from which a score of so much descends, and all that came to an end. */
  readonly caught: number;
  readonly attempts: number;
  readonly caughtInterval: Interval | null;
  /** Those of them from which an alarm of their own descends: while one stands, the next attempt raises no other. */
  readonly alarmed: number;
  /** Honest windows with a score of so much, and all, in runs with the same random numbers. */
  readonly mistaken: number;
  readonly windows: number;
  readonly mistakenInterval: Interval | null;
  readonly falseAlarmsPerHour: number;
}

/** How well one attack can be told from honest play. */
export interface AttackRoc {
  readonly attack: AttackId;
  readonly area: AreaUnderCurve;
  /** Attempts from which no score at all descends. */
  readonly silent: number;
  /** One for each threshold, in their order. */
  readonly points: readonly OperatingPoint[];
}

/** How far alarms can be believed where attacks are so rare. */
export interface Belief {
  readonly base: number;
  /** Null where no honest minute reached the threshold: of none in a few it does not follow that every alarm is true, at any base rate. */
  readonly value: number | null;
  readonly interval: Interval | null;
}

interface Played {
  readonly attacked: readonly ScoredRun[];
  readonly honest: readonly ScoredRun[];
  /** Highest score of each attempt, and of each honest window. */
  readonly positives: readonly number[];
  readonly negatives: readonly number[];
}

/** Plays an attack, and honest play with the same random numbers, and takes the scores down. */
export function rocOf(plan: RunPlan, replications: number, thresholds: readonly number[]): AttackRoc {
  const seeds = Array.from({ length: replications }, (_, index) => seedOf(plan.seed, index));
  const attacked = seeds.map((seed) => scored({ ...plan, seed }));
  const honest = seeds.map((seed) => scored({ ...plan, attacks: [], seed }));
  const positives = attacked.flatMap(attemptScores);
  const negatives = honest.flatMap((run) => windowScores(run, windowNs));
  return {
    attack: plan.attacks[0]!.id,
    area: areaUnderCurve(positives, negatives),
    silent: positives.filter((score) => score === 0).length,
    points: thresholds.map((threshold) => pointAt(threshold, { attacked, honest, positives, negatives })),
  };
}

function pointAt(threshold: number, { attacked, honest, positives, negatives }: Played): OperatingPoint {
  const terms = detectorTerms(threshold);
  const over = (scores: readonly number[]): number => scores.filter((score) => score >= threshold).length;
  const [caught, mistaken] = [over(positives), over(negatives)];
  return {
    threshold,
    caught,
    attempts: positives.length,
    caughtInterval: clopperPearsonInterval(caught, positives.length),
    alarmed: attacked.reduce((sum, run) => {
      const raised = new Set(alarmsOf(run, terms).map(({ attempt }) => attempt));
      return sum + run.ended.filter((attempt) => raised.has(attempt)).length;
    }, 0),
    mistaken,
    windows: negatives.length,
    mistakenInterval: clopperPearsonInterval(mistaken, negatives.length),
    falseAlarmsPerHour: honest.reduce((sum, run) => sum + alarmsOf(run, terms).length, 0) / hoursOf(honest),
  };
}

/** How far an alarm can be believed at each base rate. Each of the two shares may be beside its interval: half of the chance for each. */
export function beliefs({ caught, attempts, mistaken, windows }: OperatingPoint): readonly Belief[] {
  const right = clopperPearsonInterval(caught, attempts, 0.975);
  const wrong = clopperPearsonInterval(mistaken, windows, 0.975);
  return baseRates.map((base) => {
    if (right === null || wrong === null) return { base, value: null, interval: null };
    const low = positivePredictiveValue(base, right[0], wrong[1]);
    const high = positivePredictiveValue(base, right[1], wrong[0]);
    return {
      base,
      value: mistaken === 0 ? null : positivePredictiveValue(base, caught / attempts, mistaken / windows),
      interval: low === null || high === null ? null : [low, high],
    };
  });
}
