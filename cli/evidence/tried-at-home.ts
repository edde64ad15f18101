import { wilsonInterval } from '../../metrics/statistics/proportion.ts';
import { replicate, seedOf } from '../../scenarios/replicate.ts';
import { planAtHome, studySeconds } from '../../scenarios/studied.ts';
import type { Attack } from '../../sim/framework/attack.ts';
import type { Profile } from '../../sim/framework/profile.ts';
import { seconds } from './place.ts';
import type { Tally } from './trial.ts';

const mostRuns = 200;
/** After so many runs without an attempt that came to an end, what the attack needs does not happen. */
const mostInVain = 5;

/** Plays an attack in its home with further random numbers until it was tried often enough. */
export function triedAtHome(
  attack: Attack,
  profile: Profile,
  leastAttempts: number,
  runSeconds = studySeconds(attack),
): Tally {
  let attempts = 0;
  let successes = 0;
  let replications = 0;
  while (attempts < leastAttempts && replications < (attempts === 0 ? mostInVain : mostRuns)) {
    const plan = planAtHome(attack, { profile, seed: seedOf(1, replications++) }, runSeconds);
    const [tally] = replicate(plan, { seconds }).attacks;
    attempts += tally!.attempts;
    successes += tally!.successes;
  }
  return { attempts, successes, ci95: wilsonInterval(successes, attempts) ?? [0, 1], replications };
}
