import { describe, expect, test } from 'vitest';
import { seconds } from '../framework/time.ts';
import { continuousPolicyMonitor } from './continuous-policy-monitor.ts';
import { annsRoom, cast, ground, household, message, post } from './testing/house.ts';
import type { TestPost } from './testing/house.ts';

const control = continuousPolicyMonitor({ perNs: seconds(60), barNs: seconds(10) });

/** Where ann has a task in her room, for three looks a minute. */
const monitor = () => {
  const guard = control.stand({
    ...ground(),
    household: {
      ...household,
      mayLook: ({ account, over, count }) => account === cast.ann && over === annsRoom && count <= 3,
    },
  });
  const at = (nowSeconds: number, node: number = cast.archive): TestPost =>
    post({ place: 'RP-M', node, peer: cast.door, now: seconds(nowSeconds) });
  const look = (person: number, room: number, here: TestPost) =>
    guard.verify!(message('query', { room, first: 0, person }, { from: cast.door, subject: room }), here) ?? 'shown';
  return { guard, at, look };
};

describe('C15 continuous policy monitor', () => {
  test('an account is shown what it has a task for, as often as the policy says, and after an hour again', () => {
    const { at, look } = monitor();
    expect([0, 1, 2].map((now) => look(cast.ann, annsRoom, at(now)))).toEqual(['shown', 'shown', 'shown']);
    expect(look(cast.ann, annsRoom, at(3))).toBe('over-limit');
    expect(look(cast.ann, annsRoom, at(60))).toBe('shown');
  });

  test('who asks for what it has no task for is refused, told of, and shown nothing more for a while', () => {
    const { at, look } = monitor();
    const there = at(0);
    expect(look(cast.ann, annsRoom + 1, there)).toBe('over-limit');
    expect(there.alarms).toEqual([{ about: cast.ann, reason: 'looks up what its tasks do not need' }]);
    expect(look(cast.ann, annsRoom, at(9))).toBe('barred');
    expect(look(cast.ann, annsRoom, at(10))).toBe('shown');
  });

  test('the room that is asked for counts, not the one that the message is said to be about', () => {
    const { guard, at } = monitor();
    const asked = message('query', { room: annsRoom + 1, first: 0, person: cast.ann }, { subject: annsRoom });
    expect(guard.verify!(asked, at(0))).toBe('over-limit');
  });

  test('one account is not barred for another, nor at another storage, nor after a restart', () => {
    const { guard, at, look } = monitor();
    expect(look(cast.ben, annsRoom, at(0))).toBe('over-limit');
    expect(look(cast.ann, annsRoom, at(1))).toBe('shown');
    expect(look(cast.ann, annsRoom + 1, at(1))).toBe('over-limit');
    guard.forget!(cast.archive);
    expect(look(cast.ann, annsRoom, at(2))).toBe('shown');
  });

  test('what is sealed or something else is judged by others, and a house without such a policy by nobody', () => {
    const { guard, at } = monitor();
    expect(guard.verify!(message('query', null), at(0))).toBe('malformed');
    const view = message('view', { room: annsRoom + 1, person: cast.ben });
    expect(guard.verify!(view, at(0))).toBeUndefined();
    const elsewhere = post({ place: 'RP-M', node: cast.door, peer: cast.archive });
    expect(guard.verify!(message('query', { room: 1, first: 0, person: cast.ben }), elsewhere)).toBeUndefined();
    expect(elsewhere.charged).toEqual([]);
    expect(control.stand(ground())).toEqual({});
  });
});
