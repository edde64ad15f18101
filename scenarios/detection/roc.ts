import { areaUnderCurve, positivePredictiveValue } from '../../metrics/statistics/roc.ts';
import type { AreaUnderCurve } from '../../metrics/statistics/roc.ts';
import { clopperPearsonInterval } from '../../metrics/statistics/proportion.ts';
import type { Interval } from '../../metrics/statistics/interval.ts';
import type { AttackId } from '../../sim/framework/attack.ts';
import { seedOf } from '../replicate.ts';
import type { RunPlan } from '../replicate.ts';
import { alarmsOf, attemptScores, hoursOf } from './scores.ts';
import type { ScoredRun } from './scores.ts';
import { detectorTerms, scored } from './threshold.ts';
import { unitsOf } from './units.ts';

/** Shares of the units that are judged, some sources over some time each, that hold an attempt. */
export const baseRates = [1e-1, 1e-2, 1e-3, 1e-4, 1e-5] as const;

/** What the detector makes of one attack at one threshold. */
export interface OperatingPoint {
  readonly threshold: number;
  /** Attempts, and those whose unit reached the threshold, by whatever score of its sources. */
  readonly attempts: number;
  readonly over: number;
  readonly overInterval: Interval | null;
  /** Those from which a score of so much itself descends: what was seen of them they caused. */
  readonly caught: number;
  readonly caughtInterval: Interval | null;
  /** Those of them from which an alarm of their own descends: while one stands, the next attempt raises no other. */
  readonly alarmed: number;
  /** Honest units that reached it, and all that were drawn, in runs with the same random numbers. */
  readonly mistaken: number;
  readonly honest: number;
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
  /** Null where no honest unit reached the threshold: of none in a few it does not follow that every alarm is true, at any base rate. */
  readonly value: number | null;
  readonly interval: Interval | null;
}

interface Played {
  readonly attacked: readonly ScoredRun[];
  readonly twins: readonly ScoredRun[];
  /** What the detector made of each attacked unit, and of each honest one. */
  readonly positives: readonly number[];
  readonly negatives: readonly number[];
}

/** Plays an attack, and honest play with the same random numbers, and judges like units of both. */
export function rocOf(plan: RunPlan, replications: number, thresholds: readonly number[]): AttackRoc {
  const seeds = Array.from({ length: replications }, (_, index) => seedOf(plan.seed, index));
  const attacked = seeds.map((seed) => scored({ ...plan, seed }));
  const twins = seeds.map((seed) => scored({ ...plan, attacks: [], seed }));
  const units = seeds.map((seed, index) => unitsOf(attacked[index]!, twins[index]!, seed));
  const positives = units.flatMap((one) => one.attacked);
  const negatives = units.flatMap(({ honest }) => honest);
  return {
    attack: plan.attacks[0]!.id,
    area: areaUnderCurve(positives, negatives),
    silent: attacked.flatMap(attemptScores).filter((score) => score === 0).length,
    points: thresholds.map((threshold) => pointAt(threshold, { attacked, twins, positives, negatives })),
  };
}

function pointAt(threshold: number, { attacked, twins, positives, negatives }: Played): OperatingPoint {
  const terms = detectorTerms(threshold);
  const reached = (scores: readonly number[]): number => scores.filter((score) => score >= threshold).length;
  const [over, mistaken, caught] = [positives, negatives, attacked.flatMap(attemptScores)].map(reached) as [
    number,
    number,
    number,
  ];
  return {
    threshold,
    attempts: positives.length,
    over,
    overInterval: clopperPearsonInterval(over, positives.length),
    caught,
    caughtInterval: clopperPearsonInterval(caught, positives.length),
    alarmed: attacked.reduce((sum, run) => {
      const raised = new Set(alarmsOf(run, terms).map(({ attempt }) => attempt));
      return sum + run.ended.filter(({ attempt }) => raised.has(attempt)).length;
    }, 0),
    mistaken,
    honest: negatives.length,
    mistakenInterval: clopperPearsonInterval(mistaken, negatives.length),
    falseAlarmsPerHour: twins.reduce((sum, run) => sum + alarmsOf(run, terms).length, 0) / hoursOf(twins),
  };
}

/** How far an alarm can be believed at each base rate. Each of the two shares may be beside its interval: half of the chance for each. */
export function beliefs({ over, attempts, mistaken, honest }: OperatingPoint): readonly Belief[] {
  const right = clopperPearsonInterval(over, attempts, 0.975);
  const wrong = clopperPearsonInterval(mistaken, honest, 0.975);
  return baseRates.map((base) => {
    if (right === null || wrong === null) return { base, value: null, interval: null };
    const low = positivePredictiveValue(base, right[0], wrong[1]);
    const high = positivePredictiveValue(base, right[1], wrong[0]);
    return {
      base,
      value: mistaken === 0 ? null : positivePredictiveValue(base, over / attempts, mistaken / honest),
      interval: low === null || high === null ? null : [low, high],
    };
  });
}
