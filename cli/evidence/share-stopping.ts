import { wilsonInterval } from '../../metrics/statistics/proportion.ts';
import { lookAfter, reaches, stoppedConfidence } from '../../metrics/statistics/sequential.ts';
import { logGamma } from '../../sim/kernel/distributions/gamma-function.ts';
import { alignedTable } from '../table.ts';
import { atLeast, atMost } from './figure.ts';
import type { Bar, Call } from './figure.ts';

/** A share that is gone on for: its truth, trials of each run, and the half-width that is asked for. */
interface SharePlan {
  readonly rate: number;
  readonly trialsPerRun: number;
  readonly absolute: number;
}

/** What comes of stopping there, exactly. */
interface ShareStopping {
  readonly meanRuns: number;
  /** Chance that the precision is reached, not the cap. */
  readonly reached: number;
  /** Chance that the truth is no further from the estimate than was asked. */
  readonly askedHeld: number;
  /** Chance that the interval holds the truth. */
  readonly intervalHeld: number;
}

/** Chance of each number of hits among so many trials. */
function binomial(trials: number, rate: number): Float64Array {
  const chances = new Float64Array(trials + 1);
  for (let hits = 0; hits <= trials; hits++) {
    const ways = logGamma(trials + 1) - logGamma(hits + 1) - logGamma(trials - hits + 1);
    const [hit, miss] = [
      hits === 0 ? 0 : hits * Math.log(rate),
      hits === trials ? 0 : (trials - hits) * Math.log1p(-rate),
    ];
    chances[hits] = Math.exp(ways + hit + miss);
  }
  return chances;
}

/**
 * Stops a share at a precision by the rule that is claimed, by the law: the chance of each number of hits is carried from look to look, and
 * what stops leaves. No repetition is drawn, so there is no error of chance in it.
 */
function shareStopping({ rate, trialsPerRun, absolute }: SharePlan, mostRuns: number): ShareStopping {
  const sums = { meanRuns: 0, reached: 0, askedHeld: 0, intervalHeld: 0 };
  let going = Float64Array.of(1);
  for (let runs = 0; runs < mostRuns;) {
    const next = Math.min(mostRuns, lookAfter(runs));
    const more = binomial((next - runs) * trialsPerRun, rate);
    runs = next;
    const trials = runs * trialsPerRun;
    const at = new Float64Array(trials + 1);
    going.forEach((chance, before) => {
      if (chance > 0) more.forEach((own, hits) => (at[before + hits]! += chance * own));
    });
    at.forEach((chance, hits) => {
      const [value, interval] = [hits / trials, wilsonInterval(hits, trials, stoppedConfidence)!];
      const isReached = reaches({ value, interval }, { absolute });
      if (!isReached && runs < mostRuns) return;
      at[hits] = 0;
      sums.meanRuns += chance * runs;
      if (isReached) sums.reached += chance;
      if (Math.abs(value - rate) <= absolute) sums.askedHeld += chance;
      if (interval[0] <= rate && rate <= interval[1]) sums.intervalHeld += chance;
    });
    going = at;
  }
  return sums;
}

/** Shares that are stopped at 5 points: none at all, rare ones, and those whose variance is greatest. */
const stoppedShares = [0, 0.001, 0.005, 0.01, 0.02, 0.05, 0.1, 0.3, 0.5, 0.9, 1];
/** From which on a share's interval is claimed: at rarer ones no hit is the rule, and Wilson's falls short however often it is looked at. */
const claimedFrom = 0.005;

/** Whether a share that is stopped at a precision holds what it says. */
export function shareBars({ print }: Call): readonly Bar[] {
  const rows = stoppedShares.map((rate) => ({
    rate,
    ...shareStopping({ rate, trialsPerRun: 10, absolute: 0.05 }, 400),
  }));
  print(
    alignedTable(
      [
        [
          'share, 10 trials a run, to 5 points, by the law',
          'mean runs',
          'reached %',
          'asked for held %',
          'interval held %',
        ],
        ...rows.map(({ rate, meanRuns, reached, askedHeld, intervalHeld }) => [
          String(rate),
          meanRuns.toFixed(1),
          ...[reached, askedHeld, intervalHeld].map((share) => (100 * share).toFixed(1)),
        ]),
      ],
      ['right', 'right', 'right', 'right', 'right'],
    ),
  );
  const least = (of: (row: (typeof rows)[number]) => number): number =>
    Number((100 * Math.min(...rows.map(of))).toFixed(6));
  const [never] = rows;
  return [
    atMost('a share of 0 to 5 points, 10 trials a run: mean runs', Number(never!.meanRuns.toFixed(6)), 10),
    atLeast(
      'shares of 0 to 1 to 5 points, the worst: reached',
      least(({ reached }) => reached),
      100,
      ' %',
    ),
    atLeast(
      'the same: the precision asked for holds the truth',
      least(({ askedHeld }) => askedHeld),
      95,
      ' %',
    ),
    atLeast(
      `the same from ${claimedFrom} on: the interval reached holds the truth`,
      least(({ rate, intervalHeld }) => (rate > 0 && rate < claimedFrom ? 1 : intervalHeld)),
      95,
      ' %',
    ),
  ];
}
