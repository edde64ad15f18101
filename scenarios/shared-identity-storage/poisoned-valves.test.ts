import { expect, test } from 'vitest';
import { modelPoisoning } from '../../attacks/model-poisoning.ts';
import type { ControlId } from '../../sim/framework/control.ts';
import { planAtHome } from '../studied.ts';
import { play } from '../testing/play.ts';

/** Attempts of A40 on a circuit of so many valves, under the framework less some controls. */
function poisoned(valvesPerCircuit: number, without: readonly ControlId[] = []) {
  const plan = planAtHome(modelPoisoning, { profile: { name: 'framework', without } }, 160);
  const { observed } = play({ ...plan, parameters: { ...plan.parameters, valvesPerCircuit } });
  const { attempts, successes } = observed.attacks[0]!;
  expect(attempts).toBeGreaterThan(0);
  return successes / attempts;
}

test('four valves of nine carry a mean away and no median, and the one valve that there is carries away both', () => {
  expect([poisoned(9, ['C35']), poisoned(9)]).toEqual([1, 0]);
  // C35 breaks down at half: here the poisoned are all of them.
  expect([poisoned(1, ['C35']), poisoned(1)]).toEqual([1, 1]);
});

test('of two valves the one that is poisoned is half: it draws the median as far as the mean', () => {
  expect(poisoned(2)).toBeGreaterThan(0);
});
