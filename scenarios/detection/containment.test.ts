import { expect, test } from 'vitest';
import { attacks } from '../../attacks/catalogue.ts';
import type { JudgedAttempt } from '../../sim/framework/metric.ts';
import { planAtHome } from '../studied.ts';
import { containmentOf, firstContained } from './containment.ts';

test('of a run it tells of the attempt that was noticed first, whichever began first or did harm last', () => {
  const fold = firstContained.fold({} as never);
  const attempt = (detectedNs: number | null, lastViolationNs: number | null) =>
    fold.attempt!({ detectedNs, lastViolationNs } as JudgedAttempt);
  expect(fold.value()).toEqual({ run: { value: null, n: 0 } });
  attempt(null, 90e9);
  attempt(20e9, 60e9);
  attempt(10e9, 14e9);
  attempt(30e9, 99e9);
  expect(fold.value()).toEqual({ run: { value: 4, n: 1 } });
});

test('acts that follow sooner leave an attempt less time, and all of them the same attempt', () => {
  const lazy = attacks.find(({ id }) => id === 'A34')!;
  const plan = planAtHome(lazy, { profile: { name: 'framework', without: ['C20', 'C22'] } }, 60);
  const [alone, usual, soon] = containmentOf(plan, 2, 2).map(({ seconds }) => seconds);
  expect([usual!.n, soon!.n]).toEqual([alone!.n, alone!.n]);
  expect(alone!.n).toBeGreaterThan(0);
  expect(soon!.mean!).toBeLessThan(usual!.mean!);
  // What C45 charges moves what follows by microseconds.
  expect(usual!.mean!).toBeLessThan(alone!.mean! + 0.01);
});
