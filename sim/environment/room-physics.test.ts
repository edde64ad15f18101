import fc from 'fast-check';
import { expect, test } from 'vitest';
import { quantities } from '../framework/datum.ts';
import type { Quantity } from '../framework/datum.ts';
import { Stream, keyOf } from '../kernel/stream.ts';
import { recordedRoom } from './recorded-room.ts';
import { roomPhysics } from './room-physics.ts';

const kinds: readonly Quantity[] = ['temperature', 'humidity', 'light', 'co2', 'motion', 'lamp', 'lock'];
const hourNs = 3600e9;
const roomOf = () =>
  roomPhysics({
    first: 100,
    quantity: Uint8Array.from(kinds, (kind) => quantities.indexOf(kind)),
    room: new Int32Array(kinds.length),
    presence: { everyNs: 2 * hourNs, lengthNs: hourNs, offsetNs: Float64Array.of(0) },
  });
const streamOf = () => new Stream(keyOf(1, 100, 'component'));

test('a lamp that is lit makes its room brighter, by as much as the model says', () => {
  const room = roomOf();
  const dark = room.truth(102, 'light', 0);
  room.act(105, 'lamp', 1, 0);
  expect(room.truth(102, 'light', 0) - dark).toBeCloseTo(60, 9);
  expect(room.truth(105, 'lamp', 0)).toBe(1);
});

test('a valve stays where it was set', () => {
  const building = { first: 100, quantity: Uint8Array.of(quantities.indexOf('valve')), room: new Int32Array(1) };
  const room = roomPhysics({ ...building, presence: { everyNs: 2, lengthNs: 1, offsetNs: Float64Array.of(0) } });
  expect(room.sense(100, 'valve', 0, streamOf())).toBe(20);
  room.act(100, 'valve', 60, 0);
  expect(room.truth(100, 'valve', 1e9)).toBe(60);
});

test('CO2 follows its differential equation while people are there', () => {
  const room = roomOf();
  const co2 = (atNs: number): number => room.truth(103, 'co2', atNs);
  const stepNs = 1e9;
  for (const atNs of [600e9, 1800e9, 4000e9, 7000e9]) {
    const slope = (co2(atNs + stepNs) - co2(atNs - stepNs)) / 2;
    const source = atNs % (2 * hourNs) < hourNs ? (4 * 0.0052e-3 * 1e6) / 75 : 0;
    expect(slope).toBeCloseTo(source - (3 / 3600) * (co2(atNs) - 420), 5);
  }
});

test('CO2 and temperature neither jump nor drift from one booking to the next', () => {
  const room = roomOf();
  for (const kind of ['co2', 'temperature', 'humidity'] as const) {
    const device = 100 + kinds.indexOf(kind);
    for (const atNs of [hourNs, 2 * hourNs]) {
      expect(room.truth(device, kind, atNs - 1)).toBeCloseTo(room.truth(device, kind, atNs), 6);
    }
    expect(room.truth(device, kind, 7 * hourNs)).toBeCloseTo(room.truth(device, kind, 5 * hourNs), 9);
  }
});

test('a pulse rises to its height within minutes of being about, and comes to rest again afterwards', () => {
  const building = { first: 100, quantity: Uint8Array.of(quantities.indexOf('pulse')), room: new Int32Array(1) };
  const body = roomPhysics({
    ...building,
    presence: { everyNs: 2 * hourNs, lengthNs: hourNs, offsetNs: Float64Array.of(0) },
  });
  const pulse = (atNs: number): number => body.truth(100, 'pulse', atNs);
  expect([pulse(0), pulse(hourNs)].map(Math.round)).toEqual([65, 105]);
  // The same differential equation up and down, with a time constant of 40 s.
  for (const [atNs, towards] of [
    [30e9, 105],
    [hourNs + 30e9, 65],
  ] as const) {
    const slope = (pulse(atNs + 1e7) - pulse(atNs - 1e7)) / 0.02;
    expect(slope).toBeCloseTo((towards - pulse(atNs)) / 40, 5);
  }
  const stream = streamOf();
  const read = Array.from({ length: 400 }, () => body.sense(100, 'pulse', hourNs, stream));
  expect(read.every((beats) => Number.isInteger(beats) && Math.abs(beats - 105) < 10)).toBe(true);
  expect(new Set(read).size).toBeGreaterThan(5);
});

test('whoever asks the oracle is told the truth about presence, and light tells it too', () => {
  const room = roomOf();
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 9 * 3600 }), (second) => {
      const occupied = room.occupied(0, second * 1e9);
      expect(occupied).toBe(second % 7200 < 3600 ? 1 : 0);
      expect(room.truth(102, 'light', second * 1e9) > 365).toBe(occupied === 1);
    }),
  );
});

test('an instrument reads near the truth, in its own steps, and the same for the same stream', () => {
  const room = roomOf();
  const reading = room.sense(100, 'temperature', 600e9, streamOf());
  expect(Math.abs(reading - room.truth(100, 'temperature', 600e9))).toBeLessThan(0.6);
  expect(Math.abs(reading * 10 - Math.round(reading * 10))).toBeLessThan(1e-9);
  expect(room.sense(100, 'temperature', 600e9, streamOf())).toBe(reading);
});

const trace = {
  atSeconds: [0, 59, 120],
  samples: 3,
  values: { light: [585.2, 578.4, 0] },
  occupied: [1, 1, 0] as const,
};

test('a recording is read exactly, each sample until the next, and the last to the end', () => {
  const byDates = recordedRoom({ trace, stepNs: null }, roomOf());
  const read = (atNs: number): number => byDates.sense(102, 'light', atNs, streamOf());
  expect([0, 58.9e9, 59e9, 119e9, 120e9, 1e15].map(read)).toEqual([585.2, 585.2, 578.4, 578.4, 0, 0]);
  const bySteps = recordedRoom({ trace, stepNs: 10e9 }, roomOf());
  expect([0, 10e9, 20e9, 99e9].map((atNs) => bySteps.sense(102, 'light', atNs, streamOf()))).toEqual([
    585.2, 578.4, 0, 0,
  ]);
  expect(bySteps.occupied(0, 25e9)).toBe(0);
});

test('what a recording does not hold comes from physics, and things can still be acted on', () => {
  const room = recordedRoom({ trace, stepNs: 10e9 }, roomOf());
  expect(room.truth(103, 'co2', 0)).toBe(roomOf().truth(103, 'co2', 0));
  room.act(105, 'lamp', 1, 0);
  expect(room.truth(105, 'lamp', 0)).toBe(1);
});

test('a recording without dates cannot be played by its dates', () => {
  expect(() => recordedRoom({ trace: { ...trace, atSeconds: null }, stepNs: null }, roomOf())).toThrow(
    'it has no dates',
  );
});
