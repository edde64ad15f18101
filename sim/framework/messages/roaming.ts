import type { Quantity } from '../datum.ts';
import type { Cards } from './card.ts';

/** A thing's own word that it wants to go, and the state in which it leaves; platforms pass it on as it is. */
export interface Move {
  /** Things agent of the platform to which it wants to go. */
  readonly platform: number;
  /** When the thing said so on its own clock, ns: later than all that it said before about where it is. */
  readonly at: number;
  readonly quantity: Quantity;
  readonly value: number;
}

/** What things say that carry their own keys from platform to platform, and what a platform tells its twins about them. */
export interface RoamingBodies {
  /** A thing is at this platform from now on, for a lease; `moved` is the `at` of the wish by which it comes, 0 for none. */
  join: { readonly at: number; readonly moved: number };
  /** A thing wants to go; from one platform to another: that the thing comes. */
  move: Move;
  /** A thing has come: in the state in which it left where it came from, or with null in one that nobody handed over. */
  adopt: { readonly at: number; readonly state: number | null };
  /** A thing has gone: what its twin shows of it is to be forgotten. */
  release: { readonly at: number };
}

/** What is to be known of these kinds. */
export const roamingCards: Cards<RoamingBodies> = {
  join: { bytes: 20, acts: true },
  move: { bytes: 36, acts: true, value: ({ value }) => value },
  adopt: { bytes: 24, value: ({ state }) => state ?? 0 },
  release: { bytes: 12 },
};
