import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { ProfileName } from '../sim/framework/profile.ts';
import { scenarios } from './catalogue.ts';
import { planIn, play } from './testing/play.ts';

/** Renewed with `METARANGE_WRITE=1 npx vitest run scenarios/golden.test.ts`, when facts are meant to change. */
const file = new URL('./golden.json', import.meta.url);
const write = process.env['METARANGE_WRITE'] === '1';

const profiles: readonly ProfileName[] = ['none', 'framework'];
const cases = scenarios.flatMap((scenario) => profiles.map((profile) => [scenario.id, profile, scenario] as const));

test.each(cases)(
  '%s at smoke size, honest, seed 1, under %s gives the facts that it always gave',
  (id, profile, scenario) => {
    const golden = JSON.parse(readFileSync(file, 'utf8')) as Record<
      string,
      { readonly facts: number; readonly digest: string }
    >;
    const { facts, digest } = play(planIn(scenario, { profile: { name: profile, without: [] } }));
    const name = `${id} smoke honest seed 1 ${profile}`;
    if (write) writeFileSync(file, `${JSON.stringify({ ...golden, [name]: { facts, digest } }, null, 2)}\n`);
    else expect({ facts, digest }).toEqual(golden[name]);
  },
);
