import { cards } from '../framework/message.ts';
import { purposes } from '../framework/datum.ts';
import type { Purpose } from '../framework/datum.ts';
import type { ConsentChoice } from '../framework/messages/lifecycle.ts';
import type { StoredDatum } from '../framework/stored.ts';

/** What persons have chosen, as far as a node has been told, by row: nobody who was not heard has agreed to anything. */
export interface Consents {
  /** When the person chose, ns of its own clock; -1 where nothing was heard. */
  readonly sinceNs: Float64Array;
  /** Purposes that were agreed to: bit p for purpose p. */
  readonly agreed: Uint32Array;
}

/** Nobody has been heard yet. */
export const consentsOf = (rows: number): Consents => ({
  sinceNs: new Float64Array(rows).fill(-1),
  agreed: new Uint32Array(rows),
});

/** Takes a choice in, unless a newer one is known; whether it was taken in. */
export function takeConsent(consents: Consents, row: number, { agreed, since }: ConsentChoice): boolean {
  if (!(since >= consents.sinceNs[row]!)) return false;
  consents.sinceNs[row] = since;
  consents.agreed[row] = agreed.reduce((bits, purpose) => bits | (1 << purposes.indexOf(purpose)), 0);
  return true;
}

/** Key under which the choice for a room lies on the medium of whoever goes by it. */
export const consentKey = (room: number): string => `consent/${String(room).padStart(7, '0')}`;

/** A choice as it is laid down: about the person, since it outlives what is known of the room. */
export const storedChoice = (choice: ConsentChoice): StoredDatum<ConsentChoice> => ({
  subject: choice.person,
  dataClass: 'operational',
  sizeBytes: cards.consent.bytes,
  body: choice,
});

/** Whether a purpose is agreed to, as far as was heard. */
export const consented = (consents: Consents, row: number, purpose: Purpose): boolean =>
  (consents.agreed[row]! & (1 << purposes.indexOf(purpose))) !== 0;

/** Forgets the choices of some rows. */
export function forgetConsents(consents: Consents, first: number, rows: number): void {
  consents.sinceNs.fill(-1, first, first + rows);
  consents.agreed.fill(0, first, first + rows);
}
