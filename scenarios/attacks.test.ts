import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { attacks } from '../attacks/catalogue.ts';
import { controlNamed } from '../sim/controls/catalogue.ts';
import type { Attack, Hand } from '../sim/framework/attack.ts';
import { scenarios } from './catalogue.ts';
import { planAtHome } from './studied.ts';
import { play } from './testing/play.ts';

const each = attacks.map((attack) => [attack.id, attack] as const);
const textOf = (attack: Attack): string =>
  readFileSync(new URL(`../attacks/${attack.name}.ts`, import.meta.url), 'utf8');

/**
 * Identifiers that were checked in the catalogues' own texts: ATT&CK v18.1 (Enterprise and ICS), EMB3D 2.0.1, CAPEC 3.9 and
 * ATLAS 5.6.0, as far as they fit what the model does.
 */
const checked =
  'T0848 T0856 T1078 T1036 TID-316 TID-406 CAPEC-151 CAPEC-195 T1585 T1136.003 T1098.005 TID-407 TID-221 CAPEC-60 T0831 T0860 T0887 ' +
  'T1557 T1557.004 T1040 T0830 TID-411 CAPEC-94 T1528 T1552.004 T1555 T1539 T1649 T1484.002 T1550.001 T0891 TID-214 TID-328 T1530 T1213 T1119 ' +
  'T1537 T1567.002 T1041 T0882 T1199 T1565.003 T1565.002 AML.T0018 AML.T0031 AML.T0024 T1498.001 T1498.002 T1499.002 T1499.003 ' +
  'T1583.005 T1584.005 T0814 TID-404 TID-405 CAPEC-125 T0855 T0880 AML.T0051 AML.T0053 T0832 CAPEC-148 TID-310 ' +
  'T1562.010 CAPEC-620 T0866 T1195.002 T0857 TID-211 CAPEC-638 T1565.001 ' +
  'T1548.005 CAPEC-233 T1562.008 T1070 T0872 TID-225';
const catalogues =
  /^(ATT&CK v18\.1 (ICS )?T\d{4}(\.\d{3})?|EMB3D 2\.0\.1 TID-\d+|CAPEC-\d+|ATLAS 5\.6\.0 AML\.T\d{4})$/;

test.each(each)('%s cites only what was checked in the catalogues', (_id, attack) => {
  expect(attack.references.length).toBeGreaterThan(0);
  for (const reference of attack.references) {
    expect(reference).toMatch(catalogues);
    expect(checked.split(' ')).toContain(reference.split(' ').at(-1));
    // Techniques for industrial control have numbers below 1000.
    if (reference.startsWith('ATT&CK')) expect(reference.includes('ICS')).toBe(/T0/.test(reference));
  }
});

test.each(each)('%s says of itself what a reader needs, and names controls that exist', (_id, attack) => {
  for (const field of ['summary', 'position', 'budget', 'preconditions', 'observables'] as const) {
    expect(attack[field].length, field).toBeGreaterThan(5);
  }
  expect(attack.residual.reason.length).toBeGreaterThan(5);
  expect(attack.intensity.source.length).toBeGreaterThan(5);
  expect(attack.beatenBy.length).toBeGreaterThan(0);
  for (const control of [...attack.beatenBy, ...attack.notBeatenBy]) expect(controlNamed(control)?.id).toBe(control);
  expect(attack.beatenBy.filter((control) => attack.notBeatenBy.includes(control))).toEqual([]);
  expect(scenarios.some((scenario) => scenario.attacks.includes(attack.id))).toBe(true);
});

/** The same attack, and the names of what its campaigns gain as they play. */
const overheard = (attack: Attack): { readonly played: Attack; readonly gained: Set<string> } => {
  const gained = new Set<string>();
  const heard = (hand: Hand): Hand =>
    new Proxy(hand, {
      get: (target, name) => {
        if (name !== 'gain') return Reflect.get(target, name, target);
        return (...[what, ...held]: Parameters<Hand['gain']>) => {
          gained.add(what);
          target.gain(what, ...held);
        };
      },
    });
  return { played: { ...attack, campaign: (hand) => attack.campaign(heard(hand)) }, gained };
};

