const octaves = 53;

/** A value in its binary floating-point form, and the word of it with sign, exponent and first digits: for one call at a time. */
const double = new Float64Array([1]);
const words = new Uint32Array(double.buffer);
const high = words[1] === 0 ? 0 : 1;
const wordOfOne = words[high]!;

const noCounts = new Uint32Array(0);

/**
 * Counts of values from 1 to 2^53 in log-linear cells, as in an HDR histogram: each octave is cut into 2^`bits` equal
 * cells, so any quantile is known to a relative error of at most 2^-(bits + 1), in constant memory, whatever the number
 * of values. The cell of a value is the top of its binary floating-point form, so recording needs no logarithm. Only octaves
 * from the lowest value to the highest are held: a run has many histograms, and most of them see few values or none.
 */
export class LogHistogram {
  n = 0;
  private counts = noCounts;
  /** The cell of the first count. */
  private first = 0;
  private readonly bits: number;
  private largest = 0;

  constructor(bits = 7) {
    if (!(Number.isInteger(bits) && bits >= 1 && bits <= 12))
      throw new RangeError(`bits lie from 1 to 12, got ${bits}`);
    this.bits = bits;
  }

  /** Counts a value; what is below 1 counts as 1, what is above 2^53 as that. */
  record(value: number): void {
    double[0] = value < 1 ? 1 : value;
    const shift = 20 - this.bits;
    const cell = (words[high]! >>> shift) - (wordOfOne >>> shift);
    let at = cell - this.first;
    if (!(at >= 0 && at < this.counts.length)) {
      const held = Math.min(cell, (octaves << this.bits) - 1);
      this.hold(held, held);
      at = held - this.first;
    }
    this.counts[at]!++;
    this.n++;
    if (value > this.largest) this.largest = value;
  }

  /** Adds the counts of another histogram of the same cells. */
  merge(other: LogHistogram): void {
    if (other.bits !== this.bits) throw new RangeError(`cells differ: ${this.bits} and ${other.bits} bits`);
    if (other.n === 0) return;
    this.hold(other.first, other.first + other.counts.length - 1);
    const shift = other.first - this.first;
    for (let at = 0; at < other.counts.length; at++)
      this.counts[at + shift] = this.counts[at + shift]! + other.counts[at]!;
    this.n += other.n;
    this.largest = Math.max(this.largest, other.largest);
  }

  /** The value that a share p of all values does not exceed (the smallest such cell's middle); null without values. */
  quantile(p: number): number | null {
    if (!(p >= 0 && p <= 1)) throw new RangeError(`a quantile is asked for a share from 0 to 1, got ${p}`);
    if (this.n === 0) return null;
    // Without the slack, 0.95 * 100 asks for the 96th value of a hundred on some shares.
    const rank = Math.max(1, Math.ceil(p * this.n - 1e-9 * this.n));
    let seen = 0;
    let at = 0;
    while (at < this.counts.length - 1) {
      seen += this.counts[at]!;
      if (seen >= rank) break;
      at++;
    }
    return Math.min(this.middle(this.first + at), this.largest < 1 ? 1 : this.largest);
  }

  clear(): void {
    this.counts.fill(0);
    this.n = 0;
    this.largest = 0;
  }

  /** Holds the octaves of two cells, and those between them and what is held already. */
  private hold(lowest: number, highest: number): void {
    const { counts, first, bits } = this;
    const none = counts.length === 0;
    const from = (none ? lowest : Math.min(lowest, first)) >>> bits;
    const to = (none ? highest : Math.max(highest, first + counts.length - 1)) >>> bits;
    const length = (to - from + 1) << bits;
    if (length === counts.length) return;
    this.first = from << bits;
    this.counts = new Uint32Array(length);
    this.counts.set(counts, none ? 0 : first - this.first);
  }

  private middle(cell: number): number {
    const cells = 1 << this.bits;
    const octave = cell >>> this.bits;
    // The floor of the octave, exactly: a sum of doublings, no power.
    let floor = 1;
    for (let i = 0; i < octave; i++) floor *= 2;
    return floor * (1 + ((cell & (cells - 1)) + 0.5) / cells);
  }
}
