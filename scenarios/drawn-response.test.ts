import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { attacks } from '../attacks/catalogue.ts';
import type { Attack } from '../sim/framework/attack.ts';
import type { ProfileName } from '../sim/framework/profile.ts';
import { planAtHome } from './studied.ts';
import { play } from './testing/play.ts';

const trick = attacks.find(({ id }) => id === 'A44')!;

/** Every attempt of a run, as whether the person let the attacker in. */
const lettingIn = (attack: Attack, profile: ProfileName): readonly boolean[] =>
  play(planAtHome(attack, { profile: { name: profile, without: [] } }, 60)).world.labels.attempts.map(({ steps }) =>
    steps.some(({ name }) => name === 'look up'),
  );

test('who lets an attacker in does so whatever controls stand: the response is drawn, and nothing else', () => {
  const bare = lettingIn(trick, 'none');
  expect(bare).toContain(true);
  expect(bare).toContain(false);
  // Attempts take their time by what they meet, so that one more may fit into a run.
  const full = lettingIn(trick, 'framework');
  const both = Math.min(bare.length, full.length);
  expect(both).toBeGreaterThan(40);
  expect(full.slice(0, both)).toEqual(bare.slice(0, both));
});

test('at a rate of 1 everybody who is asked lets it in, at 0 nobody', () => {
  const at = (rate: number): Attack => ({ ...trick, drawn: { ...trick.drawn!, rate } });
  expect(new Set(lettingIn(at(1), 'none'))).toEqual(new Set([true]));
  expect(new Set(lettingIn(at(0), 'none'))).toEqual(new Set([false]));
});

test('an attack that declares no base rate cannot ask a person for anything', () => {
  const { drawn, ...undeclared } = trick;
  expect(drawn!.source.length).toBeGreaterThan(20);
  expect(() => lettingIn(undeclared, 'none')).toThrow('declare `drawn`');
});

test('only attacks that ask a person declare a response, and the share of those asked is one', () => {
  for (const attack of attacks) {
    const text = readFileSync(new URL(`../attacks/${attack.name}.ts`, import.meta.url), 'utf8');
    const asks = text.includes('hand.persuade(');
    expect([attack.id, attack.drawn !== undefined]).toEqual([attack.id, asks]);
    if (attack.drawn !== undefined) {
      expect(attack.drawn.rate).toBeGreaterThan(0);
      expect(attack.drawn.rate).toBeLessThan(1);
    }
  }
});
