import { wilsonInterval } from '../../metrics/statistics/proportion.ts';
import { lookAfter, reaches, stoppedConfidence } from '../../metrics/statistics/sequential.ts';
import { logGamma } from '../../sim/kernel/distributions/gamma-function.ts';

/** A share that is gone on for: its truth, trials of each run, and the half-width that is asked for. */
export interface SharePlan {
  readonly rate: number;
  readonly trialsPerRun: number;
  readonly absolute: number;
}

/** What comes of stopping there, exactly. */
export interface ShareStopping {
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
export function shareStopping({ rate, trialsPerRun, absolute }: SharePlan, mostRuns: number): ShareStopping {
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
