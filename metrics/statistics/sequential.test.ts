import { expect, test } from 'vitest';
import { normalQuantile } from '../../sim/kernel/distributions/standard-normal.ts';
import { keyOf, Stream } from '../../sim/kernel/stream.ts';
import { Moments } from './moments.ts';
import { isLook, lookAfter, reaches, relativeHalfWidth, sequentialVerdict, stoppedConfidence } from './sequential.ts';
import { studentQuantile } from './student.ts';

test('looks come after ten replications, then after half as many again, and at the cap', () => {
  const looks = Array.from({ length: 300 }, (_, count) => count).filter((count) => isLook(count, 299));
  expect(looks).toEqual([10, 15, 23, 35, 53, 80, 120, 180, 270, 299]);
  expect([0, 9, 10, 22, 270].map(lookAfter)).toEqual([10, 10, 15, 23, 405]);
});

test('a precision is relative or absolute, and what is unknown never reaches it', () => {
  const about = (value: number | null, half: number) => ({
    value,
    interval: value === null ? null : ([value - half, value + half] as const),
  });
  expect(reaches(about(10, 1), { relative: 0.1 })).toBe(true);
  expect(reaches(about(-10, 1.5), { relative: 0.1 })).toBe(false);
  expect(reaches(about(0.001, 0.01), { absolute: 0.01 })).toBe(true);
  expect(reaches(about(0, 0.02), { absolute: 0.01 })).toBe(false);
  for (const goal of [{ relative: 9 }, { absolute: 9 }]) {
    expect(reaches(about(null, 0), goal)).toBe(false);
    expect(reaches({ value: 1, interval: null }, goal)).toBe(false);
  }
  expect(relativeHalfWidth(about(0, 1))).toBeNull();
  expect(relativeHalfWidth(about(0, 0))).toBe(0);
});

test('all goals must be reached at one look; nothing to estimate goes on to the cap', () => {
  const narrow = [{ value: 5, interval: [4.9, 5.1] }, { relative: 0.1 }] as const;
  const wide = [{ value: 5, interval: [3, 7] }, { absolute: 0.5 }] as const;
  const at = (count: number) => ({ count, most: 20 });
  expect(sequentialVerdict(at(15), () => [narrow])).toBe('reached');
  expect(sequentialVerdict(at(15), () => [narrow, wide])).toBe('on');
  expect(sequentialVerdict(at(20), () => [narrow, wide])).toBe('capped');
  expect(sequentialVerdict(at(20), () => [narrow])).toBe('reached');
  expect(sequentialVerdict(at(10), () => [])).toBe('on');
  expect(
    sequentialVerdict(at(14), () => {
      throw new Error('looked between looks');
    }),
  ).toBe('on');
});

test('where stopping is most tempting the interval holds the truth as often as it says; looked at after each replication it does not', () => {
  const own = new Stream(keyOf(7, 'sequential', 'coverage'));
  // Asked for so that 16 replications would do where the deviation were known.
  const goal = { absolute: 1.96 / Math.sqrt(16) };
  const criticals = (confidence: number): readonly number[] =>
    Array.from({ length: 401 }, (_, n) => (n < 2 ? NaN : studentQuantile(0.5 + confidence / 2, n - 1)));
  const [plain, wider] = [criticals(0.95), criticals(stoppedConfidence)];
  const estimated = ({ n, mean, deviation }: Moments, critical: readonly number[]) => {
    const half = (critical[n]! * deviation) / Math.sqrt(n);
    return { value: mean, interval: [mean - half, mean + half] as const };
  };
  const holds = ([lower, upper]: readonly [number, number]): number => (lower <= 0 && 0 <= upper ? 1 : 0);
  const runs = 3000;
  const held = { looks: 0, each: 0 };
  for (let run = 0; run < runs; run++) {
    const moments = new Moments();
    let eachGoesOn = true;
    for (let goesOn = true; goesOn;) {
      moments.add(normalQuantile(own.open()));
      if (eachGoesOn && moments.n >= 5 && reaches(estimated(moments, plain), goal)) {
        eachGoesOn = false;
        held.each += holds(estimated(moments, plain).interval);
      }
      const looked = () => [[estimated(moments, wider), goal]] as const;
      goesOn = sequentialVerdict({ count: moments.n, most: 400 }, looked) === 'on';
    }
    held.looks += holds(estimated(moments, wider).interval);
  }
  expect(held.looks / runs).toBeGreaterThan(0.945);
  expect(held.each / runs).toBeLessThan(0.935);
});
