import type { Medium } from './medium.ts';

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

/** A database that does groups of work; never two things at a time. Rejects with a `MediumFault`. */
export interface Engine {
  readonly erasure: Medium['erasure'];
  /**
   * Does the works in order as one transaction and resolves with what was found for each once all of it is durable. When it
   * rejects, none of it may be taken as done.
   */
  carryOut(works: readonly Work[]): Promise<readonly Rows[]>;
  /** Removes from the files what erased records have left there; false when that has to be tried again. */
  scrub(): Promise<boolean>;
  limit(sizeBytes: number): Promise<void>;
  close(): Promise<void>;
}
