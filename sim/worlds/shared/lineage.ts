/**
 * Ground truth about a datum: where it was born, and what it descends from. Kept by the world in columns beside the
 * messages and cells, never in them, so that there is no field for a component, control or attack to peek at.
 */
export class Lineage {
  /** Node and its counter: the identity of the datum. */
  origin = -1;
  counter = 0;
  /** When it was born or, for a request, intended; world time, ns. */
  born = 0;
  /** Number of the attack step that it descends from, 0 for none. */
  label = 0;
  /** Bits of `FactBlock.flags` that travel with the datum. */
  flags = 0;
  /** Whether there is anything to descend from. */
  present = false;

  clear(): void {
    this.origin = -1;
    this.counter = 0;
    this.born = 0;
    this.label = 0;
    this.flags = 0;
    this.present = false;
  }
}

/** Lineages by row, structure of arrays. */
export class LineageTable {
  origin = new Int32Array(0);
  counter = new Float64Array(0);
  born = new Float64Array(0);
  label = new Int32Array(0);
  flags = new Uint8Array(0);

  grow(rows: number): void {
    const old = this.origin.length;
    if (rows <= old) return;
    const origin = new Int32Array(rows).fill(-1, old);
    origin.set(this.origin);
    this.origin = origin;
    const counter = new Float64Array(rows);
    counter.set(this.counter);
    this.counter = counter;
    const born = new Float64Array(rows);
    born.set(this.born);
    this.born = born;
    const label = new Int32Array(rows);
    label.set(this.label);
    this.label = label;
    const flags = new Uint8Array(rows);
    flags.set(this.flags);
    this.flags = flags;
  }

  /** Row := lineage. */
  write(row: number, from: Lineage): void {
    this.origin[row] = from.origin;
    this.counter[row] = from.counter;
    this.born[row] = from.born;
    this.label[row] = from.label;
    this.flags[row] = from.flags;
  }

  /** Lineage := row. */
  read(row: number, into: Lineage): void {
    into.origin = this.origin[row]!;
    into.counter = this.counter[row]!;
    into.born = this.born[row]!;
    into.label = this.label[row]!;
    into.flags = this.flags[row]!;
    into.present = into.origin >= 0;
  }
}
