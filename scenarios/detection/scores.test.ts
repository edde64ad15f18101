import { describe, expect, test } from 'vitest';
import { attacks } from '../../attacks/catalogue.ts';
import { detector } from '../../sim/controls/detector.ts';
import { factNumber } from '../../sim/framework/fact.ts';
import type { FactBlock } from '../../sim/framework/fact.ts';
import { replicate } from '../replicate.ts';
import { planAtHome } from '../studied.ts';
import { beliefs } from './roc.ts';
import { alarmsOf, attemptScores, hoursOf } from './scores.ts';
import type { EndedAttempt, Score, ScoredRun } from './scores.ts';
import { alarmsPerHour, detectorTerms, scored, thresholdFor } from './threshold.ts';

const at = (second: number, score: number, attempt = -1, about = 1): Score => ({
  atNs: second * 1e9,
  about,
  score,
  attempt,
});
const run = (scores: readonly Score[], untilSeconds = 3600, ended: ScoredRun['ended'] = []): ScoredRun => ({
  scores,
  ended,
  fromNs: 0,
  untilNs: untilSeconds * 1e9,
});
const lasting = (attempt: number, from: number, until: number): EndedAttempt => ({
  attempt,
  fromNs: from * 1e9,
  untilNs: until * 1e9,
});

describe('scores of a detector', () => {
  test('an attempt has the highest that descends from it, 0 where none does', () => {
    expect(
      attemptScores(run([at(1, 2, 0), at(2, 5, 0), at(3, 9)], 60, [lasting(0, 0, 30), lasting(1, 30, 60)])),
    ).toEqual([5, 0]);
  });

  test('of no mistake in a few honest units it does not follow that alarms are true', () => {
    const intervals = { overInterval: null, caughtInterval: null, mistakenInterval: null };
    const counts = { over: 49, attempts: 52, caught: 40, alarmed: 36, honest: 32 };
    const of = (mistaken: number) =>
      beliefs({ threshold: 1, ...counts, ...intervals, mistaken, falseAlarmsPerHour: 0 }).at(-1)!;
    expect(of(0).value).toBeNull();
    expect(of(0).interval![0]).toBeLessThan(1e-3);
    expect(of(1).value).toBeCloseTo(((49 / 52) * 1e-5) / ((49 / 52) * 1e-5 + (1 - 1e-5) / 32), 9);
  });

  test('a threshold is the lowest that keeps to the rate that was asked for, at it and above it', () => {
    // An alarm of each height an hour, far apart.
    const honest = [
      run(
        Array.from({ length: 20 }, (_, place) => at(place * 1000, place + 1)),
        20 * 1000,
      ),
    ];
    const threshold = thresholdFor(honest, 1);
    expect(alarmsPerHour(honest, threshold)).toBeLessThanOrEqual(1);
    expect(alarmsPerHour(honest, threshold * 0.95)).toBeGreaterThan(1);
    expect(thresholdFor(honest, 2)).toBeLessThan(threshold);
    expect(thresholdFor(honest, 0)).toBeGreaterThan(20);
    expect(() => thresholdFor([], 1)).toThrow(/honest play/);
    expect(hoursOf(honest)).toBeCloseTo(20 / 3.6, 9);
  });

  const worm = attacks.find(({ id }) => id === 'A22')!;
  const plan = planAtHome(worm, { profile: { name: 'framework', without: ['C37', 'C45'] } }, 120);

  test('what was taken down comes to the very alarms that the detector raises at a threshold', () => {
    const threshold = 2;
    const raised: number[] = [];
    const observer = {
      block(facts: FactBlock): void {
        for (let row = 0; row < facts.count; row++)
          if (facts.kind[row] === factNumber.alarmed && facts.value[row]! > 0) raised.push(facts.time[row]!);
      },
    };
    const taken = scored(plan);
    replicate({ ...plan, reset: [detector(detectorTerms(threshold))], observers: [observer] }, { seconds: () => 0 });
    const told = alarmsOf({ ...taken, fromNs: 0 }, detectorTerms(threshold)).map(({ atNs }) => atNs);
    expect(raised.length).toBeGreaterThan(0);
    expect(told).toEqual(raised);
    expect(attemptScores(taken).some((score) => score > 0)).toBe(true);
  });

  test('scores of honest play descend from nobody', () => {
    const honest = scored({ ...plan, attacks: [] });
    expect(honest.scores.length).toBeGreaterThan(0);
    expect(honest.scores.every(({ attempt }) => attempt === -1)).toBe(true);
  });
});
