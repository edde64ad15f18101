import { expect, test } from 'vitest';
import { attacks } from '../attacks/catalogue.ts';
import { controlsOf } from '../sim/controls/profiles.ts';
import type { Attack } from '../sim/framework/attack.ts';
import type { ControlId } from '../sim/framework/control.ts';
import type { Profile } from '../sim/framework/profile.ts';
import { seedOf } from './replicate.ts';
import { planAtHome } from './testing/home.ts';
import { play } from './testing/play.ts';

/**
 * Controls of which each alone lets its attack back in when it is taken out of the full framework, as the attacks' files say in
 * words; every other control has another behind it.
 */
const alone: Readonly<Record<string, readonly ControlId[]>> = {
  A01: ['C01', 'C03'],
  A02: ['C01', 'C07'],
  A12: ['C01', 'C04'],
  A13: ['C01', 'C05', 'C04'],
  A15: ['C47'],
  A16: ['C49'],
  A17: ['C18'],
  A19: ['C09'],
  A21: ['C37'],
  A22: ['C37'],
  A23: ['C16'],
  A24: ['C43'],
  A30: ['C14', 'C15', 'C30'],
  A31: ['C30'],
  A35: ['C20'],
  A36: ['C17'],
  A37: ['C30'],
  A41: ['C38'],
  A46: ['C25', 'C31'],
  A47: ['C31'],
  A48: ['C40'],
  A42: ['C39'],
  A44: ['C15'],
  A51: ['C32', 'C41'],
  A52: ['C50'],
  A53: ['C51'],
};

const framework = (without: readonly ControlId[]): Profile => ({ name: 'framework', without });
const everyControl = controlsOf(framework([])).map(({ id }) => id);

/** Time in which an attack makes its attempts: waiting for a command to replay takes a minute each time. */
const durationSeconds: Readonly<Record<string, number>> = {
  A07: 700,
  A13: 560,
  A15: 900,
  A24: 420,
  A41: 400,
  A28: 140,
  A44: 160,
  A53: 600,
};
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
    const wholeSeconds = durationSeconds[attack.id] ?? 280;
    const forSeconds = least < enough(attack, fewest) ? wholeSeconds / 2 : wholeSeconds;
    const set = { rooms: 2, persons: 4, guests: 2, durationSeconds: forSeconds };
    const { observed } = play(planAtHome(attack, { profile, seed: seedOf(1, run) }, set));
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

test.each(each)('%s comes back at no single control that its file does not name', (_id, attack) => {
  const back = everyControl.filter((control) => {
    const { attempts, successes } = tried(attack, framework([control]), singly(attack));
    return successes / attempts > attack.residual.rate;
  });
  expect(back).toEqual(everyControl.filter((control) => (alone[attack.id] ?? []).includes(control)));
  for (const control of back) expect(attack.beatenBy).toContain(control);
});

test.each(each)('%s is back although every control stands that its file says does not help', (_id, attack) => {
  const standing = controlsOf(framework(attack.beatenBy)).map(({ id }) => id);
  for (const control of attack.notBeatenBy) expect(standing).toContain(control);
});
