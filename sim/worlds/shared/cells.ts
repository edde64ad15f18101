import type { Lineage } from './lineage.ts';

// A cell is 32 bytes, half a line of cache: two doubles, then origin, label and flags.
const doubles = 4;
const ints = 8;
const counterAt = 0;
const bornAt = 1;
const originAt = 4;
const labelAt = 5;
const flagsAt = 6;

/** Where the data that components remember came from: one lineage for each cell of each node. */
export class Cells {
  private readonly numbers: Float64Array;
  private readonly words: Int32Array;

  constructor(count: number) {
    this.numbers = new Float64Array(count * doubles);
    this.words = new Int32Array(this.numbers.buffer);
    this.forget(0, count);
  }

  /** Cell := lineage. */
  write(cell: number, from: Lineage): void {
    const { numbers, words } = this;
    numbers[cell * doubles + counterAt] = from.counter;
    numbers[cell * doubles + bornAt] = from.born;
    words[cell * ints + originAt] = from.origin;
    words[cell * ints + labelAt] = from.label;
    words[cell * ints + flagsAt] = from.flags;
  }

  /** The cell descends from the lineage too: taint stays, the newest birth counts. */
  blend(cell: number, from: Lineage): void {
    const { numbers, words } = this;
    if (words[cell * ints + originAt]! < 0) {
      this.write(cell, from);
      return;
    }
    words[cell * ints + originAt] = from.origin;
    numbers[cell * doubles + counterAt] = from.counter;
    if (from.born > numbers[cell * doubles + bornAt]!) numbers[cell * doubles + bornAt] = from.born;
    if (words[cell * ints + labelAt] === 0) words[cell * ints + labelAt] = from.label;
    words[cell * ints + flagsAt]! |= from.flags;
  }

  /** The lineage descends from the cell too. */
  merge(cell: number, into: Lineage): void {
    const { numbers, words } = this;
    const origin = words[cell * ints + originAt]!;
    if (origin < 0) return;
    const born = numbers[cell * doubles + bornAt]!;
    if (!into.present) {
      into.origin = origin;
      into.counter = numbers[cell * doubles + counterAt]!;
      into.born = born;
      into.label = words[cell * ints + labelAt]!;
      into.flags = words[cell * ints + flagsAt]!;
      into.present = true;
      return;
    }
    if (born > into.born) into.born = born;
    if (into.label === 0) into.label = words[cell * ints + labelAt]!;
    into.flags |= words[cell * ints + flagsAt]!;
  }

  /** What is done with the lineage is owed to the cell too: its attack step, and nothing else of it. */
  owe(cell: number, into: Lineage): void {
    if (into.label === 0 && this.words[cell * ints + originAt]! >= 0) into.label = this.words[cell * ints + labelAt]!;
  }

  forget(first: number, count: number): void {
    for (let cell = first; cell < first + count; cell++) {
      this.words[cell * ints + originAt] = -1;
      this.words[cell * ints + labelAt] = 0;
      this.words[cell * ints + flagsAt] = 0;
    }
  }
}
