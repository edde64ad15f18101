import { expect, test } from 'vitest';
import type { Attack } from '../sim/framework/attack.ts';
import type { ProfileName } from '../sim/framework/profile.ts';
import { planIn, play } from './testing/play.ts';
import { attacksOf } from './testing/trial.ts';
import type { Trial } from './testing/trial.ts';
import { trials } from './testing/trials.ts';

const arms = (trial: Trial): readonly (readonly Attack[])[] => {
  const attacks = attacksOf(trial);
  return [[], ...attacks.map((attack) => [attack]), attacks];
};
const cases = trials.flatMap(([id, trial]) =>
  (['none', 'transport', 'framework'] as const).flatMap((profile) =>
    arms(trial).map(
      (attacked) =>
        [id, profile, attacked.map((attack) => attack.id).join('+') || 'no attack', attacked, trial] as const,
    ),
  ),
);

// What is judged is equality, not rates.
test.each(cases)(
  'terms and bytes give the same facts and verdicts in %s under %s with %s',
  (_id, profile: ProfileName, _name, attacked, { scenario, small, longer }) => {
    const set = Object.assign({}, small, ...attacked.map(({ id }) => longer[id])) as typeof small;
    const runs = (['symbolic', 'openssl'] as const).map((suite) =>
      play(planIn(scenario, { suite, attacks: attacked, profile: { name: profile, without: [] }, intensity: 3 }, set)),
    );
    expect(runs[1]!.digest).toBe(runs[0]!.digest);
    expect(runs[1]!.observed).toEqual(runs[0]!.observed);
    expect(runs[0]!.facts).toBeGreaterThan(1000);
    expect(runs[0]!.world.labels.attempts.length > 0).toBe(attacked.length > 0);
  },
);
