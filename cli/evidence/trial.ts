import { attacks } from '../../attacks/catalogue.ts';
import { wilsonInterval } from '../../metrics/statistics/proportion.ts';
import type { Interval } from '../../metrics/statistics/interval.ts';
import { meetingRoomMapping } from '../../scenarios/meeting-room-mapping/scenario.ts';
import { replicate, seedOf } from '../../scenarios/replicate.ts';
import type { RunPlan } from '../../scenarios/replicate.ts';
import type { Attack } from '../../sim/framework/attack.ts';
import type { ControlId } from '../../sim/framework/control.ts';
import type { Profile } from '../../sim/framework/profile.ts';
import type { Scenario, Size } from '../../sim/framework/scenario.ts';
import { parameterValues } from '../parameters.ts';
import { repeatCommand } from '../repeat.ts';
import { seconds } from './place.ts';

/** The scenario of these figures, as the catalogue has it. */
const scenario = meetingRoomMapping as unknown as Scenario;

/** A run of S01 in the words of the command line. */
export interface Trial {
  readonly size?: Size;
  /** Parameters as `--set` takes them. */
  readonly set?: readonly string[];
  readonly profile: Profile;
  readonly attacks?: readonly Attack[];
  readonly seed?: number;
  readonly suite?: RunPlan['suite'];
  readonly replications?: number;
}

/** A profile with some of its controls taken out. */
export const profile = (name: Profile['name'], without: readonly ControlId[] = []): Profile => ({ name, without });

/** What a run of a trial depends on; further replications differ in their seed. */
export function planOf(trial: Trial, replication = 0): RunPlan {
  return {
    scenario,
    parameters: parameterValues(scenario, trial.size ?? 'smoke', trial.set ?? []),
    profile: trial.profile,
    attacks: trial.attacks ?? [],
    seed: seedOf(trial.seed ?? 1, replication),
    suite: trial.suite ?? 'symbolic',
    again: commandOf(trial),
  };
}

/** The command line that runs a trial. */
export const commandOf = (trial: Trial): string =>
  repeatCommand(scenario.name, {
    set: trial.set ?? [],
    size: trial.size ?? 'smoke',
    profile: trial.profile.name,
    without: trial.profile.without,
    with: [],
    attack: (trial.attacks ?? []).map((attack) => attack.id).join(',') || 'none',
    seed: String(trial.seed ?? 1),
    suite: trial.suite ?? 'symbolic',
    replications: String(trial.replications ?? 1),
  });

/** What the attempts of one attack came to. */
export interface Tally {
  readonly attempts: number;
  readonly successes: number;
  readonly ci95: Interval;
  readonly replications: number;
}

const mostReplications = 100;
/** After so many without a single attempt that came to an end, what the attack needs does not happen here. */
const mostInVain = 5;

/** Repeats a trial with further random numbers until its attack was tried often enough. */
export function tried(trial: Trial, leastAttempts: number): Tally {
  let attempts = 0;
  let successes = 0;
  let replications = 0;
  while (attempts < leastAttempts && replications < (attempts === 0 ? mostInVain : mostReplications)) {
    const run = replicate(planOf(trial, replications++), { seconds });
    for (const tally of run.attacks) {
      attempts += tally.attempts;
      successes += tally.successes;
    }
  }
  return { attempts, successes, ci95: wilsonInterval(successes, attempts) ?? [0, 1], replications };
}

/** Parameters under which each attack is tried: four rooms for a time, with more commands for one that has to wait for one. */
export const conditionsOf = (attack: Attack, durationSeconds: number): readonly string[] => [
  `durationSeconds=${durationSeconds}`,
  ...(attack.id === 'A07' ? ['commandEverySeconds=3'] : []),
];

/** Attacks that S01 names, from the catalogue. */
export const ownAttacks: readonly Attack[] = attacks.filter((attack) => scenario.attacks.includes(attack.id));
