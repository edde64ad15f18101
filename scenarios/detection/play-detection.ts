import { attacks } from '../../attacks/catalogue.ts';
import { studentInterval } from '../../metrics/statistics/student.ts';
import { Moments } from '../../metrics/statistics/moments.ts';
import type { Interval } from '../../metrics/statistics/interval.ts';
import type { Attack, AttackId } from '../../sim/framework/attack.ts';
import type { Scenario } from '../../sim/framework/scenario.ts';
import { homeOf, planAtHome } from '../studied.ts';
import { detectionCases } from './cases.ts';
import type { DetectionCase } from './cases.ts';
import { containmentOf } from './containment.ts';
import type { Containment } from './containment.ts';
import { playbooksAgainst } from './playbooks.ts';
import type { DefenceOutcome } from './playbooks.ts';
import { rocOf } from './roc.ts';
import type { AttackRoc } from './roc.ts';
import { hoursOf } from './scores.ts';
import { alarmsPerHour, askedPerHour, honestRuns, thresholdFor } from './threshold.ts';

/** How much is played. */
export interface DetectionSize {
  /** Replications of honest play in each scenario, for the threshold and again to look whether it holds. */
  readonly honest: number;
  /** How long each lasts, s. */
  readonly honestSeconds: number;
  /** Replications of each attack. */
  readonly attacked: number;
}

/** The one threshold, and on what it was set. */
export interface FrozenThreshold {
  readonly threshold: number;
  readonly askedPerHour: number;
  readonly setOn: { readonly scenarios: readonly string[]; readonly hours: number; readonly perHour: number };
  /** Honest play that it has not seen: alarms an hour, with an interval over its runs. */
  readonly fresh: { readonly hours: number; readonly perHour: number; readonly interval: Interval | null };
  /** Thresholds at which the same honest play comes to other rates, for curves: rate and threshold. */
  readonly curve: readonly (readonly [perHour: number, threshold: number])[];
}

/** Rates, beside the one that is asked for, at which points of a curve lie, alarms an hour. */
const curveRates = [30, 12, 2] as const;

/** Runs of paced playbooks for each replication: of a run only one attempt counts there. */
const pacedRuns = 4;

/** The scenarios in which these attacks are at home, each once. */
const stagesOf = (cases: readonly DetectionCase[]): readonly Scenario[] => [
  ...new Set(cases.map(({ attack }) => homeOf(attackOf(attack)))),
];

/** Sets the one threshold, on honest play and nothing else. */
export function freeze(scenarios: readonly Scenario[], size: DetectionSize, seed = 1): FrozenThreshold {
  const play = { scenarios, durationSeconds: size.honestSeconds, replications: size.honest };
  const seen = honestRuns(play, 'detection threshold', seed);
  const threshold = thresholdFor(seen, askedPerHour);
  const unseen = honestRuns(play, 'detection check', seed);
  return {
    threshold,
    askedPerHour,
    setOn: {
      scenarios: scenarios.map(({ id }) => id),
      hours: hoursOf(seen),
      perHour: alarmsPerHour(seen, threshold),
    },
    fresh: {
      hours: hoursOf(unseen),
      perHour: alarmsPerHour(unseen, threshold),
      // Scenarios differ in how many alarms they come to: what varies is a round through all of them.
      interval: studentInterval(
        Moments.of(
          Array.from({ length: size.honest }, (_, round) =>
            alarmsPerHour(
              unseen.filter((_run, index) => index % size.honest === round),
              threshold,
            ),
          ),
        ),
      ),
    },
    curve: curveRates.map((perHour) => [perHour, thresholdFor(seen, perHour)] as const),
  };
}

/** What detection and response come to. */
export interface DetectionOutcome {
  readonly frozen: FrozenThreshold;
  readonly rocs: readonly AttackRoc[];
  readonly outcomes: readonly DefenceOutcome[];
  /** By attack, of those of which it is measured. */
  readonly containments: readonly (readonly [AttackId, readonly Containment[]])[];
}

/** Plays attacks whose prevention has failed: what a detector with one threshold sees of them, and what a playbook makes of that. */
export function playDetection(
  size: DetectionSize,
  cases: readonly DetectionCase[] = detectionCases,
  tell: (what: string) => void = () => undefined,
): DetectionOutcome {
  const frozen = freeze(stagesOf(detectionCases), size);
  const rocs: AttackRoc[] = [];
  const outcomes: DefenceOutcome[] = [];
  const containments: [AttackId, readonly Containment[]][] = [];
  for (const { attack, without, paced } of cases) {
    tell(attack);
    const plan = planAtHome(attackOf(attack), { profile: { name: 'framework', without } });
    const thresholds = [frozen.threshold, ...frozen.curve.map(([, threshold]) => threshold)];
    rocs.push(rocOf(plan, size.attacked, thresholds));
    outcomes.push(...playbooksAgainst(plan, size.attacked, frozen.threshold));
    if (paced) containments.push([attack, containmentOf(plan, pacedRuns * size.attacked, frozen.threshold)]);
  }
  return { frozen, rocs, outcomes, containments };
}

/** An attack of the catalogue. RangeError where there is none of that identifier. */
function attackOf(id: AttackId): Attack {
  const attack = attacks.find((one) => one.id === id);
  if (attack === undefined) throw new RangeError(`${id} is no attack of the catalogue`);
  return attack;
}
