import type { Cards } from './card.ts';

/** What is told to an audit log. */
export interface ObservationBodies {
  /** An entry of the audit log. */
  entry: { readonly event: string; readonly about: number };
}

/** What is to be known of these kinds. */
export const observationCards: Cards<ObservationBodies> = {
  entry: { bytes: 48 },
};
