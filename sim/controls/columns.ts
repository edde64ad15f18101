/**
 * State of controls by session, node or subject: typed arrays that grow by doubling. Reading beyond the end gives zero, so a
 * control pays memory only for what it has seen. What belongs to one session lies in one row, hence in one cache line.
 */

const leastRows = 64;

const rowsFor = (index: number, now: number): number => {
  let rows = Math.max(leastRows, now);
  while (rows <= index) rows *= 2;
  return rows;
};

/** One double for each index; zero until put. */
export class DoubleColumn {
  private values = new Float64Array(0);

  /** The value at an index, 0 where nothing was put. */
  at(index: number): number {
    return index < this.values.length ? this.values[index]! : 0;
  }

  put(index: number, value: number): void {
    if (index >= this.values.length) this.grow(index);
    this.values[index] = value;
  }

  private grow(index: number): void {
    const grown = new Float64Array(rowsFor(index, this.values.length));
    grown.set(this.values);
    this.values = grown;
  }
}

/** One whole number of 32 bits for each index; zero until put. */
export class WholeColumn {
  private values = new Int32Array(0);

  /** The value at an index, 0 where nothing was put. */
  at(index: number): number {
    return index < this.values.length ? this.values[index]! : 0;
  }

  put(index: number, value: number): void {
    if (index >= this.values.length) this.grow(index);
    this.values[index] = value;
  }

  private grow(index: number): void {
    const grown = new Int32Array(rowsFor(index, this.values.length));
    grown.set(this.values);
    this.values = grown;
  }
}

/** A row of `width` whole numbers of 32 bits for each index, all zero at first. */
export class WholeRows {
  /** All rows, one after the other; replaced when `row` grows, so read it after `row`. */
  values = new Int32Array(0);
  private readonly width: number;

  constructor(width: number) {
    this.width = width;
  }

  /** Where the row of an index begins in `values`; makes room for it. */
  row(index: number): number {
    const start = index * this.width;
    if (start >= this.values.length) this.grow(index);
    return start;
  }

  private grow(index: number): void {
    const grown = new Int32Array(rowsFor(index, this.values.length / this.width) * this.width);
    grown.set(this.values);
    this.values = grown;
  }
}
