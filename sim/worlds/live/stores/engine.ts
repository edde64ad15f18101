import type { Medium, MediumFault } from './medium.ts';

/** One thing to do on a medium, in bytes. */
export type Work =
  | { readonly what: 'put'; readonly key: Buffer; readonly bytes: Uint8Array }
  | { readonly what: 'erase'; readonly key: Buffer }
  | { readonly what: 'get'; readonly key: Buffer }
  /** Keys from `from` up to, not including, `upTo` (null: to the end). */
  | { readonly what: 'scan'; readonly from: Buffer; readonly upTo: Buffer | null; readonly limit: number };

/** Keys and records that were found. */
export type Rows = readonly (readonly [Buffer, Buffer])[];

/** Most rows that a scan can ask for. */
export const mostRows = 0x7fff_ffff;

/** A database that does groups of work; never two at a time. */
export interface Engine {
  readonly erasure: Medium['erasure'];
  /**
   * Does the works in order as one transaction and resolves once all of it is durable: what was found for each, or why it alone
   * cannot be acknowledged. Rejects with a `MediumFault` when none of it may be taken as done.
   */
  carryOut(works: readonly Work[]): Promise<readonly (Rows | MediumFault)[]>;
  limit(sizeBytes: number): Promise<void>;
  close(): Promise<void>;
}
