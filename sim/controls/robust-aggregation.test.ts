import { expect, test } from 'vitest';
import { purposes } from '../framework/datum.ts';
import { robustAggregation } from './robust-aggregation.ts';
import { atWork, noDuty, post } from './testing/house.ts';

test('C35 asks for a median where one value is made of many, and for nothing anywhere else', () => {
  const guard = atWork(robustAggregation);
  const robust = purposes.filter((purpose) => {
    const duty = noDuty();
    guard.oblige!(purpose, duty, post({ place: 'use' }));
    expect(duty).toEqual({ ...noDuty(), robust: duty.robust });
    return duty.robust;
  });
  expect(robust).toEqual(['aggregate']);
});
