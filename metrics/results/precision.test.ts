import { expect, test } from 'vitest';
import { wilsonInterval } from '../statistics/proportion.ts';
import { missedPrecision, reachedPrecision, shortfall } from './precision.ts';
import type { MeasuredValue } from './summary.ts';

const value = (mean: number | null, ci95: MeasuredValue['ci95']): MeasuredValue => ({
  value: mean,
  unit: 'ms',
  n: 9,
  ci95,
});
const asked = { relative: 0.05, headline: ['M30'], attacked: true };

test('a precision is met when every value of the headline metrics has a narrow enough interval', () => {
  const narrow = { 'M30.p50': value(100, [96, 104]), 'M30.p99': value(7, [7, 7]), M33: value(1, [0, 9]) };
  expect(reachedPrecision(asked, narrow)).toEqual({
    asked: 0.05,
    met: true,
    reached: { 'M30.p50': 0.04, 'M30.p99': 0 },
  });
  expect(reachedPrecision(asked, { ...narrow, 'M30.p95': value(100, [94, 106]) }).met).toBe(false);
});

test('a precision is not waited for in the details of a metric', () => {
  const wide = { 'M30.p50': value(100, [96, 104]), 'M30.command.p50': value(100, [0, 300]) };
  expect(reachedPrecision(asked, wide)).toEqual({ asked: 0.05, met: true, reached: { 'M30.p50': 0.04 } });
});

test('unknown is never met: no value, no interval, no such metric, or a width around 0', () => {
  const unknown = [
    { 'M30.p50': value(null, null) },
    { 'M30.p50': value(100, null) },
    { 'M30.p50': value(0, [0, 0.2]) },
    {},
  ];
  for (const metrics of unknown) {
    const { met, reached } = reachedPrecision(asked, metrics);
    expect([met, Object.values(reached)]).toEqual([false, [null]]);
  }
  expect(reachedPrecision(asked, { 'M30.p50': value(0, [0, 0]) }).met).toBe(true);
});

test('where nobody attacks, what only an attack can show is not waited for; nor is a precision of nothing met', () => {
  const both = { relative: 0.05, headline: ['M01', 'M30'] };
  const metrics = { M01: value(null, null), 'M30.p50': value(100, [99, 101]) };
  expect(reachedPrecision({ ...both, attacked: false }, metrics).met).toBe(true);
  expect(reachedPrecision({ ...both, attacked: true }, metrics).met).toBe(false);
  expect(reachedPrecision({ ...both, headline: ['M01'], attacked: false }, metrics)).toMatchObject({
    met: false,
    reached: {},
  });
});

test('the warning says what fell short and how far it got, the furthest first', () => {
  const reached = { 'M30.p50': 0.012, 'M30.p99': 0.0714, M01: null, M33: 1.31 };
  expect(missedPrecision({ asked: 0.05, met: false, reached }, 400)).toBe(
    'stopped at the cap of 400 replications, short of the precision of 5 %: ' +
      'half-width (of a share in points, else relative) of M01 unknown or 0, M33 131 %, M30.p99 7.14 %',
  );
  expect(shortfall({ asked: 0.05, met: false, reached }, 1)).toBe('M01 unknown or 0, 2 more');
  expect(missedPrecision({ asked: 0.05, met: false, reached: {} }, 5)).toContain('no headline metric can be measured');
});

test('of a share the half-width itself is asked, by its longer arm: one of 0 or of 1 can be precise, and no end is favoured', () => {
  const share = (hits: number, n: number): MeasuredValue => ({
    value: hits / n,
    unit: 'share',
    n,
    ci95: wilsonInterval(hits, n),
  });
  const of = (measured: MeasuredValue) => reachedPrecision({ ...asked, headline: ['M01'] }, { M01: measured });
  // 3.84/(n + 3.84) is the upper end at 0: 5 points at 73 trials.
  expect([of(share(0, 72)).met, of(share(0, 73)).met, of(share(73, 73)).met]).toEqual([false, true, true]);
  expect(of(share(0, 73)).reached['M01']).toBeCloseTo(0.05, 4);
  expect(of(share(3, 200)).reached['M01']).toBeCloseTo(of(share(197, 200)).reached['M01']!, 12);
  // Relative to itself a share of 0.02 of 1000 trials would be wide: 45 %.
  expect(of(share(20, 1000)).met).toBe(true);
  expect(of({ ...share(0, 72), value: null, ci95: null }).reached).toEqual({ M01: null });
});
