import { expect, test } from 'vitest';
import { gatewayTakeover } from '../attacks/gateway-takeover.ts';
import type { ControlId } from '../sim/framework/control.ts';
import type { ProfileName } from '../sim/framework/profile.ts';
import { planOf, play } from './testing/play.ts';

const tried = (name: ProfileName, without: readonly ControlId[] = []) => {
  const { observed } = play(
    planOf({ profile: { name, without }, attacks: [gatewayTakeover] }, { rooms: 2, durationSeconds: 240 }),
  );
  expect(observed.attacks[0]!.attempts).toBeGreaterThan(5);
  return observed;
};

test('a rogue gateway moves the twin wherever readings are its to read, whatever protects its wires', () => {
  for (const [profile, without] of [
    ['none', []],
    ['access', []],
    ['framework', ['C16']],
  ] as const) {
    const { attacks } = tried(profile, without);
    expect(attacks[0]!.successes / attacks[0]!.attempts).toBeGreaterThan(0.9);
    expect(attacks[0]!.violations).toContain('integrity');
  }
});

test('object security finds a rogue gateway out: what it puts in the place of a sealed reading is not taken', () => {
  const { attacks, refusals } = tried('framework');
  expect([attacks[0]!.successes, attacks[0]!.violations]).toEqual([0, []]);
  expect(refusals['C16']).toBeGreaterThan(10);
});
