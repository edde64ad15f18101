import { firstSubjectWithoutNode } from '../framework/datum.ts';

/** Who has an account where, and what lies on the accounts at the beginning. Account i is that of the person `first + i`. */
export interface Market {
  readonly first: number;
  readonly count: number;
  readonly assets: number;
  /** By account: the node that may speak for it at a ledger, which is its platform's keeper, or the person where it has its own keys. */
  readonly speaker: Int32Array;
  /** Keepers of virtual assets, one a platform. */
  readonly keepers: readonly number[];
  /** By asset: the account that owns it at the beginning. */
  readonly owner: Int32Array;
  /** By account, in millionths of the money unit. */
  readonly balanceMicros: Float64Array;
}

/** Subjects of virtual assets begin here, well above those of rooms. */
const firstAssetSubject = firstSubjectWithoutNode + (1 << 22);

/** Subject of an asset. */
export const subjectOfAsset = (asset: number): number => firstAssetSubject + asset;

/** The asset of a subject; -1 where it is none of so many. */
export const assetOfSubject = (subject: number, assets: number): number => {
  const asset = subject - firstAssetSubject;
  return asset >= 0 && asset < assets ? asset : -1;
};

/** Account of a person; -1 for who has none. */
export const accountOf = ({ first, count }: Market, person: number): number =>
  person >= first && person < first + count ? person - first : -1;

/** The node that speaks for a person at a ledger; -1 for who has no account. */
export const speakerFor = (market: Market, person: number): number => market.speaker[accountOf(market, person)] ?? -1;

/** Whether a number is that of an asset. */
export const isAsset = ({ assets }: Market, asset: number): boolean =>
  Number.isInteger(asset) && asset >= 0 && asset < assets;
