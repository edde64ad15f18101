/**
 * State of controls by node or subject: typed arrays that grow by doubling. Reading beyond the end gives zero, so a control
 * pays memory only for what it has seen. State by session lies in the rows that the ground provides.
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
