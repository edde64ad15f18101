import { expect, test } from 'vitest';
import { editDistance, nearestName, nearestNames } from './nearest.ts';
import { duration, precision } from './quantity.ts';

test('the nearest name is the one with the fewest slips of the hand', () => {
  expect(editDistance('replay', 'replay')).toBe(0);
  expect(editDistance('raplay', 'replay')).toBe(1.1);
  expect(editDistance('rpelay', 'replay')).toBe(1);
  expect(nearestName('framewrok', ['none', 'transport', 'framework'])).toBe('framework');
  expect(nearestName('', ['none', 'data'])).toBe('none');
  expect(nearestName('anything', [])).toBe('none');
  expect(nearestNames('gatway-2', ['lamp-2', 'gateway-1', 'gateway-2', 'door-9'], 2)).toEqual([
    'gateway-2',
    'gateway-1',
  ]);
  // Long names are compared to their ends.
  const long = 'occupancy-of-the-large-meeting-room-on-the-ground-floor-';
  expect(nearestName(`${long}febuary`, [`${long}january`, `${long}february`])).toBe(`${long}february`);
});

test('times are read as clock or as number with unit, in whole nanoseconds', () => {
  expect(['90', '90s', '1500ms', '2m', '2min', '1h', '00:03:12.5'].map((text) => duration(text, 'here') / 1e9)).toEqual(
    [90, 90, 1.5, 120, 120, 3600, 192.5],
  );
  for (const text of ['', '1d', '00:61:00', '-5s', '1e9', '105:00', '2600h', '...', '1..2s']) {
    expect(() => duration(text, 'here'), text).toThrow('not a time');
  }
});

test('a precision is a percentage or a share', () => {
  expect(['5%', '0.05', '50%'].map((text) => precision(text, 'here'))).toEqual([0.05, 0.05, 0.5]);
});
