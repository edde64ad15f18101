import type { Cell } from './order.ts';

/** One part of a study that is played apart from the others. */
export interface Shard {
  /** Counted from 1, as people write it. */
  readonly index: number;
  readonly of: number;
}

/**
 * Which part of `of` a cell's run belongs to, counted from 1. Every run belongs to exactly one, also where two cells ask for it; each
 * `of` runs that follow one another go to as many parts, so that parts differ by one run at most; and no part gets the same cells again
 * and again, which may be the slow ones. It depends on the cells only: more replications move no run.
 */
export function shardsOf(cells: readonly Cell[], of: number): (cell: number, replication: number) => number {
  // Cells that ask for one run in each replication count as one.
  const places = new Map<string, number>();
  const placeOf = cells.map(({ order }) => {
    const text = JSON.stringify(order);
    const place = places.get(text) ?? places.size;
    places.set(text, place);
    return place;
  });
  return (cell, replication) => {
    const position = replication * places.size + placeOf[cell]!;
    const round = Math.floor(position / of);
    return (((position % of) + shuffled(round)) % of) + 1;
  };
}

/** A whole number that looks nothing like its argument: the finaliser of MurmurHash3 (A. Appleby, public domain). */
function shuffled(value: number): number {
  let bits = value | 0;
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return (bits ^ (bits >>> 16)) >>> 0;
}
