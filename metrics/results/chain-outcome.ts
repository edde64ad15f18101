import { wilsonInterval } from '../statistics/proportion.ts';
import type { ChainTally } from './replication.ts';
import type { ChainOutcome } from './summary.ts';

const share = (part: number, of: number): number | null => (of === 0 ? null : part / of);

/** What the plays of one chain came to over its replications; nothing where none played. */
export function chainOutcome(tallies: readonly ChainTally[]): ChainOutcome | null {
  const [first] = tallies;
  if (first === undefined) return null;
  const plays = sum(tallies.map((tally) => tally.plays));
  const stages = first.stages.map(({ id }, place) => {
    const own = tallies.map((tally) => tally.stages[place]!);
    const reached = sum(own.map((stage) => stage.reached));
    return {
      id,
      begun: sum(own.map((stage) => stage.begun)),
      reached,
      ci95: wilsonInterval(reached, plays),
      unnoticed: sum(own.map((stage) => stage.unnoticed)),
      secondsToReach: share(sum(own.map((stage) => stage.secondsToReach)), reached),
    };
  });
  const of = (count: (stage: (typeof stages)[number]) => number): number => sum(stages.map(count));
  return {
    id: first.id,
    name: first.name,
    plays,
    unfinished: sum(tallies.map((tally) => tally.unfinished)),
    partialProgress: share(
      of(({ reached }) => reached),
      plays * stages.length,
    ),
    missedStageRatio: share(
      of(({ unnoticed }) => unnoticed),
      of(({ begun }) => begun),
    ),
    stages,
  };
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);
