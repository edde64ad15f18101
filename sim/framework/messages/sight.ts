import type { Quantity } from '../datum.ts';
import type { Cards } from './card.ts';

/** What passes between glasses and the platform where they are, about what their wearer looks at. */
export interface SightBodies {
  /** The wearer looks at the subject: what is known of it here? `at` is on the clock of the glasses, ns. */
  look: { readonly at: number };
  /** What a twin says of the subject, to be shown beside it; where nothing is `known` here, or is to be shown, value and time are 0. */
  overlay: { readonly known: 0 | 1; readonly quantity: Quantity; readonly value: number; readonly at: number };
}

/** What is to be known of these kinds. */
export const sightCards: Cards<SightBodies> = {
  look: { bytes: 12 },
  overlay: { bytes: 24, value: ({ value }) => value },
};
