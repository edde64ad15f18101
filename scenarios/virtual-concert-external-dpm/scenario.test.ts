import { expect, test } from 'vitest';
import { attacks } from '../../attacks/catalogue.ts';
import type { AttackId } from '../../sim/framework/attack.ts';
import type { ControlId } from '../../sim/framework/control.ts';
import type { ProfileName } from '../../sim/framework/profile.ts';
import { intensityAt } from '../../sim/framework/schedule.ts';
import { planIn, play } from '../testing/play.ts';
import type { Played } from '../testing/play.ts';
import { valuesAt } from '../values.ts';
import { concertTerms } from './concert.ts';
import { concert } from './scenario.ts';

const played = (name: ProfileName, without: readonly ControlId[], attack: AttackId | 'none'): Played =>
  play(
    planIn(
      concert,
      { profile: { name, without }, attacks: attacks.filter(({ id }) => id === attack), intensity: 3 },
      { durationSeconds: 120 },
    ),
  );

test('an honest concert violates nothing, and is as busy as it is meant to be', () => {
  const { violationsTotal, values } = played('framework', [], 'none').observed;
  expect(violationsTotal).toBe(0);
  // Thousands of poses, and a job of each kind for each zone and beat in which somebody moved.
  expect(values['M30.pose.p95']!.n).toBeGreaterThan(1000);
  expect(values['M30.job.p95']!.n).toBeGreaterThan(500);
});

test('where a zone looks is known to the platform, and to providers only where nothing takes it out', () => {
  const known = (without: readonly ControlId[]): number =>
    played('framework', without, 'none').observed.values['M40.all']!.value!;
  expect(known([])).toBe(0);
  expect(known(['C17'])).toBeGreaterThan(100);
});

test('the crowd grows to a peak in the middle of the show and ebbs away', () => {
  const { intensity } = concertTerms(valuesAt(concert, 'smoke'));
  const at = (seconds: number): number => intensityAt(intensity!, seconds * 1e9);
  expect([at(0), at(130)]).toEqual([0.2, 1]);
  expect(at(239)).toBeCloseTo(0.6, 12);
  expect(at(60)).toBeLessThan(at(100));
});
