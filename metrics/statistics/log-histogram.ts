const OCTAVES = 53;

/**
 * Counts of values from 1 to 2^53 in log-linear cells, as in an HDR histogram: each octave is cut into 2^`bits` equal
 * cells, so any quantile is known to a relative error of at most 2^-(bits + 1), in constant memory, whatever the number
 * of values. The cell of a value is the top of its binary floating-point form, so recording needs no logarithm.
 */
export class LogHistogram {
  n = 0;
  private readonly counts: Uint32Array;
  private readonly shift: number;
  private readonly offset: number;
  private readonly bits: number;
  private readonly double = new Float64Array(1);
  private readonly words = new Uint32Array(this.double.buffer);
  private readonly high: 0 | 1;
  private largest = 0;

  constructor(bits = 7) {
    if (!(Number.isInteger(bits) && bits >= 1 && bits <= 12))
      throw new RangeError(`bits lie from 1 to 12, got ${bits}`);
    this.bits = bits;
    this.shift = 20 - bits;
    this.double[0] = 1;
    this.high = this.words[1] === 0 ? 0 : 1;
    this.offset = this.words[this.high]! >>> this.shift;
    this.counts = new Uint32Array(OCTAVES << bits);
  }

  /** Counts a value; what is below 1 counts as 1, what is above 2^53 as that. */
  record(value: number): void {
    this.double[0] = value < 1 ? 1 : value;
    const cell = (this.words[this.high]! >>> this.shift) - this.offset;
    const last = this.counts.length - 1;
    this.counts[cell < last ? cell : last]!++;
    this.n++;
    if (value > this.largest) this.largest = value;
  }

  /** Adds the counts of another histogram of the same cells. */
  merge(other: LogHistogram): void {
    if (other.bits !== this.bits) throw new RangeError(`cells differ: ${this.bits} and ${other.bits} bits`);
    for (let cell = 0; cell < this.counts.length; cell++) this.counts[cell] = this.counts[cell]! + other.counts[cell]!;
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
    let cell = 0;
    while (cell < this.counts.length - 1) {
      seen += this.counts[cell]!;
      if (seen >= rank) break;
      cell++;
    }
    return Math.min(this.middle(cell), this.largest < 1 ? 1 : this.largest);
  }

  clear(): void {
    this.counts.fill(0);
    this.n = 0;
    this.largest = 0;
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
