import { logGamma } from '../../sim/kernel/distributions/gamma-function.ts';
import type { Stream } from '../../sim/kernel/stream.ts';
import type { Interval } from '../../metrics/statistics/interval.ts';

/** Intervals of a rate for every number of hits among so many trials. */
export type RateIntervals = readonly Interval[];

/** The intervals that a rule gives for 0 to `trials` hits. */
export const rateIntervals = (rule: (hits: number, trials: number) => Interval | null, trials: number): RateIntervals =>
  Array.from({ length: trials + 1 }, (_, hits) => rule(hits, trials)!);

const holds = ([lower, upper]: Interval, rate: number): boolean => lower <= rate && rate <= upper;

/** Chance that the interval holds the rate, exactly: the binomial law summed over the hits at which it does. */
export function exactCoverage(intervals: RateIntervals, rate: number): number {
  const trials = intervals.length - 1;
  const [hit, miss] = [Math.log(rate), Math.log1p(-rate)];
  let held = 0;
  intervals.forEach((interval, hits) => {
    if (!holds(interval, rate)) return;
    const ways = logGamma(trials + 1) - logGamma(hits + 1) - logGamma(trials - hits + 1);
    held += Math.exp(ways + hits * hit + (trials - hits) * miss);
  });
  return held;
}

/** Share of `repetitions` samples, drawn trial by trial, whose interval holds the rate, for several rules on the same samples. */
export function drawnCoverage(
  rules: readonly RateIntervals[],
  rate: number,
  repetitions: number,
  stream: Stream,
): readonly number[] {
  const held = rules.map(() => 0);
  for (let repetition = 0; repetition < repetitions; repetition++) {
    let hits = 0;
    for (let trial = 1; trial < rules[0]!.length; trial++) if (stream.uniform() < rate) hits++;
    rules.forEach((intervals, rule) => {
      if (holds(intervals[hits]!, rate)) held[rule]!++;
    });
  }
  return held.map((count) => count / repetitions);
}
