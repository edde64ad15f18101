import { expect, test } from 'vitest';
import { attacks } from '../attacks/catalogue.ts';
import type { Attack } from '../sim/framework/attack.ts';
import type { ProfileName } from '../sim/framework/profile.ts';
import { prepare } from './replicate.ts';
import { FactsBefore, planOf } from './testing/play.ts';

const halfWayNs = 100e9;

/** Every fact of a run that is attacked from half-way on, and when the first attempt began. */
const factsOf = (
  profile: ProfileName,
  attacked: readonly Attack[],
): { readonly lines: readonly string[]; readonly firstNs: number } => {
  const log = new FactsBefore(Infinity);
  const { world, untilNs } = prepare(
    planOf(
      { profile: { name: profile, without: [] }, attacks: attacked, attackFromNs: halfWayNs, observers: [log] },
      { warmUpSeconds: 20, durationSeconds: 180 },
    ),
  );
  world.run(untilNs);
  world.recorder.digest();
  return { lines: log.lines, firstNs: world.labels.attempts[0]?.startNs ?? Infinity };
};

const profiles = ['none', 'framework'] as const;
const honest = new Map(profiles.map((profile) => [profile, factsOf(profile, []).lines]));
const timeOf = (line: string): number => Number(line.slice(0, line.indexOf(' ')));

test.each(attacks.map((attack) => [attack.id, attack] as const))(
  'until %s first touches anything, not one fact differs from the run without it',
  (_id, attack) => {
    for (const profile of profiles) {
      const { lines, firstNs } = factsOf(profile, [attack]);
      expect(firstNs).toBeGreaterThan(halfWayNs);
      expect(firstNs).toBeLessThan(200e9);
      const before = (all: readonly string[]): readonly string[] =>
        all.slice(
          0,
          all.findIndex((line) => timeOf(line) >= firstNs),
        );
      const left = before(lines);
      const right = before(honest.get(profile)!);
      expect(left.length).toBeGreaterThan(10_000);
      expect(left.length).toBe(right.length);
      const differing = left.findIndex((line, fact) => line !== right[fact]);
      expect(differing, `${profile}, fact ${differing}: ${left[differing]} with, ${right[differing]} without`).toBe(-1);
    }
  },
);
