/**
 * Erasures under way: a bounded table for each of `count` nodes, in columns of plain data.
 *
 *   take a row ─▶ what is here goes, window by window; everybody who may have copies is asked ─▶ settled, or due ─▶ free
 */
export interface ErasureTable {
  /** Rows for each node. */
  readonly capacity: number;
  /** Those who are asked, for each row. */
  readonly holders: number;
  /** Tells a row from one that stood there before, by row; 0 for a free one. */
  readonly serial: Float64Array;
  /** Serial given out last, by node. */
  readonly lastSerial: Float64Array;
  readonly room: Int32Array;
  readonly person: Int32Array;
  readonly sinceNs: Float64Array;
  /** By when this node answers, ns. */
  readonly answerByNs: Float64Array;
  /** Who asked: the point's number, the node, and the number of its request. */
  readonly point: Uint8Array;
  readonly from: Int32Array;
  readonly theirs: Float64Array;
  /** Last window that is meant. */
  readonly upTo: Float64Array;
  /** The record of this node's own that is erased next, counted from the first of window 0. */
  readonly next: Float64Array;
  /** Tickets of erasures that are not durable yet. */
  readonly waiting: Int32Array;
  /** 1 where one of them failed. */
  readonly failed: Uint8Array;
  /** 1 where nothing is left here. */
  readonly isClean: Uint8Array;
  /** Those whose answer is missing: bit h for holder h. */
  readonly missing: Int32Array;
  /** Number of the request that is out, by row and holder; 0 for none. */
  readonly asked: Float64Array;
}

/** An empty table. */
export function erasureTable(count: number, capacity: number, holders: number): ErasureTable {
  const all = count * capacity;
  return {
    capacity,
    holders,
    serial: new Float64Array(all),
    lastSerial: new Float64Array(count),
    room: new Int32Array(all),
    person: new Int32Array(all),
    sinceNs: new Float64Array(all),
    answerByNs: new Float64Array(all),
    point: new Uint8Array(all),
    from: new Int32Array(all),
    theirs: new Float64Array(all),
    upTo: new Float64Array(all),
    next: new Float64Array(all),
    waiting: new Int32Array(all),
    failed: new Uint8Array(all),
    isClean: new Uint8Array(all),
    missing: new Int32Array(all),
    asked: new Float64Array(all * holders),
  };
}

/** First row of a node that is as wanted, or -1. */
export function findErasure(table: ErasureTable, index: number, wanted: (row: number) => boolean): number {
  for (let row = index * table.capacity; row < (index + 1) * table.capacity; row++) {
    if (table.serial[row] !== 0 && wanted(row)) return row;
  }
  return -1;
}

/** Takes a free row, in which nothing has happened yet; -1 where there is none. */
export function takeErasure(table: ErasureTable, index: number): number {
  const first = index * table.capacity;
  const row = table.serial.subarray(first, first + table.capacity).indexOf(0);
  if (row < 0) return -1;
  table.lastSerial[index]! += 1;
  table.serial[first + row] = table.lastSerial[index]!;
  for (const column of [table.next, table.waiting, table.failed, table.isClean, table.missing]) column[first + row] = 0;
  table.asked.fill(0, (first + row) * table.holders, (first + row + 1) * table.holders);
  return first + row;
}

/** Gives a row back. */
export function freeErasure(table: ErasureTable, row: number): void {
  table.serial[row] = 0;
}

/** Forgets all erasures of a node; its serials go on, so that nothing of before is taken for a new one. */
export function clearErasures(table: ErasureTable, index: number): void {
  table.serial.fill(0, index * table.capacity, (index + 1) * table.capacity);
}
