import { DoubleColumn } from './columns.ts';

/** How a source's rate is told from its usual one. */
export interface RateTerms {
  /** Time over which the rate of now is taken, ns. */
  readonly shortNs: number;
  /** Time over which the usual rate is learnt, ns. */
  readonly longNs: number;
  /** Score of one standard deviation of a Poisson count above the usual. */
  readonly weight: number;
}

/**
 * How much more often something comes of a source than it used to: two counts that fade, a fast one and a slow one; what the fast one
 * is above what the slow one lets expect, in deviations of a Poisson count (two exponentially weighted averages, as in the change
 * detection of S. W. Roberts 1959). Nothing is known of a source at first, and what goes on for long becomes the usual.
 */
export class RateSense {
  private readonly terms: RateTerms;
  private readonly short = new DoubleColumn();
  private readonly long = new DoubleColumn();
  private readonly countedAt = new DoubleColumn();
  // Time + 1 of the first.
  private readonly since = new DoubleColumn();

  constructor(terms: RateTerms) {
    this.terms = terms;
  }

  /** One more came of a source: deviations above the usual, 0 at the least. */
  count(source: number, nowNs: number): number {
    const { shortNs, longNs, weight } = this.terms;
    if (this.since.at(source) === 0) this.since.put(source, nowNs + 1);
    const elapsedNs = Math.max(0, nowNs - this.countedAt.at(source));
    const ageNs = Math.max(0, nowNs - this.since.at(source) + 1);
    const short = this.short.at(source) * Math.exp(-elapsedNs / shortNs);
    const long = this.long.at(source) * Math.exp(-elapsedNs / longNs);
    this.short.put(source, short + 1);
    this.long.put(source, long + 1);
    this.countedAt.put(source, nowNs);
    if (ageNs < 2 * shortNs) return 0;
    const usual = long / (longNs * (1 - Math.exp(-ageNs / longNs)));
    const expected = usual * shortNs;
    return weight * Math.max(0, (short - expected) / Math.sqrt(expected + 1));
  }
}
