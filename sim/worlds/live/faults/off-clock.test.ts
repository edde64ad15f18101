import fc from 'fast-check';
import { expect, test } from 'vitest';
import { OffClocks } from './off-clock.ts';

const hourNs = 3_600e9;

test('a clock without a fault is right, and so are the others when one is wrong', () => {
  const clocks = new OffClocks();
  clocks.set(3, { offsetNs: -5e9, driftPpm: 0 }, 0);
  expect([clocks.ownNs(2, 7e9), clocks.ownNs(3, 7e9)]).toEqual([7e9, 2e9]);
  clocks.heal(3, 8e9);
  expect(clocks.ownNs(3, 8e9)).toBe(8e9);
});

test('a quartz that gains 50 parts in a million is 180 ms ahead after an hour', () => {
  const clocks = new OffClocks();
  clocks.set(1, { offsetNs: 0, driftPpm: 50 }, hourNs);
  expect(clocks.ownNs(1, hourNs)).toBe(hourNs);
  expect(clocks.ownNs(1, 2 * hourNs)).toBe(2 * hourNs + 180e6);
});

test('a timer of a node ends when its own clock says so, to the ns', () => {
  const moment = fc.integer({ min: 0, max: 1e15 });
  const drift = fc.oneof(fc.constantFrom(0, 50, -50), fc.double({ min: -900_000, max: 900_000, noNaN: true }));
  const property = fc.property(
    moment,
    moment,
    drift,
    fc.integer({ min: 0, max: 1e13 }),
    (since, later, driftPpm, delay) => {
      const clocks = new OffClocks();
      clocks.set(1, { offsetNs: 1_234_567, driftPpm }, since);
      const now = since + later;
      const wait = clocks.waitNs(1, delay);
      const passed = clocks.ownNs(1, now + wait) - clocks.ownNs(1, now);
      expect([Number.isInteger(wait), Number.isInteger(passed)]).toEqual([true, true]);
      expect(passed).toBeGreaterThanOrEqual(delay - 2);
      expect(passed).toBeLessThanOrEqual(delay + 4);
    },
  );
  fc.assert(property);
});

test('when something was by a clock that has stepped since, it is found as the clock went then', () => {
  const clocks = new OffClocks((node) => (node === 4 ? 1e9 : 0));
  clocks.set(4, { offsetNs: -60e9, driftPpm: 0 }, 100e9);
  expect(clocks.ownNs(4, 100e9), 'skew and fault add up').toBe(41e9);
  expect(clocks.worldNs(4, 42e9, 102e9), 'after the step').toBe(101e9);
  expect(clocks.worldNs(4, 99e9, 102e9), 'before it').toBe(98e9);
  clocks.heal(4, 110e9);
  expect(clocks.worldNs(4, 50e9, 111e9), 'before it was put right').toBe(109e9);
  expect(clocks.worldNs(5, 7e9, 8e9), 'a clock that is right').toBe(7e9);
});

test('what no clock does is refused', () => {
  const clocks = new OffClocks();
  expect(() => clocks.set(1, { offsetNs: 0.5, driftPpm: 0 }, 0)).toThrow(
    'a clock that is off by 0.5 ns: whole ns are taken',
  );
  expect(() => clocks.set(1, { offsetNs: 0, driftPpm: -1_000_000 }, 0)).toThrow('drifts by -1000000 ppm: up to 900000');
  expect(() => clocks.set(1, { offsetNs: 0, driftPpm: NaN }, 0)).toThrow('drifts by NaN ppm');
});
