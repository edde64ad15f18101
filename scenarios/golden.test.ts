import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { attacks } from '../attacks/catalogue.ts';
import { properties } from '../sim/framework/attack.ts';
import type { ProfileName } from '../sim/framework/profile.ts';
import { scenarios } from './catalogue.ts';
import { judgeClaim } from './refuted.ts';
import { onlooker } from './planted/onlooker.ts';
import { planIn, play } from './testing/play.ts';
import type { Played } from './testing/play.ts';

/** Renewed with `METARANGE_WRITE=1 npx vitest run scenarios/golden.test.ts`, when facts are meant to change. */
const file = new URL('./golden.json', import.meta.url);
const write = process.env['METARANGE_WRITE'] === '1';

const profiles: readonly ProfileName[] = ['none', 'framework'];
const cases = scenarios.flatMap((scenario) => profiles.map((profile) => [scenario.id, profile, scenario] as const));

const runs = new Map<string, Played>();
/** Somebody looks on, who does nothing and so changes nothing: availability is judged over the time of an attempt. */
function honest(scenario: (typeof scenarios)[number], profile: ProfileName): Played {
  const name = `${scenario.id} ${profile}`;
  const run =
    runs.get(name) ?? play(planIn(scenario, { profile: { name: profile, without: [] }, attacks: [onlooker] }));
  runs.set(name, run);
  return run;
}

test.each(cases)(
  '%s at smoke size, honest, seed 1, under %s gives the facts that it always gave',
  (id, profile, scenario) => {
    const golden = JSON.parse(readFileSync(file, 'utf8')) as Record<
      string,
      { readonly facts: number; readonly digest: string }
    >;
    const { facts, digest } = honest(scenario, profile);
    const name = `${id} smoke honest seed 1 ${profile}`;
    if (write) writeFileSync(file, `${JSON.stringify({ ...golden, [name]: { facts, digest } }, null, 2)}\n`);
    else expect({ facts, digest }).toEqual(golden[name]);
  },
);

test.each(scenarios.map((scenario) => [scenario.id, scenario] as const))(
  'in an honest run of %s under framework nothing is violated, no claim is false, and what its attacks would break is judged on something',
  (_id, scenario) => {
    const { properties: seen, values } = honest(scenario, 'framework').observed;
    for (const claim of scenario.claims) {
      const { holds, n } = judgeClaim(claim, values, {});
      expect([claim.name, holds]).not.toEqual([claim.name, false]);
      if (holds === true) expect([claim.name, n]).not.toEqual([claim.name, 0]);
    }
    expect(properties.filter((property) => seen[property].violated > 0)).toEqual([]);
    const aimedAt = attacks.filter((attack) => scenario.attacks.includes(attack.id)).map(({ breaks }) => breaks);
    expect(aimedAt.length).toBeGreaterThan(0);
    expect(aimedAt.filter((property) => seen[property].judged === 0)).toEqual([]);
  },
);

test('each property is judged in an honest run of some scenario', () => {
  const judged = scenarios.map((scenario) => honest(scenario, 'framework').observed.properties);
  expect(properties.filter((property) => judged.every((seen) => seen[property].judged === 0))).toEqual([]);
});
