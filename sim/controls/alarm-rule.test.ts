import { expect, test } from 'vitest';
import { seconds } from '../framework/time.ts';
import { AlarmRule } from './alarm-rule.ts';

const terms = { alarmAt: 3, calmAt: 2, halfLifeNs: seconds(60), quietNs: seconds(120) };

test('a score is an alarm from the threshold on, once until it was calm and the quiet time is over', () => {
  const rule = new AlarmRule(terms);
  const at = (score: number, second: number): boolean => rule.isAlarm(7, score, seconds(second));
  expect([at(2.9, 0), at(3, 1), at(9, 2), at(9, 119)]).toEqual([false, true, false, false]);
  expect([at(3, 400), at(3, 401)]).toEqual([true, false]);
  expect(rule.isAlarm(8, 3, seconds(402))).toBe(true);
});
