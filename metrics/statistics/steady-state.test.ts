import { expect, test } from 'vitest';
import { normalQuantile } from '../../sim/kernel/distributions/standard-normal.ts';
import { keyOf, Stream } from '../../sim/kernel/stream.ts';
import { mser5 } from './mser.ts';
import { replicatedSteadyState, steadyState } from './steady-state.ts';

const stream = (purpose: string): Stream => new Stream(keyOf(7, 'steady state', purpose));

/** Observations about 10, each leaning on the one before, from a start that is far off. */
function settling(purpose: string, length: number, start: number): number[] {
  const own = stream(purpose);
  let away = start;
  return Array.from({ length }, () => 10 + (away = 0.7 * away + normalQuantile(own.open())));
}

/** The truncation by its definition, every cut tried anew. */
function byDefinition(values: readonly number[]): number {
  const means = Array.from({ length: Math.floor(values.length / 5) }, (_, batch) =>
    values.slice(5 * batch, 5 * batch + 5).reduce((sum, value) => sum + value / 5, 0),
  );
  const errors = means.slice(0, means.length / 2 + 1).map((_, cut) => {
    const left = means.slice(cut);
    const mean = left.reduce((sum, value) => sum + value / left.length, 0);
    return left.reduce((sum, value) => sum + (value - mean) * (value - mean), 0) / (left.length * left.length);
  });
  return 5 * errors.indexOf(Math.min(...errors));
}

test('MSER-5 cuts where its definition says', () => {
  for (const [at, start] of [0, 5, 30, -60, 200].entries()) {
    const values = settling(`run ${at}`, 300, start);
    expect(mser5(values)?.observations).toBe(byDefinition(values));
  }
});

test('a start that is far off is cut away, a settled run loses little, a constant nothing', () => {
  expect(mser5(settling('far', 2000, 500))!.observations).toBeGreaterThanOrEqual(10);
  expect(mser5(settling('far', 2000, 500))!.observations).toBeLessThan(200);
  expect(mser5(new Array<number>(100).fill(3))).toEqual({ observations: 0, squaredError: 0 });
  // A step: exactly what lies before it.
  expect(mser5([...new Array<number>(30).fill(9), ...new Array<number>(90).fill(3)])!.observations).toBe(30);
});

test('MSER-5 says nothing of a run that has not settled, nor of one below fifty observations', () => {
  expect(mser5(Array.from({ length: 400 }, (_, at) => at))).toBeNull();
  expect(mser5(new Array<number>(49).fill(1))).toBeNull();
  expect(steadyState(Array.from({ length: 400 }, (_, at) => at))).toBeNull();
});

test('the mean of a steady state is held in about 95 % of runs, far start or not', () => {
  let held = 0;
  const runs = 300;
  for (let run = 0; run < runs; run++) {
    const { interval } = steadyState(settling(`covered ${run}`, 2500, 60))!;
    if (interval![0] <= 10 && 10 <= interval![1]) held++;
  }
  expect(Math.abs(held / runs - 0.95)).toBeLessThan(0.045);
});

test('a run that is too short for its interval shows it in the correlation of its batches', () => {
  const own = stream('slow');
  let away = 0;
  const slow = Array.from({ length: 640 }, () => (away = 0.995 * away + normalQuantile(own.open())));
  const found = steadyState(slow);
  expect(found === null || found.correlation! > 0.5).toBe(true);
  expect(Math.abs(steadyState(settling('quick', 5000, 0))!.correlation!)).toBeLessThan(0.4);
});

test('of several replications the same start is left out of each, and their mean is held in about 95 % of cases', () => {
  const step = (base: number): number[] => [...new Array<number>(30).fill(90), ...new Array<number>(90).fill(base)];
  const found = replicatedSteadyState([step(1), step(2), step(3)])!;
  expect([found.mean, found.leftOut]).toEqual([2, 30]);
  let held = 0;
  const runs = 200;
  for (let run = 0; run < runs; run++) {
    const own = Array.from({ length: 5 }, (_, replication) => settling(`${run} ${replication}`, 400, 60));
    const [lower, upper] = replicatedSteadyState(own)!.interval!;
    if (lower <= 10 && 10 <= upper) held++;
  }
  expect(Math.abs(held / runs - 0.95)).toBeLessThan(0.045);
  expect(replicatedSteadyState([step(1)])).toBeNull();
  expect(replicatedSteadyState([])).toBeNull();
  expect(() => replicatedSteadyState([step(1), [1]])).toThrow('equal lengths, got 120 and 1');
});
