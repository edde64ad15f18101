import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Quantity } from '../framework/datum.ts';
import { seconds } from '../framework/time.ts';
import { plausibility } from './plausibility.ts';
import { annsRoom, atWork, cast, deed, post } from './testing/house.ts';

const twin = () => {
  const guard = atWork(plausibility());
  return (quantity: Quantity, value: number, atSeconds = 0, given: Parameters<typeof deed>[0] = {}) =>
    guard.inner!(deed({ body: { quantity, value, at: 0 }, ...given }), post({ place: 'use', now: seconds(atSeconds) }));
};

describe('C28 plausibility', () => {
  test.each([
    ['temperature', 61],
    ['temperature', Number.NaN],
    ['humidity', -1],
    ['light', Number.POSITIVE_INFINITY],
    ['co2', 20],
    ['lock', 2],
  ] as const)('a %s of %d is impossible', (quantity, value) => {
    expect(twin()(quantity, value)).toBe('implausible');
  });

  test('a room does not warm by twenty degrees in a minute', () => {
    const use = twin();
    expect([use('temperature', 21), use('temperature', 41, 60), use('temperature', 21.1, 120)]).toEqual([
      undefined,
      'implausible',
      undefined,
    ]);
  });

  test('refused readings move nothing, however many agree', () => {
    const use = twin();
    use('temperature', 21);
    for (let at = 1; at <= 100; at++) {
      expect(use('temperature', 45, at)).toBe('implausible');
      expect(use('temperature', 21, at)).toBeUndefined();
    }
  });

  test('a jump that is real heals with time', () => {
    const use = twin();
    use('temperature', 60);
    expect(use('temperature', 21, 600)).toBe('implausible');
    expect(use('temperature', 21, 1300)).toBeUndefined();
  });

  test('light may change at once: a lamp takes no time', () => {
    const use = twin();
    expect([use('light', 0), use('light', 1500, 1), use('light', 0, 2)]).toEqual([undefined, undefined, undefined]);
  });

  test('what a reading says of its own time does not widen what it may say', () => {
    const use = twin();
    use('temperature', 21);
    expect(use('temperature', 41, 1, { body: { quantity: 'temperature', value: 41, at: seconds(1e6) } })).toBe(
      'implausible',
    );
  });

  test('each thing and each purpose has its own last value; rooms have none', () => {
    const use = twin();
    use('temperature', 21);
    expect(use('temperature', 45, 1, { subject: cast.lamp })).toBeUndefined();
    expect(use('temperature', 45, 1, { purpose: 'aggregate' })).toBeUndefined();
    expect([
      use('temperature', 21, 1, { subject: annsRoom }),
      use('temperature', 45, 1, { subject: annsRoom }),
    ]).toEqual([undefined, undefined]);
  });

  test('a day of a room as it was recorded passes: each minute the largest changes on record', () => {
    const minute = (most: number) => fc.double({ min: -most, max: most, noNaN: true });
    const changes = fc.record({ temperature: minute(0.16), humidity: minute(1), co2: minute(734) });
    const within = (value: number, least: number, most: number) => Math.min(Math.max(value, least), most);
    fc.assert(
      fc.property(fc.array(changes, { maxLength: 100 }), (minutes) => {
        const use = twin();
        let [temperature, humidity, co2] = [21, 30, 600];
        minutes.forEach((change, index) => {
          temperature = within(temperature + change.temperature, 19, 24.5);
          humidity = within(humidity + change.humidity, 16, 40);
          co2 = within(co2 + change.co2, 412, 2029);
          expect(use('temperature', temperature, index * 60)).toBeUndefined();
          expect(use('humidity', humidity, index * 60, { subject: 1 })).toBeUndefined();
          expect(use('co2', co2, index * 60, { subject: 2 })).toBeUndefined();
        });
      }),
    );
  });
});
