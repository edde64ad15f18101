import { describe, expect, test } from 'vitest';
import { attacks } from '../../attacks/catalogue.ts';
import { homeOf, planAtHome } from '../studied.ts';
import { honestRuns, scored } from './threshold.ts';
import type { HonestPlay } from './threshold.ts';
import { freeze } from './play-detection.ts';

const attack = attacks.find(({ id }) => id === 'A23')!;
const size = { honest: 1, honestSeconds: 60, attacked: 1 };

describe('the one threshold', () => {
  const frozen = freeze([homeOf(attack)], size);

  test('is set on honest play: whoever attacks, with whatever random numbers, cannot move it', () => {
    for (const seed of [1, 2])
      scored({ ...planAtHome(attack, { profile: { name: 'framework', without: ['C16'] } }, 60), seed });
    expect(freeze([homeOf(attack)], size)).toEqual(frozen);
    expect(frozen.setOn.perHour).toBeLessThanOrEqual(frozen.askedPerHour);
    expect(frozen.setOn.hours).toBeGreaterThan(0);
    // @ts-expect-error: no attack can be named where honest play is.
    const play: HonestPlay = { scenarios: [], durationSeconds: 1, replications: 1, attacks: [attack] };
    expect(honestRuns(play, 'a test', 1)).toEqual([]);
  });

  test('moves with the honest play that it is set on, which is other play than that on which it is looked at again', () => {
    const play = { scenarios: [homeOf(attack)], durationSeconds: 60, replications: 1 };
    const scores = ['detection threshold', 'detection check'].map((purpose) => honestRuns(play, purpose, 1)[0]!.scores);
    expect(scores[0]!.length).toBeGreaterThan(0);
    expect(scores[0]).not.toEqual(scores[1]);
    expect(freeze(play.scenarios, size, 2).threshold).not.toBe(frozen.threshold);
  });
});
