import { moves } from '../framework/messages/assets.ts';
import type { LedgerEntry } from '../framework/messages/assets.ts';
import { accountOf, isAsset } from './market.ts';
import type { Market } from './market.ts';

/**
 * What a branch of a ledger comes to: who owns each asset, and what lies on each account.
 *
 *   version v of an asset:  payment (at most one) ─▶ asset to the payer        ─▶ version v + 1
 *                                               └─▶ or refund of the price     ─▶ version v + 1
 *                           asset to anybody, where nothing is paid            ─▶ version v + 1
 */
export interface Books {
  /** By asset: account of its owner, and how often it was spent, counted from 1. */
  readonly owner: Int32Array;
  readonly version: Int32Array;
  /** By asset: the account that has paid for this version, -1 for none, and how much. */
  readonly payer: Int32Array;
  readonly paidMicros: Float64Array;
  /** By account. */
  readonly balanceMicros: Float64Array;
}

/** Books at the beginning. */
export const openingBooks = (market: Market): Books => ({
  owner: market.owner.slice(),
  version: new Int32Array(market.assets).fill(1),
  payer: new Int32Array(market.assets).fill(-1),
  paidMicros: new Float64Array(market.assets),
  balanceMicros: market.balanceMicros.slice(),
});

/** Makes one set of books say what another says. */
export function copyBooks(from: Books, into: Books): void {
  into.owner.set(from.owner);
  into.version.set(from.version);
  into.payer.set(from.payer);
  into.paidMicros.set(from.paidMicros);
  into.balanceMicros.set(from.balanceMicros);
}

const mostVersions = 1 << 14;
const mostPersons = 1 << 20;
const mostAssets = 1 << 16;

/** One number for an entry: what it spends, in which way, and to whom or by whom. 0 for what no ledger of this size can hold. */
export function entryKey({ move, asset, version, from, to }: LedgerEntry): number {
  const person = move === 'payment' ? from : to;
  const fits =
    Number.isInteger(asset) &&
    asset >= 0 &&
    asset < mostAssets &&
    Number.isInteger(version) &&
    version > 0 &&
    version < mostVersions &&
    Number.isInteger(person) &&
    person >= 0 &&
    person < mostPersons;
  return fits ? ((asset * mostVersions + version) * mostPersons + person) * moves.length + moves.indexOf(move) : 0;
}

/** Whether an entry may come next on a branch. */
export function mayFollow(books: Books, market: Market, entry: LedgerEntry): boolean {
  const { move, asset, version, amountMicros } = entry;
  const from = accountOf(market, entry.from);
  const to = accountOf(market, entry.to);
  if (from < 0 || to < 0 || from === to || !isAsset(market, asset) || books.version[asset] !== version) return false;
  const payer = books.payer[asset]!;
  const covered = Number.isSafeInteger(amountMicros) && amountMicros > 0 && books.balanceMicros[from]! >= amountMicros;
  switch (move) {
    case 'asset':
      return books.owner[asset] === from && amountMicros === 0 && (payer < 0 || payer === to);
    case 'payment':
      return books.owner[asset] === to && payer < 0 && covered;
    case 'refund':
      return books.owner[asset] === from && payer === to && books.paidMicros[asset] === amountMicros && covered;
    case 'balance':
      return false;
  }
}

/** Enters what may come next. */
export function enter(books: Books, market: Market, entry: LedgerEntry): void {
  const { move, asset, amountMicros } = entry;
  const from = accountOf(market, entry.from);
  const to = accountOf(market, entry.to);
  books.balanceMicros[from]! -= amountMicros;
  books.balanceMicros[to]! += amountMicros;
  if (move === 'payment') {
    books.payer[asset] = from;
    books.paidMicros[asset] = amountMicros;
    return;
  }
  if (move === 'asset') books.owner[asset] = to;
  books.version[asset]! += 1;
  books.payer[asset] = -1;
  books.paidMicros[asset] = 0;
}

/** What lies on an account, less prices that were paid for assets which have not left it. */
export function freeMicros({ owner, payer, paidMicros, balanceMicros }: Books, account: number): number {
  let micros = balanceMicros[account]!;
  for (let asset = 0; asset < owner.length; asset++)
    if (owner[asset] === account && payer[asset]! >= 0) micros -= paidMicros[asset]!;
  return micros;
}
