import { usualConfidence } from './interval.ts';
import type { Interval } from './interval.ts';
import { Moments } from './moments.ts';
import { studentInterval } from './student.ts';

const MOST_BATCHES = 64;

/**
 * Interval of a mean inside one long run whose observations depend on each other: means of batches, which are nearly
 * independent once batches are long (Law, Simulation Modeling and Analysis, 9.5.3). Batches double in length whenever
 * there are 64 of them, so 32 to 63 whole ones stand for a run of any length, in constant memory.
 */
export class BatchMeans {
  /** All observations. */
  readonly all = new Moments();
  private readonly means = new Float64Array(MOST_BATCHES);
  private whole = 0;
  private length = 1;
  private sum = 0;
  private inBatch = 0;

  add(value: number): void {
    this.all.add(value);
    this.sum += value;
    this.inBatch++;
    if (this.inBatch < this.length) return;
    this.means[this.whole++] = this.sum / this.length;
    this.sum = 0;
    this.inBatch = 0;
    if (this.whole === MOST_BATCHES) this.double();
  }

  /** Number of whole batches. */
  get batches(): number {
    return this.whole;
  }

  /**
   * Correlation between neighbouring batches; far from 0, the run is too short for its interval. Null below 8 batches.
   */
  get correlation(): number | null {
    if (this.whole < 8) return null;
    const { mean } = Moments.of(this.means.subarray(0, this.whole));
    let product = 0;
    let square = 0;
    for (let batch = 0; batch < this.whole; batch++) {
      const apart = this.means[batch]! - mean;
      square += apart * apart;
      if (batch > 0) product += apart * (this.means[batch - 1]! - mean);
    }
    return square === 0 ? 0 : product / square;
  }

  /** Interval of the mean; null below 8 whole batches. */
  interval(confidence = usualConfidence): Interval | null {
    if (this.whole < 8) return null;
    return studentInterval(Moments.of(this.means.subarray(0, this.whole)), confidence);
  }

  private double(): void {
    this.whole = MOST_BATCHES / 2;
    for (let batch = 0; batch < this.whole; batch++) {
      this.means[batch] = (this.means[2 * batch]! + this.means[2 * batch + 1]!) / 2;
    }
    this.length *= 2;
  }
}
