import { expect, test } from 'vitest';
import type { Attack } from '../sim/framework/attack.ts';
import type { ProfileName } from '../sim/framework/profile.ts';
import { prepare } from './replicate.ts';
import { FactsBefore, planIn } from './testing/play.ts';
import { attacksOf } from './testing/trial.ts';
import type { Trial } from './testing/trial.ts';
import { trials } from './testing/trials.ts';

const halfWayNs = 100e9;

/** Every fact of a run that is attacked from half-way on, and when the first attempt began. */
const factsOf = (
  { scenario, busy }: Trial,
  profile: ProfileName,
  attacked: readonly Attack[],
): { readonly lines: readonly string[]; readonly firstNs: number } => {
  const log = new FactsBefore(Infinity);
  const { world, untilNs } = prepare(
    planIn(
      scenario,
      { profile: { name: profile, without: [] }, attacks: attacked, attackFromNs: halfWayNs, observers: [log] },
      { ...busy, warmUpSeconds: 20, durationSeconds: 180 },
    ),
  );
  world.run(untilNs);
  world.recorder.digest();
  return { lines: log.lines, firstNs: world.labels.attempts[0]?.startNs ?? Infinity };
};

const profiles = ['none', 'framework'] as const;
const honest = new Map(
  trials.map(([id, trial]) => [id, new Map(profiles.map((profile) => [profile, factsOf(trial, profile, []).lines]))]),
);
const cases = trials.flatMap(([id, trial]) =>
  attacksOf(trial).map((attack) => [id, attack.id, attack, trial] as const),
);
const timeOf = (line: string): number => Number(line.slice(0, line.indexOf(' ')));

test.each(cases)(
  'in %s, until %s first touches anything, not one fact differs from the run without it',
  (id, _attack, attack, trial) => {
    for (const profile of profiles) {
      const { lines, firstNs } = factsOf(trial, profile, [attack]);
      expect(firstNs).toBeGreaterThan(halfWayNs);
      expect(firstNs).toBeLessThan(200e9);
      const before = (all: readonly string[]): readonly string[] =>
        all.slice(
          0,
          all.findIndex((line) => timeOf(line) >= firstNs),
        );
      const left = before(lines);
      const right = before(honest.get(id)!.get(profile)!);
      expect(left.length).toBeGreaterThan(10_000);
      expect(left.length).toBe(right.length);
      const differing = left.findIndex((line, fact) => line !== right[fact]);
      expect(differing, `${profile}, fact ${differing}: ${left[differing]} with, ${right[differing]} without`).toBe(-1);
    }
  },
);
