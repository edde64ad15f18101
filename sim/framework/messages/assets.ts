import type { Cards } from './card.ts';

/** Leaves the choice of the asset to the platform that keeps it. */
export const anyAsset = -1;

/** What an entry of a ledger moves: the asset itself, the price of it, the price back, or nothing: what an account holds. */
export const moves = ['asset', 'payment', 'refund', 'balance'] as const;
export type Move = (typeof moves)[number];

/**
 * One entry of a ledger. A version of an asset is spent once: by the transfer of the asset, or by the refund of its price. Accounts
 * are persons.
 */
export interface LedgerEntry {
  readonly move: Move;
  readonly asset: number;
  /** How often the asset has been spent before, counted from 1: what this entry spends, or pays for. */
  readonly version: number;
  readonly from: number;
  readonly to: number;
  /** Money that moves, in millionths of the money unit; 0 where the asset does. */
  readonly amountMicros: number;
}

/** What a ledger says of an entry: 1 in the newest block, and one more with each block after it. */
export interface Settled extends LedgerEntry {
  /** 0: known, in no block yet; -1: it will not be in one. */
  readonly depth: number;
}

/** A price for an asset. */
export interface Offer {
  /** `anyAsset` where a person offers whatever the platform keeps for it. */
  readonly asset: number;
  readonly version: number;
  readonly priceMicros: number;
  /** Who sells, or buys. */
  readonly person: number;
}

/** What passes between persons, their avatars, the keepers of virtual assets, and ledgers. */
export interface AssetBodies {
  /** A person offers an asset that is kept for it; one platform tells the others what is on offer. */
  offer: Offer;
  /** A person wants to buy what is on offer for so much at most. `wish` is a number that the person has made up for it. */
  buy: { readonly priceMicros: number; readonly wish: number; readonly person: number };
  /** The payer's platform asks the payer whether this payment is meant; `code` goes to nobody else. */
  charge: {
    readonly payment: number;
    readonly priceMicros: number;
    readonly wish: number;
    readonly code: number;
    readonly person: number;
  };
  /** The payer means it. */
  confirm: { readonly payment: number; readonly wish: number; readonly code: number; readonly person: number };
  /** The buyer's platform asks the seller's to set an asset aside. */
  order: Offer;
  /** An entry for a ledger. */
  transfer: LedgerEntry;
  /** What became of an entry. */
  settled: Settled;
  /** Asks a ledger what it holds for those for whom `holder` speaks; between its nodes, for the newest blocks. */
  statement: { readonly holder: number };
  /** A block of a ledger: which entries come after those of its parent, by their keys. */
  block: { readonly id: number; readonly parent: number; readonly height: number; readonly keys: readonly number[] };
}

/** What is to be known of these kinds. */
export const assetCards: Cards<AssetBodies> = {
  offer: {
    bytes: 28,
    acts: true,
    askedBy: ({ person }) => person,
    over: ({ asset }) => asset,
    scope: () => 'offer',
    value: ({ priceMicros }) => priceMicros,
  },
  buy: {
    bytes: 24,
    acts: true,
    askedBy: ({ person }) => person,
    over: () => anyAsset,
    scope: () => 'buy',
    value: ({ priceMicros }) => priceMicros,
  },
  charge: { bytes: 40 },
  confirm: { bytes: 32, acts: true, askedBy: ({ person }) => person, scope: () => 'confirm' },
  order: { bytes: 28, acts: true, value: ({ priceMicros }) => priceMicros },
  transfer: { bytes: 40, acts: true, askedBy: ({ from }) => from },
  settled: { bytes: 44, value: ({ move, version, amountMicros }) => (move === 'asset' ? version : amountMicros) },
  statement: { bytes: 8 },
  block: { bytes: 320 },
};
