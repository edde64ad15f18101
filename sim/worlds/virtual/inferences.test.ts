import { expect, test } from 'vitest';
import { quantities } from '../../framework/datum.ts';
import { flagWrong } from '../../framework/fact.ts';
import { acting, second, smallHouse } from './testing/small-house.ts';
import { story } from './testing/story.ts';

/** Somebody comes after 3 s, and it is stated at 4 s what has become of motion since a moment. */
const stating = (value: number, sinceSeconds: number, sits = true) => {
  const made = smallHouse({
    nodes: [
      { name: 'sensor', component: acting('device', {}) },
      { name: 'gateway', component: acting('gateway', {}) },
    ],
    wires: [{ point: 'RP-T', from: 'sensor', to: 'gateway' }],
    truth: (_device, quantity, nowNs) => (quantity === 'motion' && nowNs >= 3 * second ? 1 : 0),
    attacks: [
      story(function* (hand) {
        const wire = { from: 0, to: 1, point: 'RP-T' } as const;
        if (sits) hand.tap(wire, () => 'pass');
        yield hand.wait(4 * second - hand.now);
        hand.infer(wire, 'motion', value, sinceSeconds * second);
        yield hand.wait(second);
      }),
    ],
  });
  made.world.run(4.5 * second);
  return made.log.of('inferred')[0]!;
};

test('what is inferred of a wire is a fact that descends from the attempt, and right where it was not so before and is now', () => {
  const right = stating(1, 2);
  expect(right).toMatchObject({ subject: 0, peer: 1, place: 'RP-T', dataClass: 'personal' });
  expect(right).toMatchObject({ detail: quantities.indexOf('motion'), outcome: 1 });
  expect(right.label).toBeGreaterThan(0);
  const isRight = (value: number, since: number) => (stating(value, since).flags & flagWrong) === 0;
  expect(isRight(1, 2)).toBe(true);
  // It was so already, it is not so now, it was so already and is no more.
  expect([isRight(1, 3.5), isRight(0, 2), isRight(0, 3.5)]).toEqual([false, false, false]);
});

test('nobody infers anything of a wire where he does not sit', () => {
  expect(() => stating(1, 2, false)).toThrow('does not sit');
});
