import { expect, test } from 'vitest';
import { Knowledge } from './knowledge.ts';

test('a member knows what it has learnt at once, another after the delay, and none after forgetting', () => {
  let nowNs = 10;
  const knowledge = new Knowledge(() => nowNs, 5);
  const [one, other] = [knowledge.mind(0), knowledge.mind(1)];
  one.learn('gateway', { atNs: 10, keys: null });
  expect(one.of('gateway')).toEqual({ atNs: 10, keys: null });
  expect(other.of('gateway')).toBeUndefined();
  nowNs = 15;
  expect(other.of('gateway')).toEqual({ atNs: 10, keys: null });
  other.forget();
  expect(one.of('gateway')).toBeUndefined();
});

test('of a name the newest thing that has come to a member is known', () => {
  let nowNs = 0;
  const knowledge = new Knowledge(() => nowNs, 5);
  const [one, other] = [knowledge.mind(0), knowledge.mind(1)];
  const keys = { owner: 7 };
  one.learn('keys', { atNs: 0, keys });
  nowNs = 6;
  one.learn('keys', { atNs: 6, keys: null });
  expect(one.of('keys')).toEqual({ atNs: 6, keys: null });
  // Of the second the other has not heard yet.
  expect(other.of('keys')).toEqual({ atNs: 0, keys });
});
