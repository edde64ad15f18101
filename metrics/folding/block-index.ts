import { blockFacts, factKinds, flagClear } from '../../sim/framework/fact.ts';
import type { FactBlock } from '../../sim/framework/fact.ts';
import type { BlockRows } from '../../sim/framework/metric.ts';

const truthBits = 255 - flagClear;

/** Sorts the rows of a block by kind, in two passes and in place, for all folds at once. */
export class BlockIndex implements BlockRows {
  readonly byKind = new Uint16Array(blockFacts);
  readonly starts = new Uint16Array(factKinds.length + 1);
  readonly touched = new Uint16Array(blockFacts);
  touchedCount = 0;
  private readonly next = new Uint16Array(factKinds.length + 1);

  /** Makes this the index of `facts`; returns itself. */
  read(facts: FactBlock): this {
    const { byKind, starts, touched, next } = this;
    const { kind, label, flags, count } = facts;
    next.fill(0);
    let found = 0;
    for (let row = 0; row < count; row++) {
      next[kind[row]!]!++;
      touched[found] = row;
      if ((label[row]! | (flags[row]! & truthBits)) !== 0) found++;
    }
    this.touchedCount = found;
    let start = 0;
    for (let number = 0; number < next.length; number++) {
      starts[number] = start;
      start += next[number]!;
      next[number] = starts[number]!;
    }
    for (let row = 0; row < count; row++) byKind[next[kind[row]!]!++] = row;
    return this;
  }
}
