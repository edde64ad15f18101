import type { AssetBodies, LedgerEntry } from '../framework/messages/assets.ts';
import { copyBooks, enter, entryKey, mayFollow, openingBooks } from './ledger-books.ts';
import type { Books } from './ledger-books.ts';
import type { Market } from './market.ts';

/** A block of a ledger. */
export type Block = AssetBodies['block'];

/**
 * What one node of a ledger knows: the newest blocks of every branch, the books at the end of the longest, and the entries that
 * these blocks name or that wait for one.
 *
 *   base ── block ── block ── block ── tip        books of the base and of the tip; entries in rows
 *                └── block ── block               as long: the branch that came first stays
 */
export interface Chain {
  readonly blocks: Block[];
  /** Blocks of the longest branch from the base on, oldest first, by number. */
  main: number[];
  base: number;
  baseHeight: number;
  readonly baseBooks: Books;
  readonly tipBooks: Books;
  /** By row: key of the entry, 0 where the row is free. */
  readonly key: Float64Array;
  readonly entry: (LedgerEntry | null)[];
  readonly sinceNs: Float64Array;
  /** By row: height of the block of the longest branch that holds the entry, -1 for none. */
  readonly height: Float64Array;
  /** By row: the depth that was told last; `untold` before that. */
  readonly told: Int32Array;
}

/** Depth of an entry of which nobody was told yet. */
export const untold = -2;

/** A ledger at its beginning, with room for so many entries. */
export const openingChain = (market: Market, rows: number): Chain => ({
  blocks: [],
  main: [],
  base: 0,
  baseHeight: 0,
  baseBooks: openingBooks(market),
  tipBooks: openingBooks(market),
  key: new Float64Array(rows),
  entry: new Array<LedgerEntry | null>(rows).fill(null),
  sinceNs: new Float64Array(rows),
  height: new Float64Array(rows).fill(-1),
  told: new Int32Array(rows).fill(untold),
});

/** The newest block of the longest branch, and its height. */
export const tipOf = ({ main, base }: Chain): number => main.at(-1) ?? base;
export const tipHeight = ({ main, baseHeight }: Chain): number => baseHeight + main.length;

/** Row of an entry by its key, -1 where it is not known. */
export const rowOf = ({ key }: Chain, wanted: number): number => (wanted > 0 ? key.indexOf(wanted) : -1);

/** Takes an entry in; -1 where there is no room. */
export function know(chain: Chain, entry: LedgerEntry, nowNs: number): number {
  const row = chain.key.indexOf(0);
  if (row < 0) return row;
  chain.key[row] = entryKey(entry);
  chain.entry[row] = entry;
  chain.sinceNs[row] = nowNs;
  chain.height[row] = -1;
  chain.told[row] = untold;
  return row;
}

/** Depth of the entry in a row: see `Settled`. */
export function depthOf(chain: Chain, market: Market, row: number): number {
  const height = chain.height[row]!;
  if (height >= 0) return tipHeight(chain) - height + 1;
  return mayFollow(chain.tipBooks, market, chain.entry[row]!) ? 0 : -1;
}

/** Keys of the entries that the next block can hold, those that came first before the others. */
export function nextKeys(chain: Chain, market: Market, most: number): readonly number[] {
  const waiting = chain.key
    .reduce<number[]>((rows, key, row) => {
      if (key > 0 && chain.height[row]! < 0) rows.push(row);
      return rows;
    }, [])
    .toSorted((a, b) => chain.sinceNs[a]! - chain.sinceNs[b]! || chain.key[a]! - chain.key[b]!);
  const keys: number[] = [];
  for (const row of waiting) {
    const entry = chain.entry[row]!;
    if (keys.length === most || !mayFollow(chain.tipBooks, market, entry)) continue;
    enter(chain.tipBooks, market, entry);
    keys.push(chain.key[row]!);
  }
  if (keys.length > 0) replay(chain, market, chain.main);
  return keys;
}

/**
 * Takes a block in, and its branch where it has become the longest. `incomplete` where what it builds on is not known here; the
 * block is forgotten then, as is one that may not follow.
 */
