import type { Schedule } from '../framework/schedule.ts';

/**
 * Identities of things that have one at each of several platforms, or a pool of them to use in turn, in columns: identity i is the
 * node `first + i`. It says at which platform each is known, not of which thing it is. Shared by all components, written by none.
 */
export interface Identities {
  readonly first: number;
  readonly count: number;
  readonly platforms: number;
  readonly platformOf: Uint8Array;
}

/** What things know of their own identities, in columns by identity; nobody else has this. */
export interface OwnIdentities {
  /** Which in its pool it is, and how many a pool has: they are used one after the other. */
  readonly turnOf: Uint16Array;
  readonly pool: number;
  /** With which identity at each platform it may be put together, as a subject: a row of platforms for each; -1 for none. */
  readonly others: Int32Array;
  /** The moment in each period between reports at which the thing is awake, ns. */
  readonly awakeNs: Float64Array;
  /** When the thing's owner agrees that its identities be put together: the same for all of a thing. */
  readonly agreed: Schedule;
}

/** Index of a node among the identities, or -1 where it is none of them. */
export const identityOf = ({ first, count }: Identities, node: number): number => {
  const identity = node - first;
  return identity >= 0 && identity < count ? identity : -1;
};
