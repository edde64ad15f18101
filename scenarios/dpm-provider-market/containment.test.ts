import { expect, test } from 'vitest';
import { rogueDpmResult } from '../../attacks/rogue-dpm-result.ts';
import type { Attack } from '../../sim/framework/attack.ts';
import type { ControlId } from '../../sim/framework/control.ts';
import { seconds } from '../../sim/framework/time.ts';
import type { TaskResult } from '../../sim/framework/task.ts';
import { planIn, play } from '../testing/play.ts';
import { dpmProviderMarket } from './scenario.ts';

/** A33 that goes on for as long as it is listened to, in one attempt of two minutes. */
const persistent: Attack = {
  ...rogueDpmResult,
  *campaign(hand) {
    hand.step('alter');
    hand.inside(hand.stage.insiders['provider']!, (draft) => {
      if (draft.kind !== 'result' || draft.body === null) return undefined;
      const result = draft.body as TaskResult;
      return { ...draft, body: { ...result, value: result.value === 1 ? 0 : 1 } };
    });
    yield hand.wait(seconds(100));
  },
};

/** The market with one platform, where spot checks are all that judges results: nine lies in ten pass, and the tenth raises an alarm. */
const market = (without: readonly ControlId[], attacks: readonly Attack[] = [persistent], seed = 1) =>
  play(
    planIn(
      dpmProviderMarket,
      { attacks, seed, profile: { name: 'framework', without: ['C20', 'C22', ...without] } },
      { durationSeconds: 120, platforms: 1 },
    ),
  ).observed.values;

const seeds = [1, 2, 3, 4, 5, 6];

test('a playbook ends what an alarm found within its delay and a job; without it the lies go on to the end of the attempt', () => {
  const [answered, alarmedOnly] = [market([]), market(['C45'])];
  expect(alarmedOnly['M21']!.value).toBeGreaterThan(30);
  expect(answered['M21']!.value).toBeLessThan(6);
  // When a spot check finds the first lie is a matter of chance: over several runs.
  const lies = (without: readonly ControlId[]): number =>
    seeds.reduce((sum, seed) => sum + market(without, [persistent], seed)['M08.prevalence']!.value!, 0);
  expect(lies([])).toBeLessThan(lies(['C45']) * 0.8);
  // It costs what the provider was good for: jobs that go to it come back as unanswered, and the house does them later.
  expect(answered['M29.job']!.value).not.toBe(alarmedOnly['M29.job']!.value);
  expect(answered['M33']!.value!).toBeGreaterThan(alarmedOnly['M33']!.value!);
});

test('while nobody attacks it refuses nobody', () => {
  const [answered, alarmedOnly] = [market([], []), market(['C45'], [])];
  expect(answered['M33']!.value).toBe(alarmedOnly['M33']!.value);
  expect(answered['M29.operations']!.value).toBe(alarmedOnly['M29.operations']!.value);
});
