import type { Medium } from '../stores/medium.ts';

/** A medium of a test: gone with its process. */
export class MemoryMedium implements Medium {
  readonly erasure = 'physical';
  private readonly records = new Map<string, Uint8Array>();

  put(key: string, bytes: Uint8Array): Promise<void> {
    this.records.set(key, bytes);
    return Promise.resolve();
  }

  get(key: string): Promise<Uint8Array | undefined> {
    return Promise.resolve(this.records.get(key));
  }

  erase(key: string): Promise<void> {
    this.records.delete(key);
    return Promise.resolve();
  }

  scan(prefix: string, limit: number): Promise<readonly (readonly [string, Uint8Array])[]> {
    const found = [...this.records].filter(([key]) => key.startsWith(prefix));
    return Promise.resolve(found.toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)).slice(0, limit));
  }

  limit(): Promise<void> {
    return Promise.resolve();
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}
