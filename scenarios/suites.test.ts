import { expect, test } from 'vitest';
import { attacks } from '../attacks/catalogue.ts';
import type { Attack } from '../sim/framework/attack.ts';
import type { ProfileName } from '../sim/framework/profile.ts';
import { planOf, play } from './testing/play.ts';

const arms: readonly (readonly Attack[])[] = [[], ...attacks.map((attack) => [attack]), attacks];
const cases = (['none', 'transport', 'framework'] as const).flatMap((profile) =>
  arms.map((attacked) => [profile, attacked.map(({ id }) => id).join('+') || 'no attack', attacked] as const),
);

// Small and short, but every attack makes attempts and most of them end: what is judged is equality, not rates.
const set = { rooms: 2, persons: 4, guests: 1, warmUpSeconds: 8, viewEverySeconds: 20 };
/** A replay waits until nobody thinks of the command any more. */
const secondsOf = (attacked: readonly Attack[]): number => (attacked.some(({ id }) => id === 'A07') ? 120 : 40);

test.each(cases)(
  'terms and bytes give the same facts and verdicts under %s with %s',
  (profile: ProfileName, _name, attacked) => {
    const runs = (['symbolic', 'openssl'] as const).map((suite) =>
      play(
        planOf(
          { suite, attacks: attacked, profile: { name: profile, without: [] }, intensity: 3 },
          { ...set, durationSeconds: secondsOf(attacked) },
        ),
      ),
    );
    expect(runs[1]!.digest).toBe(runs[0]!.digest);
    expect(runs[1]!.observed).toEqual(runs[0]!.observed);
    expect(runs[0]!.facts).toBeGreaterThan(1000);
    expect(runs[0]!.world.labels.attempts.length > 0).toBe(attacked.length > 0);
  },
);
