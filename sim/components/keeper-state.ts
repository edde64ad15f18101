import type { Io } from '../framework/component.ts';
import type { Address } from '../framework/figure.ts';
import type { LedgerEntry } from '../framework/messages/assets.ts';
import { enrolmentState } from './enrolment.ts';
import type { EnrolmentState, EnrolmentTerms } from './enrolment.ts';
import { subjectOfAsset } from './market.ts';
import type { Market } from './market.ts';
import type { StatusTerms } from './status-poll.ts';

/** Settings of a platform's keeper of virtual assets. */
export interface AssetKeeperSettings {
  readonly market: Market;
  readonly ledger: Address<'ledger'>;
  readonly avatarAgent: Address<'avatar-agent'>;
  /** Keepers of other platforms, which are told what is on offer here. */
  readonly others: readonly Address<'entity-agent'>[];
  readonly enrolment: EnrolmentTerms;
  readonly status: StatusTerms;
  /** Purchases of all customers that may be under way at once. */
  readonly purchases: number;
  /** How long an answer of a payer or of another keeper is waited for. */
  readonly answerNs: number;
  /** Time after which an entry of which no block was told is said again. */
  readonly againNs: number;
  /** How long an asset is set aside for who has ordered it. */
  readonly reserveNs: number;
  /** How long a buyer waits for what was paid for. */
  readonly tradeNs: number;
  /** Time between two statements of the ledger. */
  readonly statementNs: number;
}

/** How far a purchase has come. */
export const stage = { free: 0, asked: 1, ordered: 2, paid: 3, settled: 4 } as const;

/** State of keepers of virtual assets; all of it can be had again from the ledger but what is on offer and under way. */
export interface KeeperState {
  readonly enrolment: EnrolmentState;
  /** By node and asset: the customer for whom it is kept, -1 for none, and the version that counted here last. */
  readonly holder: Int32Array;
  readonly version: Int32Array;
  /** By node and asset: what is on offer here or elsewhere, for how much (0: not on offer), and by whom. */
  readonly priceMicros: Float64Array;
  readonly offeredVersion: Int32Array;
  readonly seller: Int32Array;
  /** By node and asset: for whom it is set aside, -1 for nobody, and until when. */
  readonly reservedFor: Int32Array;
  readonly reservedUntilNs: Float64Array;
  /** By node and asset: the entry that ends its version, while no block is known to hold it. */
  readonly leaving: (LedgerEntry | null)[];
  /** By node and asset: the version whose price counted here. */
  readonly incomeVersion: Int32Array;
  /** By node and account, as the ledger stated it; prices that were paid for what has not come yet are not in it. */
  readonly balanceMicros: Float64Array;
  /** By node and account: paid since a moment. */
  readonly spentMicros: Float64Array;
  readonly spentSinceNs: Float64Array;
  /** Purchases by node and row: the stage, and what is bought for whom. */
  readonly stage: Uint8Array;
  readonly person: Int32Array;
  readonly asset: Int32Array;
  readonly paidVersion: Int32Array;
  readonly amountMicros: Float64Array;
  /** Who is paid, and when the next step must have come, ns. */
  readonly payee: Int32Array;
  readonly dueNs: Float64Array;
  readonly wish: Float64Array;
  readonly code: Float64Array;
  /** Counts the purchases of a node; and which one is in the row. */
  readonly serials: Float64Array;
  readonly serial: Float64Array;
  /** Number of the wish as the avatar agent passed it on, and of the order to another keeper. */
  readonly request: Float64Array;
  readonly order: Float64Array;
  /** Wrong codes so far. */
  readonly wrong: Uint8Array;
}

/** An io of a keeper. */
export type KeeperIo = Io<'entity-agent'>;

/** Where one keeper stands: its settings, its state and its place in the columns. */
export interface Keeper {
  readonly settings: AssetKeeperSettings;
  readonly state: KeeperState;
  readonly index: number;
}

/** Place of an asset, an account and a purchase in the columns of a node. */
export const assetAt = ({ settings, index }: Keeper, asset: number): number => index * settings.market.assets + asset;
export const accountAt = ({ settings, index }: Keeper, account: number): number =>
  index * settings.market.count + account;
export const purchaseAt = ({ settings, index }: Keeper, row: number): number => index * settings.purchases + row;

/** Cells that a keeper needs: one an asset, then one a purchase. */
export const keeperCells = ({ assets }: Market, purchases: number): number => assets + purchases;
/** The cell of a purchase. */
export const purchaseCell = ({ settings }: Keeper, row: number): number => settings.market.assets + row;

/** Keepers that hold nothing yet. */
export function keeperState({ market, purchases }: AssetKeeperSettings, count: number): KeeperState {
  const assets = count * market.assets;
  const accounts = count * market.count;
  const rows = count * purchases;
  return {
    enrolment: enrolmentState(count),
    holder: new Int32Array(assets).fill(-1),
    version: new Int32Array(assets),
    priceMicros: new Float64Array(assets),
    offeredVersion: new Int32Array(assets),
    seller: new Int32Array(assets).fill(-1),
    reservedFor: new Int32Array(assets).fill(-1),
    reservedUntilNs: new Float64Array(assets),
    leaving: new Array<LedgerEntry | null>(assets).fill(null),
    incomeVersion: new Int32Array(assets),
    balanceMicros: new Float64Array(accounts),
    spentMicros: new Float64Array(accounts),
    spentSinceNs: new Float64Array(accounts).fill(-Infinity),
    stage: new Uint8Array(rows),
    person: new Int32Array(rows).fill(-1),
    asset: new Int32Array(rows).fill(-1),
    paidVersion: new Int32Array(rows),
    amountMicros: new Float64Array(rows),
    payee: new Int32Array(rows).fill(-1),
    dueNs: new Float64Array(rows),
    wish: new Float64Array(rows),
    code: new Float64Array(rows),
    serials: new Float64Array(count),
    serial: new Float64Array(rows),
    request: new Float64Array(rows),
    order: new Float64Array(rows),
    wrong: new Uint8Array(rows),
  };
}

/** Puts a keeper back to its beginning. The numbers of its purchases go on: an old answer must not fit a new one. */
export function forgetKeeper(keeper: Keeper): void {
  const { state, settings, index } = keeper;
  const { assets, count } = settings.market;
  const ofAssets = [index * assets, (index + 1) * assets] as const;
  const ofAccounts = [index * count, (index + 1) * count] as const;
  state.holder.fill(-1, ...ofAssets);
  state.version.fill(0, ...ofAssets);
  clearOffers(state, ...ofAssets);
  state.leaving.fill(null, ...ofAssets);
  state.incomeVersion.fill(0, ...ofAssets);
  state.balanceMicros.fill(0, ...ofAccounts);
  state.spentMicros.fill(0, ...ofAccounts);
  state.spentSinceNs.fill(-Infinity, ...ofAccounts);
  state.stage.fill(stage.free, index * settings.purchases, (index + 1) * settings.purchases);
}

/** Takes assets, from one place in the columns up to another, off the offers. */
export function clearOffers(state: KeeperState, first: number, end: number): void {
  state.priceMicros.fill(0, first, end);
  state.seller.fill(-1, first, end);
  state.reservedFor.fill(-1, first, end);
}

/** Says an entry to the ledger. */
export const sayEntry = ({ settings }: Keeper, entry: LedgerEntry, io: KeeperIo): void =>
  void io.send('RP-L', settings.ledger, {
    kind: 'transfer',
    subject: subjectOfAsset(entry.asset),
    dataClass: 'operational',
    body: entry,
  });
