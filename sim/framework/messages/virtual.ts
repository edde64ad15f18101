import type { Cards } from './card.ts';

/** What is said to things that exist in a metaverse only. */
export interface VirtualBodies {
  /** An entity agent asks for the state of a virtual thing, and for its changes from now on, for a while (after RFC 7641). */
  observe: { readonly identifier: string };
}

/** What is to be known of these kinds. */
export const virtualCards: Cards<VirtualBodies> = {
  observe: { bytes: 40 },
};
