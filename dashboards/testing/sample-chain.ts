import type { ChainOutcome, RunResult } from '../../metrics/results/summary.ts';

/** Plays that reached each stage, by arm: invented, so that the chain goes through, stops half-way, and stops at once. */
const reachedBy: readonly (readonly number[])[] = [
  [38, 31, 12],
  [38, 0, 0],
  [0, 0, 0],
];
const intervals: Readonly<Record<number, readonly [number, number]>> = {
  0: [0, 0.088],
  12: [0.181, 0.454],
  31: [0.625, 0.877],
  38: [0.835, 0.986],
};

const chainOf = (reached: readonly number[]): ChainOutcome => ({
  id: 'K90',
  name: 'from-thing-to-records',
  plays: 40,
  unfinished: 1,
  partialProgress: reached.reduce((sum, count) => sum + count, 0) / 120,
  missedStageRatio: 0.75,
  stages: ['A01', 'A09', 'A31'].map((id, place) => ({
    id,
    begun: place === 0 ? 40 : reached[place - 1]!,
    reached: reached[place]!,
    ci95: intervals[reached[place]!]!,
    unnoticed: place === 0 ? 30 : Math.floor(reached[place - 1]! / 2),
    secondsToReach: reached[place]! > 0 ? 12.5 + place * 40 : null,
  })),
});

/** A run with plays of a chain in each of its arms. */
export const withChain = (result: RunResult): RunResult => ({
  ...result,
  arms: result.arms.map((arm, index) => ({ ...arm, chains: [chainOf(reachedBy[index]!)] })),
});