test.each(each)(
  '%s begins every step and gains everything that it declares, steps in that order, and nothing else',
  (_id, attack) => {
    const { played, gained } = overheard(attack);
    // With the controls out that stop it early, and no copy of the archive at hand where one makes the other step needless.
    const seen = new Set<string>();
    for (const without of [attack.beatenBy, []]) {
      const plan = planAtHome(played, { profile: { name: 'framework', without }, intensity: 4 }, 240);
      const { attempts } = play(plan).world.labels;
      for (const { steps } of attempts) {
        const names = steps.map(({ name }) => name).filter((name) => name !== 'begin');
        const places = names.map((name) => (attack.steps ?? []).indexOf(name));
        expect(places).not.toContain(-1);
        expect(places).toEqual(places.toSorted((a, b) => a - b));
        for (const name of names) seen.add(name);
      }
    }
    expect([...seen].toSorted()).toEqual([...(attack.steps ?? [])].toSorted());
    // Who learns by what it gains must be able to gain it where the attack gets through.
    expect([...gained].toSorted()).toEqual([...(attack.gains ?? [])].toSorted());
  },
);

test.each(each)('%s declares all that its campaign may gain', (_id, attack) => {
  const gained = [...textOf(attack).matchAll(/hand\.gain\('([^']+)'/g)].map(([, what]) => what!);
  expect([...new Set(gained)].toSorted()).toEqual([...(attack.gains ?? [])].toSorted());
});

const contracts = /^\.\.\/sim\/(framework|kernel)\//;
const steps = /^\.\/steps\//;
const importsOf = (text: string): readonly string[] => [...text.matchAll(/from '([^']+)'/g)].map(([, path]) => path!);

test.each(each)(
  '%s sees contracts only: no control, component or other attack, and no chance that decides its success',
  (_id, attack) => {
    const text = textOf(attack);
    expect(importsOf(text).filter((path) => !contracts.test(path) && !steps.test(path))).toEqual([]);
    // What campaigns share sees no more than they do.
    for (const path of importsOf(text).filter((one) => steps.test(one))) {
      const shared = readFileSync(new URL(path, new URL('../attacks/', import.meta.url)), 'utf8');
      expect(importsOf(shared).filter((one) => !contracts.test(one.replace('../', '')))).toEqual([]);
      expect(shared).not.toMatch(/profile|controls|guards|standing|random/i);
    }
    expect(text).not.toMatch(/profile|controls|guards|standing/i);
    const campaign = text.slice(text.indexOf('*campaign'), text.indexOf('goal:'));
    // Who draws in its story draws when and where to strike, never whether it works.
    expect(campaign).not.toMatch(/random\.(uniform|open|u32|below)\([^)]*\)\s*[<>=]/);
    for (const control of attack.beatenBy) expect(campaign).not.toContain(control);
  },
);

const storyOf = (attack: Attack): readonly string[] => {
  const text = textOf(attack);
  const lines = text.slice(text.indexOf('*campaign')).split('\n');
  const end = lines.findIndex((line, index) => index > 0 && line === '  },');
  return lines.slice(0, end + 1).filter((line) => line.trim() !== '' && !line.trim().startsWith('//'));
};

test('an attack of one step is told in twenty lines, and none needs more than thirty', () => {
  for (const attack of attacks) {
    expect(storyOf(attack).length, attack.id).toBeLessThanOrEqual((attack.steps ?? []).length === 1 ? 20 : 30);
  }
});

test('each attack has its own file, name and catalogue number', () => {
  expect(new Set(attacks.map(({ id }) => id)).size).toBe(attacks.length);
  for (const attack of attacks) expect(textOf(attack)).toContain(`name: '${attack.name}'`);
});
