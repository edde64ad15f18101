import { describe, expect, test } from 'vitest';
import { normalQuantile } from '../../sim/kernel/distributions/standard-normal.ts';
import { keyOf, Stream } from '../../sim/kernel/stream.ts';
import { areaUnderCurve, positivePredictiveValue } from './roc.ts';

const normals = (count: number, mean: number, of: Stream): readonly number[] =>
  Array.from({ length: count }, () => mean + normalQuantile(of.open()));

describe('area under the ROC curve', () => {
  test('is the share of pairs that stand right, ties counted half', () => {
    expect(areaUnderCurve([3, 1, 2], [0, 1, 2]).area).toBeCloseTo((3 + 1.5 + 2.5) / 9, 12);
    expect(areaUnderCurve([1, 1], [1, 1]).area).toBe(0.5);
  });

  test('is unknown where there is nothing of a sort; where nothing overlaps its interval is that of single pairs', () => {
    expect(areaUnderCurve([], [1, 2])).toEqual({ area: null, interval: null, positives: 0, negatives: 2 });
    expect(areaUnderCurve([5, 6], [1, 2])).toMatchObject({ area: 1, interval: [expect.closeTo(0.1581, 4), 1] });
    expect(areaUnderCurve([5], [1, 2]).interval).toBeNull();
  });

  // Two normals whose means lie one deviation apart: Phi(1 / sqrt 2).
  test('its interval covers what is so, about as often as it says', () => {
    const truth = 0.760_249_938_906_524;
    const stream = new Stream(keyOf(1, 1, 'roc'));
    let covered = 0;
    const runs = 400;
    for (let run = 0; run < runs; run++) {
      const { interval } = areaUnderCurve(normals(40, 1, stream), normals(60, 0, stream));
      if (interval![0] <= truth && truth <= interval![1]) covered++;
    }
    expect(covered / runs).toBeGreaterThan(0.92);
    expect(covered / runs).toBeLessThan(0.98);
  });
});

test('where one thing in ten thousand is an attack, most alarms are false though few are raised', () => {
  expect(positivePredictiveValue(1e-4, 0.99, 0.01)).toBeCloseTo(0.0098, 4);
  expect(positivePredictiveValue(0.3, 0.8, 0.1)).toBeCloseTo(0.24 / 0.31, 12);
  expect(positivePredictiveValue(0.1, 0, 0)).toBeNull();
});
