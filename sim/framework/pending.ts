/**
 * Requests that wait for their answers: a bounded table for each of `count` nodes, in columns of plain data. A row is found
 * by the number of the request as it was sent on; it remembers whom to answer and under which number.
 *
 *   add ─▶ row ─▶ find by number ─▶ remove        a row that is never answered is removed at its deadline by a timer
 */
export interface PendingTable {
  /** Rows for each node: a power of two. */
  readonly capacity: number;
  /** Rows in use, by node. */
  readonly size: Int32Array;
  /** Number of the request as it was sent on. */
  readonly number: Float64Array;
  /** Node that waits for the answer. */
  readonly from: Int32Array;
  /** Number under which that node sent its request. */
  readonly theirs: Float64Array;
  /** When the request came in or was intended, ns. */
  readonly sinceNs: Float64Array;
  /** When it is given up, ns. */
  readonly dueNs: Float64Array;
  readonly tries: Uint8Array;
  /** What the request is about. */
  readonly subject: Int32Array;
  /** Anything else that the component wants to find again. */
  readonly detail: Float64Array;
  /** First row of each chain and next row in it, -1 for none; unused rows chain from `free`. */
  readonly chain: Int32Array;
  readonly next: Int32Array;
  readonly free: Int32Array;
}

/** What `addPending` and `findPending` return where there is no row. */
export const noRow = -1;

/** An empty table; `capacity` is rounded up to a power of two. */
export function pendingTable(count: number, capacity: number): PendingTable {
  let rows = 1;
  while (rows < capacity) rows *= 2;
  const all = count * rows;
  const table: PendingTable = {
    capacity: rows,
    size: new Int32Array(count),
    number: new Float64Array(all),
    from: new Int32Array(all),
    theirs: new Float64Array(all),
    sinceNs: new Float64Array(all),
    dueNs: new Float64Array(all),
    tries: new Uint8Array(all),
    subject: new Int32Array(all),
    detail: new Float64Array(all),
    chain: new Int32Array(all),
    next: new Int32Array(all),
    free: new Int32Array(count),
  };
  for (let index = 0; index < count; index++) clearPending(table, index);
  return table;
}

/** Whether a node has no row left. */
export const pendingFull = (table: PendingTable, index: number): boolean => table.free[index]! < 0;

/** Takes a row for a request number that is not in the table yet, or `noRow` when the table is full. */
export function addPending(table: PendingTable, index: number, number: number): number {
  const row = table.free[index]!;
  if (row < 0) return noRow;
  table.free[index] = table.next[row]!;
  table.size[index]! += 1;
  table.from[row] = -1;
  table.theirs[row] = 0;
  table.sinceNs[row] = 0;
  table.dueNs[row] = 0;
  table.tries[row] = 0;
  table.subject[row] = -1;
  table.detail[row] = 0;
  link(table, index, row, number);
  return row;
}

/** The row of a request number, or `noRow`. */
export function findPending(table: PendingTable, index: number, number: number): number {
  if (!(number > 0)) return noRow;
  let row = table.chain[index * table.capacity + (number % table.capacity)] ?? noRow;
  while (row >= 0 && table.number[row] !== number) row = table.next[row]!;
  return row;
}

/** The row of a request number that a node gave out, or `noRow`: where several ask, each counts for itself. */
export function findPendingFrom(table: PendingTable, index: number, number: number, from: number): number {
  let row = findPending(table, index, number);
  while (row >= 0 && (table.number[row] !== number || table.from[row] !== from)) row = table.next[row]!;
  return row;
}

/** Gives a row back. */
export function removePending(table: PendingTable, index: number, row: number): void {
  unlink(table, index, row);
  table.next[row] = table.free[index]!;
  table.free[index] = row;
  table.size[index]! -= 1;
}

/** The request of a row went out again under another number. */
export function renumberPending(table: PendingTable, index: number, row: number, number: number): void {
  unlink(table, index, row);
  link(table, index, row, number);
}

/** Forgets all requests of a node. */
export function clearPending(table: PendingTable, index: number): void {
  const first = index * table.capacity;
  table.chain.fill(-1, first, first + table.capacity);
  table.number.fill(0, first, first + table.capacity);
  for (let row = first; row < first + table.capacity; row++) table.next[row] = row + 1;
  table.next[first + table.capacity - 1] = -1;
  table.free[index] = first;
  table.size[index] = 0;
}

function link(table: PendingTable, index: number, row: number, number: number): void {
  const bucket = index * table.capacity + (number % table.capacity);
  table.number[row] = number;
  table.next[row] = table.chain[bucket]!;
  table.chain[bucket] = row;
}

function unlink(table: PendingTable, index: number, row: number): void {
  const bucket = index * table.capacity + (table.number[row]! % table.capacity);
  let before = -1;
  let at = table.chain[bucket]!;
  while (at !== row) {
    before = at;
    at = table.next[at]!;
  }
  if (before < 0) table.chain[bucket] = table.next[row]!;
  else table.next[before] = table.next[row]!;
  table.number[row] = 0;
}