export function takeBlock(chain: Chain, market: Market, block: Block): 'taken' | 'incomplete' | 'refused' {
  if (block.id === chain.base || blockOf(chain, block.id) !== undefined) return 'taken';
  if (!(block.height > chain.baseHeight)) return 'refused';
  const parent = blockOf(chain, block.parent);
  if (parent === undefined && block.parent !== chain.base) return 'incomplete';
  if (block.keys.some((key) => rowOf(chain, key) < 0)) return 'incomplete';
  if (block.height !== (parent?.height ?? chain.baseHeight) + 1) return 'refused';
  if (block.parent === tipOf(chain)) return extend(chain, market, block) ? 'taken' : 'refused';
  chain.blocks.push(block);
  if (block.height <= tipHeight(chain)) return 'taken';
  const branch = branchTo(chain, block);
  if (blockOf(chain, branch[0]!)!.parent === chain.base && replay(chain, market, branch)) {
    chain.main = branch;
    placeEntries(chain);
    return 'taken';
  }
  chain.blocks.pop();
  replay(chain, market, chain.main);
  return 'refused';
}

/** Puts a block on the longest branch; false where one of its entries may not stand there. */
function extend(chain: Chain, market: Market, block: Block): boolean {
  for (const key of block.keys) {
    const entry = chain.entry[rowOf(chain, key)]!;
    if (!mayFollow(chain.tipBooks, market, entry)) {
      replay(chain, market, chain.main);
      return false;
    }
    enter(chain.tipBooks, market, entry);
  }
  for (const key of block.keys) chain.height[rowOf(chain, key)] = block.height;
  chain.blocks.push(block);
  chain.main.push(block.id);
  return true;
}

/** Lets the base follow the tip, and forgets blocks before it, and entries that are in one or that waited for too long. */
export function advance(
  chain: Chain,
  market: Market,
  { keptBlocks, waitNs, nowNs }: { readonly keptBlocks: number; readonly waitNs: number; readonly nowNs: number },
): void {
  while (chain.main.length > keptBlocks) {
    const oldest = blockOf(chain, chain.main[0]!)!;
    for (const key of oldest.keys) enter(chain.baseBooks, market, chain.entry[rowOf(chain, key)]!);
    for (const key of oldest.keys) forgetRow(chain, rowOf(chain, key));
    chain.base = oldest.id;
    chain.baseHeight = oldest.height;
    chain.main = chain.main.slice(1);
    const newer = chain.blocks.filter(({ height }) => height > chain.baseHeight);
    chain.blocks.splice(0, chain.blocks.length, ...newer);
  }
  const stale = (row: number): boolean =>
    chain.key[row]! > 0 && chain.height[row]! < 0 && nowNs - chain.sinceNs[row]! > waitNs;
  for (let row = 0; row < chain.key.length; row++) {
    // A branch that is not the longest may name it yet.
    const named = stale(row) && chain.blocks.some(({ keys }) => keys.includes(chain.key[row]!));
    if (stale(row) && !named) forgetRow(chain, row);
  }
}

/** A block by its number. */
export const blockOf = ({ blocks }: Chain, id: number): Block | undefined =>
  blocks.findLast((block) => block.id === id);

function branchTo(chain: Chain, block: Block): number[] {
  const branch: number[] = [];
  for (let at: Block | undefined = block; at !== undefined; at = blockOf(chain, at.parent)) branch.push(at.id);
  return branch.toReversed();
}

/** Sets the books of the tip to the end of a branch; false where one of its entries may not stand where it does. */
function replay(chain: Chain, market: Market, branch: readonly number[]): boolean {
  copyBooks(chain.baseBooks, chain.tipBooks);
  for (const id of branch) {
    for (const key of blockOf(chain, id)!.keys) {
      const entry = chain.entry[rowOf(chain, key)] ?? null;
      if (entry === null || !mayFollow(chain.tipBooks, market, entry)) return false;
      enter(chain.tipBooks, market, entry);
    }
  }
  return true;
}

function placeEntries(chain: Chain): void {
  chain.height.fill(-1);
  for (const id of chain.main) {
    const { height, keys } = blockOf(chain, id)!;
    for (const key of keys) chain.height[rowOf(chain, key)] = height;
  }
}

function forgetRow(chain: Chain, row: number): void {
  chain.key[row] = 0;
  chain.entry[row] = null;
  chain.height[row] = -1;
  chain.told[row] = untold;
}
