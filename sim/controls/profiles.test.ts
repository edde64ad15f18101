import { describe, expect, test } from 'vitest';
import { type Rung, rungs } from '../framework/chain.ts';
import { places, points } from '../framework/figure.ts';
import { profileNames } from '../framework/profile.ts';
import { controlNamed, controls } from './catalogue.ts';
import { chain, controlsOf, controlTable } from './profiles.ts';

describe('security profiles', () => {
  test('each profile holds all of the one before it and more', () => {
    profileNames.slice(1).forEach((name, index) => {
      const below = controlsOf({ name: profileNames[index]!, without: [] });
      const here = controlsOf({ name, without: [] });
      expect(here).toEqual(expect.arrayContaining([...below]));
      expect(here.length).toBeGreaterThan(below.length);
    });
  });

  test('none stands nowhere, framework stands with every control of the catalogue', () => {
    expect(Object.values(controlTable({ name: 'none', without: [] })).flat()).toEqual([]);
    expect(new Set(controlsOf({ name: 'framework', without: [] }))).toEqual(new Set(controls));
  });

  test('no two controls share their step of a layer', () => {
    const steps = controls.map(({ layer, step }) => `${layer} ${step}`);
    expect(new Set(steps).size).toBe(steps.length);
  });

  test('each rung adds the controls that it always added, in the order in which they always protected', () => {
    const added = (rung: Rung) => chain.filter((control) => control.rung === rung).map((control) => control.id);
    expect(rungs.map((rung) => `${rung}: ${added(rung).join(' ')}`)).toEqual([
      'transport: C32',
      'identity: C34 C01 C02 C03 C07 C06 C05 C04',
      'access: C14 C48 C15 C50 C13 C12 C10 C11 C09',
      'data: C30 C51 C29 C37 C28 C35 C27 C40 C31 C26 C22 C21 C39 C41 C47 C49 C46 C19 C17 C20 C23 C16 C38 C25 C18 C36',
      'framework: C42 C08 C33 C43 C24 C45 C44',
    ]);
    expect(chain.map((control) => control.id).join(' ')).toBe(
      'C14 C30 C51 C29 C37 C28 C35 C27 C40 C31 C26 C42 C22 C21 C39 C41 C47 C49 C46 C19 C17 C20 C23 C16 C38 C34 C48 C15 C50 C13 C25 C12 C08 C10 C11 C09 C01 C32 C33 C02 C03 C07 C06 C05 C04 C18 C36 C43 C24 C45 C44',
    );
  });

  test('a control taken out stands nowhere, and nothing else changes', () => {
    const full = controlTable({ name: 'framework', without: [] });
    const table = controlTable({ name: 'framework', without: ['C11'] });
    for (const place of places) expect(table[place]).toEqual(full[place].filter((id) => id !== 'C11'));
  });

  test('a message is known to be intact and from whom before its freshness and its rights are judged', () => {
    const verifying = controlTable({ name: 'framework', without: [] })['RP-M'].toReversed();
    const position = (id: 'C32' | 'C01' | 'C11' | 'C12' | 'C16') => verifying.indexOf(id);
    const wanted = [position('C32'), position('C01'), position('C11'), position('C12'), position('C16')];
    expect(wanted).toEqual(wanted.toSorted((a, b) => a - b));
    expect(wanted).not.toContain(-1);
  });

  test('the channel is protected at every point from transport on', () => {
    for (const name of profileNames.slice(1)) {
      const table = controlTable({ name, without: [] });
      for (const point of points) expect(table[point]).toContain('C32');
    }
  });

  test('a control is found by its identifier and by its name', () => {
    expect(controlNamed('C11')).toBe(controlNamed('replay-window'));
    expect(controlNamed('C11')?.id).toBe('C11');
    expect(controlNamed('replay-windows')).toBeUndefined();
  });

  test('names, summaries, limits and sources are there and names are unique', () => {
    expect(new Set(controls.map((control) => control.name)).size).toBe(controls.length);
    for (const { name, summary, limits, source, groups, places: stands } of controls) {
      expect([
        name,
        Math.min(summary.length, limits.length, source.length) > 20,
        groups.length,
        stands.length,
      ]).not.toContain(0);
      expect([name, Math.min(summary.length, limits.length, source.length) > 20]).toContain(true);
    }
  });
});
