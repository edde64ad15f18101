/** Number, mean and variance of observations, kept without keeping them (B. P. Welford, Technometrics 4(3), 1962). */
export class Moments {
  n = 0;
  mean = 0;
  /** Sum of squared distances from the mean. */
  private spread = 0;

  /** Of a list at hand. */
  static of(values: Iterable<number>): Moments {
    const moments = new Moments();
    for (const value of values) moments.add(value);
    return moments;
  }

  add(value: number): void {
    this.n++;
    const before = value - this.mean;
    this.mean += before / this.n;
    this.spread += before * (value - this.mean);
  }

  /** Adds the observations behind other moments (Chan, Golub, LeVeque, 1979). */
  merge(other: Moments): void {
    if (other.n === 0) return;
    const n = this.n + other.n;
    const apart = other.mean - this.mean;
    this.spread += other.spread + (apart * apart * this.n * other.n) / n;
    this.mean += (apart * other.n) / n;
    this.n = n;
  }

  /** Unbiased sample variance; 0 below two observations. */
  get variance(): number {
    return this.n < 2 ? 0 : this.spread / (this.n - 1);
  }

  get deviation(): number {
    return Math.sqrt(this.variance);
  }
}
