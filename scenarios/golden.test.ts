import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { ProfileName } from '../sim/framework/profile.ts';
import { planOf, play } from './testing/play.ts';

/** Renewed with `METARANGE_WRITE=1 npx vitest run scenarios/golden.test.ts`, when facts are meant to change. */
const file = new URL('./golden.json', import.meta.url);
const write = process.env['METARANGE_WRITE'] === '1';

test.each(['none', 'framework'] as const)(
  'S01 at smoke size, honest, seed 1, under %s gives the facts that it always gave',
  (profile: ProfileName) => {
    const golden = JSON.parse(readFileSync(file, 'utf8')) as Record<
      string,
      { readonly facts: number; readonly digest: string }
    >;
    const { facts, digest } = play(planOf({ profile: { name: profile, without: [] } }));
    const name = `S01 smoke honest seed 1 ${profile}`;
    if (write) writeFileSync(file, `${JSON.stringify({ ...golden, [name]: { facts, digest } }, null, 2)}\n`);
    else expect({ facts, digest }).toEqual(golden[name]);
  },
);
