import type { Purpose, Quantity } from '../datum.ts';
import type { Cards } from './card.ts';

/** The word of one identity that another one is of the same thing; a correlation takes the word of both. */
export interface Correlating {
  /** The other identity, as the subject of messages. */
  readonly other: number;
  /** When the thing said so on its own clock, ns: of two words of an identity about another, the later counts. */
  readonly at: number;
}

/** What passes about identities of one thing: after identity mapping, de-mapping and relationship inquiry of ITU-T Y.4462. */
export interface CorrelationBodies {
  /** An identity says that another one is of the same thing, for a lease. */
  map: Correlating;
  /** An identity takes that back. */
  demap: Correlating;
  /** Asks which identity the subject's thing has at a platform, and for what the answer is to be used. */
  inquire: { readonly platform: number; readonly purpose: Purpose };
  /** The answer: the other identity, -1 where there is none or none is told; how long it may be relied on. */
  correlated: { readonly platform: number; readonly other: number; readonly untilNs: number };
  /** The state of the subject, for the twin of another identity of the same thing, at the platform of that. */
  follow: { readonly other: number; readonly quantity: Quantity; readonly value: number; readonly at: number };
}

/** What is to be known of these kinds: two numbers of an identity and a time; a purpose by its number (assumption). */
export const correlationCards: Cards<CorrelationBodies> = {
  map: { bytes: 16, value: ({ other }) => other },
  demap: { bytes: 16, value: ({ other }) => other },
  // Names no other identity.
  inquire: { bytes: 8, value: () => -1 },
  correlated: { bytes: 20, value: ({ other }) => other },
  follow: { bytes: 28, value: ({ value }) => value },
};
