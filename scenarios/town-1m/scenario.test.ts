import { expect, test } from 'vitest';
import { attacks } from '../../attacks/catalogue.ts';
import type { AttackId } from '../../sim/framework/attack.ts';
import type { ControlId } from '../../sim/framework/control.ts';
import type { ProfileName } from '../../sim/framework/profile.ts';
import { highestIntensity, intensityAt } from '../../sim/framework/schedule.ts';
import { seatHouse } from '../kit/house.ts';
import { planIn, play } from '../testing/play.ts';
import type { Played } from '../testing/play.ts';
import { valuesAt } from '../values.ts';
import { town } from './scenario.ts';
import { restarts, townTerms } from './town.ts';

const smoke = valuesAt(town, 'smoke');

const played = (name: ProfileName, without: readonly ControlId[], attack: AttackId | 'none'): Played =>
  play(
    planIn(town, {
      profile: { name, without },
      attacks: attacks.filter(({ id }) => id === attack),
      intensity: 3,
    }),
  );

/** What a claim says of a run, by its name. */
const verdict = (claim: string, { observed }: Played, attack: AttackId | 'none'): boolean | undefined =>
  town.claims.find(({ name }) => name === claim)!.holds((metric) => observed.values[metric]?.value ?? null, attack);

test('an honest town violates nothing, loses nothing, and every claim that can be judged holds', () => {
  const run = played('framework', [], 'none');
  expect(run.observed.violationsTotal).toBe(0);
  expect(run.observed.values['M39']!.n).toBeGreaterThan(1000);
  for (const { name } of town.claims) expect(verdict(name, run, 'none'), name).not.toBe(false);
});

test.each([
  ['nobody learns what he is not entitled to', 'framework', ['C17'], 'none'],
  ['no thing acts unsafely, whatever the attack', 'none', [], 'A20'],
  ['the town keeps its service in nine minutes of ten, whatever the attack', 'framework', ['C24', 'C43'], 'A24'],
  ['a flood at one door takes no minute of service from the town', 'framework', ['C24', 'C43'], 'A24'],
  ['no twin believes what an attacker made up', 'none', [], 'A18'],
  ['wrong results of a provider are not used', 'framework', ['C20', 'C21', 'C22'], 'A33'],
] as const)('%s: not so under %s without %j with %s', (claim, profile, without, attack) => {
  expect(verdict(claim, played(profile, without, attack), attack)).toBe(false);
  // Under the whole framework it holds, or nothing got far enough to be judged.
  if (attack !== 'none') expect(verdict(claim, played('framework', [], attack), attack)).not.toBe(false);
});

test('the load follows the day, with its mean as usual, and the crowd on top of it', () => {
  const { intensity } = townTerms(smoke);
  const at = (seconds: number): number => intensityAt(intensity!, seconds * 1e9);
  const { factors } = intensity!;
  expect(factors.reduce((sum, one) => sum + one, 0) / factors.length).toBeCloseTo(1, 12);
  expect(at(0) / at(119.9)).toBeLessThan(0.35);
  expect(at(105) / at(95)).toBeGreaterThan(2.9);
  expect(at(139.9) / at(140.1)).toBeGreaterThan(2.9);
  expect(at(240)).toBe(at(0));
  expect(highestIntensity(intensity!)).toBeGreaterThan(3);
});

test('churn is as frequent as it is said, of devices and gateways alone, and none where none is wanted', () => {
  const values = { ...smoke, restartsPerHour: 3600 };
  const house = seatHouse(townTerms(values), values, 1);
  const events = restarts(values, house, 1);
  expect(events.length).toBeGreaterThan(240);
  expect(events.length).toBeLessThan(380);
  const roles = new Set(events.map((event) => 'node' in event && house.register.roleOf(event.node)));
  expect(roles).toEqual(new Set(['device', 'gateway']));
  expect(restarts({ ...values, restartsPerHour: 0 }, house, 1)).toEqual([]);
});
