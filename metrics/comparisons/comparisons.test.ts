import { expect, test } from 'vitest';
import type { ComparedRun } from './comparison.ts';
import { objectiveUnderAttack } from './objective-under-attack.ts';
import { resilienceIntegral } from './resilience-integral.ts';
import { saturationPoint } from './saturation-point.ts';

const compared = (goodput: readonly number[], availability: number | null = 1): ComparedRun => ({
  values: { M31: { value: availability, n: 20 } },
  curve: { binSeconds: 2, goodput },
});

test('the area between two goodput curves is the work lost; catching up is offset', () => {
  const found = resilienceIntegral.compare(compared([10, 10, 10, 10]), compared([10, 2, 5, 11]));
  expect(found).toEqual({ lost: { value: 24, n: 4 }, share: { value: 0.3, n: 4 } });
});

test('curves of different bins are not compared', () => {
  expect(() => resilienceIntegral.compare(compared([1]), compared([1, 2]))).toThrow('1 bins of 2 s, 2 of 2 s');
});

test('the objective kept under attack is a share of the baseline, unknown where either is', () => {
  const ratio = (before: number | null, under: number | null): number | null =>
    objectiveUnderAttack.compare(compared([], before), compared([], under))['ratio']!.value;
  expect([ratio(0.8, 0.4), ratio(0, 0.4), ratio(null, 0.4), ratio(0.8, null)]).toEqual([0.5, null, null, null]);
});

test('the saturation point lies where the share carried falls below 95 % for good', () => {
  const rows = [
    { offeredPerSecond: 300, goodputPerSecond: 180 },
    { offeredPerSecond: 100, goodputPerSecond: 100 },
    { offeredPerSecond: 200, goodputPerSecond: 198 },
    { offeredPerSecond: 150, goodputPerSecond: 140 },
  ];
  // 0.99 at 200, 0.6 at 300: 0.95 lies 4/39 of the way.
  expect(saturationPoint.find(rows).value).toBeCloseTo(200 + (100 * 4) / 39, 9);
  expect(saturationPoint.find(rows.slice(1)).value).toBeNull();
  expect(saturationPoint.find([])).toEqual({ value: null, n: 0 });
});
