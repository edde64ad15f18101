import { expect, test } from 'vitest';
import type { KillChain } from '../../sim/framework/kill-chain.ts';
import type { JudgedAttempt } from '../../sim/framework/metric.ts';
import { chainOutcome } from '../results/chain-outcome.ts';
import { chainTally } from './chain-plays.ts';

const chain: KillChain = {
  id: 'K99',
  name: 'of a test',
  summary: 'a test',
  home: 'a test',
  order: 'sequence',
  stages: [
    { attack: 'A1', purpose: 'way in', brokenBy: [] },
    { attack: 'A2', purpose: 'end', brokenBy: [] },
  ],
};
/** An attempt of a stage in a play that begins in some second, reaches its goal in another (null: never), and is noticed or not. */
const attempt = (
  [play, stage, startSeconds]: readonly [number, number, number],
  reachedSeconds: number | null,
  { endsPlay = false, noticed = false } = {},
): JudgedAttempt =>
  ({
    attack: `A${stage + 1}`,
    startNs: startSeconds * 1e9,
    endNs: (startSeconds + 1) * 1e9,
    success: reachedSeconds !== null,
    successNs: reachedSeconds === null ? null : reachedSeconds * 1e9,
    stage: { part: { chain: 'K99', play, stage, trial: 1 }, endsPlay, noticed },
  }) as unknown as JudgedAttempt;

test('a stage counts as reached with all before it, from the first success on, and plays that go on at the end do not count', () => {
  const tally = chainTally(chain, [
    // Reached at the second try of its first stage: 12 s after it began.
    attempt([1, 0, 10], null, { noticed: true }),
    attempt([1, 0, 20], 22),
    attempt([1, 1, 23], 26, { endsPlay: true }),
    // The end without the way in counts for nothing.
    attempt([2, 0, 30], null),
    attempt([2, 1, 31], 32, { endsPlay: true, noticed: true }),
    // Still under way.
    attempt([3, 0, 40], 41),
  ]);
  expect(tally).toMatchObject({ id: 'K99', plays: 2, unfinished: 1 });
  expect(tally.stages).toEqual([
    { id: 'A1', begun: 2, reached: 1, unnoticed: 1, secondsToReach: 12 },
    { id: 'A2', begun: 2, reached: 1, unnoticed: 1, secondsToReach: 16 },
  ]);
  // Two runs of it: shares are over plays, stages and stages tried, with their interval.
  const outcome = chainOutcome([tally, tally])!;
  expect(outcome).toMatchObject({ plays: 4, unfinished: 2, partialProgress: 0.5, missedStageRatio: 0.5 });
  expect(outcome.stages[1]).toMatchObject({ begun: 4, reached: 2, unnoticed: 2, secondsToReach: 16 });
  expect(outcome.stages[1]!.ci95![0]).toBeCloseTo(0.15, 2);
});

test('without plays nothing is known', () => {
  const none = chainOutcome([chainTally(chain, [])])!;
  expect(none).toMatchObject({ plays: 0, partialProgress: null, missedStageRatio: null });
  expect(none.stages[0]).toMatchObject({ ci95: null, secondsToReach: null });
  expect(chainOutcome([])).toBeNull();
});
