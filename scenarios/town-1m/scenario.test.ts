import { expect, test } from 'vitest';
import { attacks } from '../../attacks/catalogue.ts';
import type { ProfileName } from '../../sim/framework/profile.ts';
import { highestIntensity, intensityAt } from '../../sim/framework/schedule.ts';
import { seatHouse } from '../kit/house.ts';
import { planIn, play } from '../testing/play.ts';
import { valuesAt } from '../values.ts';
import { town } from './scenario.ts';
import { restarts, townTerms } from './town.ts';

const smoke = valuesAt(town, 'smoke');

test('an honest town violates nothing, and takes in what its things say', () => {
  const { violationsTotal, values } = play(planIn(town)).observed;
  expect(violationsTotal).toBe(0);
  expect(values['M39']!.n).toBeGreaterThan(1000);
});

test('where no control stands twins believe who claims to be a sensor, and with all of them nothing comes so far', () => {
  const believed = (name: ProfileName): boolean | undefined => {
    const attacked = attacks.filter(({ id }) => id === 'A18');
    const { values } = play(planIn(town, { profile: { name, without: [] }, attacks: attacked, intensity: 3 })).observed;
    const claim = town.claims.find((one) => one.name === 'no twin believes what an attacker made up')!;
    return claim.holds((metric) => values[metric]?.value ?? null, 'A18');
  };
  expect(believed('none')).toBe(false);
  expect(believed('framework')).not.toBe(false);
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
