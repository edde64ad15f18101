import { expect, test } from 'vitest';
import { attacks } from '../attacks/catalogue.ts';
import { controlsOf } from '../sim/controls/profiles.ts';
import type { Attack } from '../sim/framework/attack.ts';
import type { ControlId } from '../sim/framework/control.ts';
import type { Profile } from '../sim/framework/profile.ts';
import { seedOf } from './replicate.ts';
import { aloneFor, planAtHome, studySeconds } from './studied.ts';
import { play } from './testing/play.ts';

const framework = (without: readonly ControlId[]): Profile => ({ name: 'framework', without });
const everyControl = controlsOf(framework([])).map(({ id }) => id);

const mostRuns = 6;
const fewest = 8;
/** Enough to see a return: attempts that succeed do so nearly always. */
const fewestSingly = 3;

/**
 * How often an attack succeeds where nothing stops it: nearly always, but for one that needs a person's response, which is drawn at
 * the rate that its file states and asks for as many more attempts.
 */
const baseRateOf = ({ drawn }: Attack): number => drawn?.rate ?? 1;
const enough = (attack: Attack, least: number): number => Math.ceil(least / baseRateOf(attack));
/** Whether more succeed than remain at any rate takes more to see. */
const singly = (attack: Attack): number => enough(attack, attack.residual.rate > 0 ? 2 * fewestSingly : fewestSingly);

interface Tried {
  readonly attempts: number;
  readonly successes: number;
}

/** Runs replications until an attack has been tried so often. */
function tried(attack: Attack, profile: Profile, least: number): Tried {
  let attempts = 0;
  let successes = 0;
  for (let run = 0; run < mostRuns && attempts < least; run++) {
    const wholeSeconds = studySeconds(attack);
    const forSeconds = least < enough(attack, fewest) ? wholeSeconds / 2 : wholeSeconds;
    const { observed } = play(planAtHome(attack, { profile, seed: seedOf(1, run) }, forSeconds));
    attempts += observed.attacks[0]!.attempts;
    successes += observed.attacks[0]!.successes;
  }
  expect(attempts, `${attack.id} under ${profile.name}: too few attempts to judge on`).toBeGreaterThanOrEqual(least);
  return { attempts, successes };
}

const each = attacks.map((attack) => [attack.id, attack] as const);

test.each(each)('%s succeeds where no control stands', (_id, attack) => {
  const { attempts, successes } = tried(attack, { name: 'none', without: [] }, enough(attack, fewest));
  expect(successes / attempts).toBeGreaterThan(0.5 * baseRateOf(attack));
  // Where a person's response is drawn, it is what success rests on.
  if (attack.drawn !== undefined) expect(successes / attempts).toBeLessThan(1.5 * attack.drawn.rate);
});

test.each(each)(
  '%s never succeeds under the full framework, but for the residual that its file predicts',
  (_id, attack) => {
    const { attempts, successes } = tried(attack, framework([]), enough(attack, fewest));
    expect(successes / attempts).toBeLessThanOrEqual(attack.residual.rate);
  },
);

test.each(each)('%s is back when the controls that its file names are taken out of the framework', (_id, attack) => {
  const { attempts, successes } = tried(attack, framework(attack.beatenBy), enough(attack, fewest));
  expect(successes / attempts).toBeGreaterThan(0.5 * baseRateOf(attack));
});

/** Whether an attack is back when all of these are missing. */
const isBack = (attack: Attack, missing: readonly ControlId[]): boolean => {
  const { attempts, successes } = tried(attack, framework(missing), singly(attack));
  return successes / attempts > attack.residual.rate;
};

/**
 * Those of a group that an attack needs to miss to be back, found by halves: what stays away without all of them stays away without
 * each, unless one of them only serves it. That case takes a run for each control and each attack: the evidence called matrix.
 */
const backAt = (attack: Attack, group: readonly ControlId[]): readonly ControlId[] => {
  if (!isBack(attack, group)) return [];
  if (group.length === 1) return group;
  const half = group.length >> 1;
  return [...backAt(attack, group.slice(0, half)), ...backAt(attack, group.slice(half))];
};

/** Neighbours in the list often stand behind one another, so that they go into groups of their own. */
const groups = 6;
const grouped = Array.from({ length: groups }, (_, first) => everyControl.filter((_c, at) => at % groups === first));

test.each(each)('%s comes back at no single control that its file does not name', (_id, attack) => {
  // Each that its file names is missing by itself; what else is missing with it could hide that.
  const named = aloneFor(attack);
  const others = grouped.map((group) => group.filter((control) => !named.includes(control)));
  const found = [
    ...named.filter((control) => isBack(attack, [control])),
    ...others.flatMap((group) => backAt(attack, group)),
  ];
  const back = everyControl.filter((control) => found.includes(control));
  expect(back).toEqual(everyControl.filter((control) => aloneFor(attack).includes(control)));
  for (const control of back) expect(attack.beatenBy).toContain(control);
});

test.each(each)('%s is back although every control stands that its file says does not help', (_id, attack) => {
  const standing = controlsOf(framework(attack.beatenBy)).map(({ id }) => id);
  for (const control of attack.notBeatenBy) expect(standing).toContain(control);
});
