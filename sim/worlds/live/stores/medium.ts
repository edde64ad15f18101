/** Why a medium did not do what it was asked: no room, held by somebody else, its content broken, gone, or closed. */
export type MediumFailure = 'full' | 'busy' | 'damaged' | 'unreachable' | 'closed';

/** A medium did not do it. Nothing that it says comes out of a record, a key or a password. */
export class MediumFault extends Error {
  override readonly name = 'MediumFault';
  readonly failure: MediumFailure;

  constructor(failure: MediumFailure, message: string) {
    super(message);
    this.failure = failure;
  }
}

/**
 * Where a storage keeps its records. A call that resolves was done and outlives a crash of the process; one that rejects, with a
 * `MediumFault`, was not acknowledged, and of a write nobody may say whether it is there. Calls take effect in the order
 * in which they were made. Keys keep the order of their UTF-16 code units, as in the virtual world.
 */
export interface Medium {
  /**
   * What is left of an erased record: nothing in any file of the medium (`physical`), or what its server keeps in pages and logs
   * that it has not used again (`logical`).
   */
  readonly erasure: 'physical' | 'logical';
  put(key: string, bytes: Uint8Array): Promise<void>;
  get(key: string): Promise<Uint8Array | undefined>;
  /** Resolves too where there was no such record. */
  erase(key: string): Promise<void>;
  /** Records whose keys begin with a prefix, in key order, at most `limit`. */
  scan(prefix: string, limit: number): Promise<readonly (readonly [string, Uint8Array])[]>;
  /** From now on refuses to grow beyond about so many bytes, however full it is; `Infinity` lifts that. */
  limit(sizeBytes: number): Promise<void>;
  /** Finishes what was asked for before. */
  close(): Promise<void>;
}
