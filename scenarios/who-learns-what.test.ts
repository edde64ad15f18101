import { expect, test } from 'vitest';
import { firstSubjectWithoutNode } from '../sim/framework/datum.ts';
import type { Attack, Hand, Wait } from '../sim/framework/attack.ts';
import type { ControlId } from '../sim/framework/control.ts';
import type { ProfileName } from '../sim/framework/profile.ts';
import { seconds } from '../sim/framework/time.ts';
import { planOf, play } from './testing/play.ts';
import type { Played } from './testing/play.ts';
import { walkIn } from '../attacks/steps/walk-in.ts';

/** An attack that wants operational data only: what nobody calls secret, and what is nobody else's business all the same. */
const wanting = (campaign: (hand: Hand) => Generator<Wait, void, void>): Attack => ({
  id: 'A99',
  name: 'curious',
  summary: 'reads what it is not entitled to',
  classes: ['IA'],
  groups: ['R5'],
  breaks: 'confidentiality',
  position: 'a test',
  knowledge: 'protocol',
  budget: 'a test',
  preconditions: 'a test',
  observables: 'a test',
  beatenBy: [],
  notBeatenBy: [],
  residual: { rate: 0, reason: 'a test' },
  references: [],
  intensity: { everyNs: seconds(10), source: 'a test' },
  campaign,
  goal: {
    over: 'facts',
    needed: 1,
    reached: (fact) => fact.kind === 'disclosed' && !fact.entitled && fact.dataClass === 'operational',
  },
});

/** Listens on the wire between a gateway and the IoT platform. */
const listener = wanting(function* (hand) {
  hand.step('listen');
  hand.tap(hand.stage.wires['reports']!, () => 'pass');
  yield hand.wait(seconds(5));
});

/** A guest who is let in, and then asks to be shown the rooms of others. */
const roomHopper = wanting(function* (hand) {
  const { person, door } = hand.stage.accounts['guest']!;
  hand.step('enter');
  const line = yield* walkIn(hand, { person, door, keys: hand.account('guest') });
  if (line === undefined) return;
  hand.step('look');
  for (const room of hand.stage.rooms) {
    const subject = firstSubjectWithoutNode + room;
    hand.say(line, { kind: 'view', subject, dataClass: 'operational', body: { room, person } });
  }
  yield hand.wait(seconds(5));
});

const disclosed = (
  name: ProfileName,
  attacks: readonly Attack[],
  without: readonly ControlId[] = [],
  set: Parameters<typeof planOf>[1] = {},
): Played['observed'] => {
  const plan = planOf(
    { profile: { name, without }, attacks },
    { rooms: 4, persons: 8, guests: 2, durationSeconds: 180, ...set },
  );
  return play(plan).observed;
};
const records = ({ values }: Played['observed'], value: 'all' | 'byAttacks'): number | null =>
  values[`M40.${value}`]!.value;

test.each(['every', 'alternate'] as const)(
  'while nobody attacks nobody learns what he is not entitled to, with %s platform mapping the rooms',
  (mapping) => {
    for (const profile of ['data', 'framework'] as const) {
      const observed = disclosed(profile, [], [], { mapping, platforms: 2 });
      expect(records(observed, 'all')).toBe(0);
      // Scenes and jobs are judged too, not only what is personal.
      expect(observed.values['M40.all']!.n).toBeGreaterThan(5_000);
    }
    // Without minimisation providers are sent what tells of people; nothing else goes astray.
    const bare = disclosed('none', [], [], { mapping, platforms: 2 });
    expect(new Set(bare.violations.map(({ property, point }) => `${property} ${point}`))).toEqual(
      new Set(['confidentiality RP-C', 'privacy RP-C']),
    );
  },
);

test('readings that a stranger hears on a wire are lost where it is in clear, though they tell of nobody', () => {
  const bare = disclosed('none', [listener]);
  expect(bare.attacks[0]!.successes).toBe(bare.attacks[0]!.attempts);
  expect(bare.attacks[0]!.violations).toContain('confidentiality');
  expect(records(bare, 'byAttacks')).toBeGreaterThan(10);
  for (const profile of ['transport', 'framework'] as const) {
    const held = disclosed(profile, [listener]);
    expect(held.attacks[0]!.attempts).toBeGreaterThan(5);
    expect([held.attacks[0]!.successes, records(held, 'byAttacks')]).toEqual([0, 0]);
  }
});

test('a guest sees the rooms of others unless policy is asked about the room', () => {
  const back = disclosed('framework', [roomHopper], ['C12']);
  expect(back.attacks[0]!.successes / back.attacks[0]!.attempts).toBeGreaterThan(0.9);
  expect(records(back, 'byAttacks')).toBeGreaterThan(10);
  const held = disclosed('framework', [roomHopper]);
  expect(held.attacks[0]!.attempts).toBeGreaterThan(5);
  expect([held.attacks[0]!.successes, records(held, 'byAttacks')]).toEqual([0, 0]);
  expect(held.refusals['C12']).toBeGreaterThan(10);
});
