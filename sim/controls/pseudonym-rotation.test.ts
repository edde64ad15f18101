import { describe, expect, test } from 'vitest';
import { purposes } from '../framework/datum.ts';
import { seconds } from '../framework/time.ts';
import { pseudonymRotation } from './pseudonym-rotation.ts';
import { atWork, noDuty, post } from './testing/house.ts';

describe('C18 pseudonym rotation', () => {
  test('an identifier is to be used for a minute, or for less where less was asked', () => {
    const guard = atWork(pseudonymRotation());
    const [long, short] = [noDuty(), { ...noDuty(), pseudonymNs: seconds(5) }];
    for (const duty of [long, short]) guard.oblige!('pseudonym', duty, post());
    expect([long.pseudonymNs, short.pseudonymNs]).toEqual([seconds(60), seconds(5)]);
  });

  test('nothing else is asked for, and for no other purpose anything', () => {
    const guard = atWork(pseudonymRotation({ lifeNs: seconds(7) }));
    for (const purpose of purposes) {
      const [duty, at] = [noDuty(), post()];
      guard.oblige!(purpose, duty, at);
      expect(duty).toEqual({ ...noDuty(), pseudonymNs: purpose === 'pseudonym' ? seconds(7) : Infinity });
      expect(at.charged).toEqual(purpose === 'pseudonym' ? ['judge'] : []);
    }
  });
});
