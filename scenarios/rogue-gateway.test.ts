import { expect, test } from 'vitest';
import { adversaryInTheMiddle } from '../attacks/adversary-in-the-middle.ts';
import type { Attack } from '../sim/framework/attack.ts';
import type { ControlId } from '../sim/framework/control.ts';
import type { ProfileName } from '../sim/framework/profile.ts';
import { seconds } from '../sim/framework/time.ts';
import { planOf, play } from './testing/play.ts';

/** Code inside a gateway alters what its sensors say, by as little as no plausibility check can mind. */
const rogueGateway: Attack = {
  ...adversaryInTheMiddle,
  id: 'A99',
  name: 'rogue-gateway',
  summary: 'A gateway alters readings that it forwards.',
  steps: ['alter'],
  *campaign(hand) {
    hand.step('alter');
    hand.inside(hand.stage.insiders['gateway']!, (leaving) => {
      const { kind, subject, dataClass, body } = leaving;
      if (kind !== 'report') return undefined;
      const seen =
        body !== null && 'quantity' in body ? body : ({ quantity: 'light', value: 300, at: hand.now } as const);
      return { kind, subject, dataClass, body: { ...seen, value: seen.value + 1 } };
    });
    yield hand.wait(seconds(15));
  },
};

const tried = (name: ProfileName, without: readonly ControlId[] = []) => {
  const { observed } = play(
    planOf({ profile: { name, without }, attacks: [rogueGateway] }, { rooms: 2, durationSeconds: 240 }),
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
