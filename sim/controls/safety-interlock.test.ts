import { describe, expect, test } from 'vitest';
import type { Circumstances } from '../framework/deed.ts';
import type { Quantity } from '../framework/datum.ts';
import { millis, seconds } from '../framework/time.ts';
import { safetyInterlock } from './safety-interlock.ts';
import { atWork, cast, deed, post } from './testing/house.ts';

const guard = atWork(safetyInterlock());
const act = (quantity: Quantity, value: number, circumstances: Circumstances = {}) =>
  guard.inner!(
    deed({
      deed: 'act',
      purpose: 'control',
      kind: 'command',
      body: { quantity, value, person: cast.ann },
      circumstances,
    }),
    post({ place: 'act' }),
  );

describe('C29 safety interlock', () => {
  test('a lock opens only while its room is booked, and shuts at any time', () => {
    expect(act('lock', 0, { booked: true })).toBeUndefined();
    expect(act('lock', 0, { booked: false })).toBe('unsafe');
    expect(act('lock', 0)).toBe('unsafe');
    expect(act('lock', 1, { booked: false })).toBeUndefined();
  });

  test('a value that the thing cannot take is unsafe', () => {
    expect([act('display', 100), act('display', 101), act('lamp', -1), act('lamp', Number.NaN)]).toEqual([
      undefined,
      'unsafe',
      'unsafe',
      'unsafe',
    ]);
  });

  test('a heating valve opens only so far that nobody is burnt', () => {
    expect([act('valve', 80), act('valve', 81), act('valve', 100), act('valve', -1)]).toEqual([
      undefined,
      'unsafe',
      'unsafe',
      'unsafe',
    ]);
  });

  test('a lamp may not be flashed', () => {
    expect(act('lamp', 1, { sinceLastActNs: millis(499) })).toBe('unsafe');
    expect(act('lamp', 1, { sinceLastActNs: seconds(1) })).toBeUndefined();
  });

  test('a label before the eyes leaves half of the view, and does not flicker', () => {
    const show = (circumstances: Circumstances) =>
      guard.inner!(
        deed({
          deed: 'act',
          purpose: 'control',
          kind: 'overlay',
          body: { known: 1, quantity: 'temperature', value: 21, at: 0 },
          circumstances,
        }),
        post({ place: 'act' }),
      );
    expect([show({ coverPercent: 50 }), show({ coverPercent: 51 }), show({})]).toEqual([undefined, 'unsafe', 'unsafe']);
    expect(show({ coverPercent: 5, sinceLastActNs: millis(333) })).toBe('unsafe');
    expect(show({ coverPercent: 5, sinceLastActNs: millis(334) })).toBeUndefined();
  });

  test('what is no actuator does not act, nor does anything without a command', () => {
    expect(act('camera', 1)).toBe('unsafe');
    expect(guard.inner!(deed({ deed: 'act', kind: 'command', body: null }), post({ place: 'act' }))).toBe('unsafe');
  });
});
