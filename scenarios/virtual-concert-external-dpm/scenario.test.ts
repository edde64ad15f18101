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

/** What a claim says of a run, by its name. */
const verdict = (claim: string, { observed }: Played, attack: AttackId | 'none'): boolean | undefined =>
  concert.claims.find(({ name }) => name === claim)!.holds((metric) => observed.values[metric]?.value ?? null, attack);

test('an honest concert violates nothing, and every claim that can be judged holds', () => {
  const run = played('framework', [], 'none');
  const { violationsTotal, values } = run.observed;
  expect(violationsTotal).toBe(0);
  // Thousands of poses, and a job of each kind for each zone and beat in which somebody moved.
  expect(values['M30.pose.p95']!.n).toBeGreaterThan(1000);
  expect(values['M30.job.p95']!.n).toBeGreaterThan(500);
  for (const { name } of concert.claims) expect(verdict(name, run, 'none'), name).not.toBe(false);
});

test.each([
  ['nobody learns what he is not entitled to', 'framework', ['C17'], 'none'],
  ['no thing acts unsafely, whatever the attack', 'none', [], 'A20'],
  ['no zone is drawn and nobody dances by a wrong result', 'framework', ['C20', 'C21', 'C22'], 'A33'],
  ['a flood at the doors keeps nobody out', 'framework', ['C24', 'C43'], 'A24'],
  ['the hall keeps its service in nine minutes of ten, flooded or not', 'framework', ['C24', 'C43'], 'A24'],
] as const)('%s: not so under %s without %j with %s', (claim, profile, without, attack) => {
  expect(verdict(claim, played(profile, without, attack), attack)).toBe(false);
  if (attack !== 'none') expect(verdict(claim, played('framework', [], attack), attack)).toBe(true);
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
