import type { Replication } from '../../metrics/results/replication.ts';
import { Moments } from '../../metrics/statistics/moments.ts';
import type { Interval } from '../../metrics/statistics/interval.ts';
import { knownDifference } from '../../metrics/statistics/paired-alike.ts';
import type { PairedDifference } from '../../metrics/statistics/paired.ts';
import { studentInterval } from '../../metrics/statistics/student.ts';
import { detector } from '../../sim/controls/detector.ts';
import { fullPlaybook, responsePlaybook, usualPlaybook } from '../../sim/controls/response-playbook.ts';
import type { ResponsePlaybookSettings } from '../../sim/controls/response-playbook.ts';
import type { AttackId } from '../../sim/framework/attack.ts';
import type { ControlId } from '../../sim/framework/control.ts';
import { replicate, seedOf } from '../replicate.ts';
import type { RunPlan } from '../replicate.ts';
import { detectionCases } from './cases.ts';
import { detectorTerms } from './threshold.ts';
import { timeToStop } from './time-to-stop.ts';

/** What a defender has: nothing, a detector, or a detector and a playbook. */
export interface Defence {
  readonly name: string;
  readonly without: readonly ControlId[];
  readonly playbook?: ResponsePlaybookSettings;
}

/** The defences that are compared. */
const defences: readonly Defence[] = [
  { name: 'nothing', without: ['C44', 'C45'] },
  { name: 'detector', without: ['C45'] },
  { name: 'detector, isolate', without: [], playbook: usualPlaybook },
  { name: 'detector, all acts', without: [], playbook: fullPlaybook },
];

/** What is taken of each run, by the metric's name in results; all of it also of honest play without an attack. */
export const taken = {
  detected: 'M19',
  toDetectSeconds: 'M20',
  toContainSeconds: 'M21',
  toStopSeconds: timeToStop.id,
  toRecoverSeconds: 'M22',
  alarmsPerHour: 'M25',
  available: 'M31',
  honestRefused: 'M33',
} as const;
export type Taken = keyof typeof taken | 'violations';

const shares: ReadonlySet<Taken> = new Set<Taken>(['detected', 'available', 'honestRefused']);

/** A mean over replications in which something was observed. */
export interface MeanOf {
  readonly n: number;
  readonly mean: number | null;
  readonly interval: Interval | null;
}

/** What one attack came to under one defence, and honest play without it. */
export interface DefenceOutcome {
  readonly attack: AttackId;
  readonly defence: string;
  readonly attacked: Readonly<Record<Taken, MeanOf>>;
  readonly honest: Readonly<Record<Taken, MeanOf>>;
  /** This defence less the detector alone, over the replications in which both were observed. */
  readonly againstDetector: Readonly<Record<Taken, PairedDifference>>;
}

/**
 * Confidence of each comparison with the detector alone: as many are made as there are attacks, playbooks and times of which one may be
 * claimed, so that all of them hold together with 95 % (C. E. Bonferroni 1936).
 */
const compared =
  1 - 0.05 / (detectionCases.length * defences.filter(({ playbook }) => playbook !== undefined).length * 3);

type Row = Readonly<Record<Taken, number | null>>;

const rowOf = ({ values, violationsTotal }: Replication): Row => ({
  ...(Object.fromEntries(
    Object.entries(taken).map(([name, metric]) => [name, values[metric]?.value ?? null]),
  ) as Readonly<Record<keyof typeof taken, number | null>>),
  violations: violationsTotal,
});

const names = [...(Object.keys(taken) as (keyof typeof taken)[]), 'violations'] as const;

const over = <Value>(make: (name: Taken) => Value): Readonly<Record<Taken, Value>> =>
  Object.fromEntries(names.map((name) => [name, make(name)])) as Readonly<Record<Taken, Value>>;

const meanOf = (rows: readonly Row[], name: Taken): MeanOf => {
  const seen = rows.flatMap((row) => row[name] ?? []);
  const moments = Moments.of(seen);
  const interval = studentInterval(moments);
  // No share lies above 1, and nothing here below 0.
  const most = shares.has(name) ? 1 : Infinity;
  return {
    n: seen.length,
    mean: seen.length === 0 ? null : moments.mean,
    interval: interval === null ? null : [Math.max(0, interval[0]), Math.min(most, interval[1])],
  };
};

const differenceOf = (first: readonly Row[], second: readonly Row[], name: Taken): PairedDifference =>
  knownDifference(
    first.map((row) => row[name]),
    second.map((row) => row[name]),
    compared,
  );

/** Plays one attack, and honest play, under each defence with the same random numbers and the one threshold. */
export function playbooksAgainst(plan: RunPlan, replications: number, threshold: number): readonly DefenceOutcome[] {
  const played = defences.map((defence) => ({
    defence,
    attacked: rowsOf(plan, defence, replications, threshold),
    honest: rowsOf({ ...plan, attacks: [] }, defence, replications, threshold),
  }));
  const alone = played.find(({ defence }) => defence.name === 'detector')!;
  return played.map(({ defence, attacked, honest }) => ({
    attack: plan.attacks[0]!.id,
    defence: defence.name,
    attacked: over((name) => meanOf(attacked, name)),
    honest: over((name) => meanOf(honest, name)),
    againstDetector: over((name) => differenceOf(alone.attacked, attacked, name)),
  }));
}

function rowsOf(
  plan: RunPlan,
  { without, playbook }: Defence,
  replications: number,
  threshold: number,
): readonly Row[] {
  const reset = [detector(detectorTerms(threshold)), ...(playbook === undefined ? [] : [responsePlaybook(playbook)])];
  const { profile } = plan;
  const under = { ...profile, without: [...profile.without, ...without] };
  return Array.from({ length: replications }, (_, index) =>
    rowOf(
      replicate(
        { ...plan, profile: under, reset, ownMetrics: [timeToStop], seed: seedOf(plan.seed, index) },
        { seconds: () => 0 },
      ),
    ),
  );
}
