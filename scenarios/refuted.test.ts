import { describe, expect, test } from 'vitest';
import type { Arm } from './kit/refuted.ts';
import { armText, fewestClaims, judgeClaim, planOfArm, refutedClaims, rightedArm } from './refuted.ts';
import { scenarios } from './catalogue.ts';
import type { Observations } from '../metrics/results/replication.ts';
import { play } from './testing/play.ts';

test('every scenario says of each of its claims, five at least, under what it is false', () => {
  expect(refutedClaims.map(({ scenario }) => scenario.id)).toEqual(scenarios.map(({ id }) => id));
  for (const { scenario, arms } of refutedClaims) {
    expect(Object.keys(arms), scenario.id).toEqual(scenario.claims.map(({ name }) => name));
    expect(scenario.claims.length, scenario.id).toBeGreaterThanOrEqual(fewestClaims);
    expect(Object.values(arms).filter((several) => several.length === 0)).toEqual([]);
  }
});

describe.each(refutedClaims.map((refuted) => [refuted.scenario.id, refuted] as const))('in %s', (_id, refuted) => {
  const { scenario, arms } = refuted;
  const runs = new Map<string, Observations['values']>();
  /** Claims share runs. */
  const valuesOf = (arm: Arm): Observations['values'] => {
    const name = JSON.stringify(arm);
    const known = runs.get(name) ?? play(planOfArm(refuted, arm)).observed.values;
    runs.set(name, known);
    return known;
  };
  const cases = scenario.claims.flatMap((claim) =>
    (arms[claim.name] ?? []).map((arm) => [claim.name, armText(arm), claim, arm] as const),
  );

  test.each(cases)(
    '"%s" is false in %s, and not with all controls and nothing set otherwise',
    (_name, _arm, claim, arm) => {
      const wrong = judgeClaim(claim, valuesOf(arm), arm);
      expect(wrong.holds).toBe(false);
      expect(wrong.n).toBeGreaterThan(0);
      const righted = rightedArm(arm);
      expect(judgeClaim(claim, valuesOf(righted), righted).holds).toBe(true);
    },
  );
});
