import { expect, test } from 'vitest';
import { Hold } from './hold.ts';
import { Pacer, type PaceClock } from './pacer.ts';

/** A clock that only waiting moves on, and the pace that is asked for. */
const staged = (pace: number): PaceClock & { millis: number; asked: number; stop: boolean; waits: number } => ({
  millis: 1000,
  asked: pace,
  stop: false,
  waits: 0,
  now() {
    return this.millis;
  },
  wait(millis) {
    this.waits++;
    this.millis += millis;
  },
  pace() {
    return this.asked;
  },
  stopped() {
    return this.stop;
  },
});

test('at a pace of 20, twenty simulated seconds take one', () => {
  const clock = staged(20);
  const pacer = new Pacer(clock);
  for (let second = 0; second <= 100; second++) pacer.keep(second * 1e9);
  expect(clock.millis).toBeCloseTo(6000, 6);
});

test('as fast as possible nothing waits, and a change of pace counts from the moment of the change', () => {
  const clock = staged(0);
  const pacer = new Pacer(clock);
  for (let second = 0; second <= 50; second++) pacer.keep(second * 1e9);
  expect([clock.millis, clock.waits]).toEqual([1000, 0]);
  clock.asked = 1;
  pacer.keep(50e9);
  pacer.keep(52e9);
  expect(clock.millis).toBeCloseTo(3000, 6);
});

test('a run that was held up does not hurry afterwards', () => {
  const clock = staged(1);
  const pacer = new Pacer(clock);
  pacer.keep(0);
  clock.millis += 30_000;
  pacer.keep(1e9);
  pacer.keep(2e9);
  expect(clock.millis).toBeCloseTo(32_000, 6);
});

test('a run that waits is let go when it is stopped', () => {
  const clock = staged(1);
  clock.wait = function wait(this: typeof clock, millis) {
    this.millis += millis;
    this.stop = this.millis > 1700;
  };
  const pacer = new Pacer(clock);
  pacer.keep(0);
  pacer.keep(3600e9);
  expect(clock.millis).toBeLessThan(2100);
});

test('both sides of a hold see the same pace, and a stop ends a wait at once', () => {
  const hold = new Hold();
  const clock = new Hold(hold.memory).clock(() => 0);
  hold.setPace(100);
  expect([clock.pace(), clock.stopped()]).toEqual([100, false]);
  hold.stop();
  expect(clock.stopped()).toBe(true);
});
