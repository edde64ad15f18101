/**
 * A whole number for each of many data, by identity (origin, counter): a hash table on typed arrays, bounded on
 * request.
 */
export class DatumTable {
  /** Data in the table. */
  size = 0;
  private readonly most: number;
  private mask: number;
  private origins: Int32Array;
  private counters: Float64Array;
  private values: Int32Array;

  /** Holds at most `most` data; further ones are not taken in. */
  constructor(most = 1 << 22) {
    this.most = most;
    this.mask = 255;
    this.origins = new Int32Array(256);
    this.counters = new Float64Array(256).fill(-1);
    this.values = new Int32Array(256);
  }

  /** Whether the table had to turn a datum away. */
  overflowed = false;

  /** Number kept for a datum, 0 for one that is not in the table. */
  get(origin: number, counter: number): number {
    return this.values[this.find(origin, counter)]!;
  }

  has(origin: number, counter: number): boolean {
    return this.counters[this.find(origin, counter)]! >= 0;
  }

  /** Takes a datum in, or replaces its number. */
  set(origin: number, counter: number, value: number): void {
    let slot = this.find(origin, counter);
    if (this.counters[slot]! < 0) {
      if (this.size >= this.most) {
        this.overflowed = true;
        return;
      }
      if (this.size * 2 > this.mask) {
        this.grow();
        slot = this.find(origin, counter);
      }
      this.origins[slot] = origin;
      this.counters[slot] = counter;
      this.size++;
    }
    this.values[slot] = value;
  }

  /** The slot of a datum, or the free one where it would go. */
  private find(origin: number, counter: number): number {
    const { mask, origins, counters } = this;
    const high = Math.floor(counter / 4294967296);
    let hash = Math.imul(origin, 0x9e3779b1) ^ Math.imul((counter | 0) ^ high, 0x85ebca6b);
    hash ^= hash >>> 15;
    hash = Math.imul(hash, 0x2c1b3c6d);
    let slot = (hash ^ (hash >>> 13)) & mask;
    while (counters[slot]! >= 0 && (counters[slot] !== counter || origins[slot] !== origin)) slot = (slot + 1) & mask;
    return slot;
  }

  private grow(): void {
    const { origins, counters, values } = this;
    this.mask = this.mask * 2 + 1;
    this.origins = new Int32Array(this.mask + 1);
    this.counters = new Float64Array(this.mask + 1).fill(-1);
    this.values = new Int32Array(this.mask + 1);
    for (let old = 0; old < counters.length; old++) {
      if (counters[old]! < 0) continue;
      const slot = this.find(origins[old]!, counters[old]!);
      this.origins[slot] = origins[old]!;
      this.counters[slot] = counters[old]!;
      this.values[slot] = values[old]!;
    }
  }
}
