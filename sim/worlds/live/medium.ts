/** Where a storage keeps its records: durable once `put` says so, in key order. */
export interface Medium {
  put(key: string, bytes: Uint8Array): Promise<void>;
  get(key: string): Promise<Uint8Array | undefined>;
  erase(key: string): Promise<void>;
  /** Records whose keys begin with a prefix, in key order, at most `limit`. */
  scan(prefix: string, limit: number): Promise<readonly (readonly [string, Uint8Array])[]>;
  close(): Promise<void>;
}
