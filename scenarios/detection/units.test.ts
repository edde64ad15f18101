import { describe, expect, test } from 'vitest';
import { areaUnderCurve } from '../../metrics/statistics/roc.ts';
import { keyOf, Stream } from '../../sim/kernel/stream.ts';
import type { EndedAttempt, Score, ScoredRun } from './scores.ts';
import { heightOf, unitsOf } from './units.ts';

const secondNs = 1e9;
const hourNs = 3600 * secondNs;
const runOf = (scores: readonly Score[], ended: readonly EndedAttempt[] = []): ScoredRun => ({
  scores,
  ended,
  fromNs: 0,
  untilNs: hourNs,
});

/** Thirty sources, each with a score every ten seconds or so, of the same distribution. */
function honestScores(seed: number): readonly Score[] {
  const stream = new Stream(keyOf(seed, 0, 'honest scores of a test'));
  return Array.from({ length: 10_800 }, (_, index) => ({
    atNs: Math.floor((index * hourNs) / 10_800),
    about: stream.below(30),
    score: -Math.log(stream.open()),
    attempt: -1,
  }));
}

/** Attempts of two minutes, one after the other. */
const attempts: readonly EndedAttempt[] = Array.from({ length: 28 }, (_, attempt) => ({
  attempt,
  fromNs: attempt * 120 * secondNs,
  untilNs: (attempt + 1) * 120 * secondNs,
}));

/** A run in which each attempt leaves one score at each of some sources, of a height of its own. */
function attackedRun(seed: number, sources: number, height: number): ScoredRun {
  const left = attempts.flatMap(({ attempt, fromNs }) =>
    Array.from({ length: sources }, (_, about) => ({
      atNs: fromNs + (about + 1) * secondNs,
      about,
      score: height,
      attempt,
    })),
  );
  const scores = [...honestScores(seed), ...left].toSorted((one, other) => one.atNs - other.atNs);
  return runOf(scores, attempts);
}

const areaOf = (attacked: ScoredRun): readonly [number, number] => {
  const units = unitsOf(attacked, runOf(honestScores(2)), 1);
  return areaUnderCurve(units.attacked, units.honest).interval!;
};

describe('units of detection', () => {
  test('a unit is as high as the highest score about its sources in its time', () => {
    const at = (second: number, about: number, score: number): Score => ({
      atNs: second * secondNs,
      about,
      score,
      attempt: -1,
    });
    const run = runOf([at(1, 1, 9), at(5, 1, 2), at(6, 2, 4), at(7, 3, 8), at(11, 2, 9)]);
    expect(heightOf(run, { sources: [1, 2], fromNs: 2 * secondNs, lengthNs: 8 * secondNs })).toBe(4);
    expect(heightOf(run, { sources: [5], fromNs: 0, lengthNs: hourNs })).toBe(0);
  });

  test('what adds nothing cannot be told, at however many sources it leaves it', () => {
    for (const sources of [0, 1, 12]) {
      const [low, high] = areaOf(attackedRun(3, sources, 1e-6));
      expect(low, `${sources} sources`).toBeLessThan(0.5);
      expect(high, `${sources} sources`).toBeGreaterThan(0.5);
    }
  });

  test('one attempt that lifts one source is told from one honest source, not from the worst of the house', () => {
    // As high as the highest of a source in two minutes hardly ever is, and the highest of thirty often.
    const [low] = areaOf(attackedRun(3, 1, 6));
    expect(low).toBeGreaterThan(0.9);
  });

  test('what is drawn follows from the seed, and is other honest play for each attempt', () => {
    const [attacked, honest] = [attackedRun(3, 2, 1), runOf(honestScores(2))];
    expect(unitsOf(attacked, honest, 1)).toEqual(unitsOf(attacked, honest, 1));
    const drawn = unitsOf(attacked, honest, 1).honest;
    expect(drawn).not.toEqual(unitsOf(attacked, honest, 2).honest);
    expect(new Set(drawn).size).toBeGreaterThan(drawn.length / 2);
    expect(drawn).toHaveLength(4 * attempts.length);
  });
});
