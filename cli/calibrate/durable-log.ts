import { mkdtemp, open, rm, type FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Medium } from '../../sim/worlds/live/medium.ts';

interface Place {
  readonly at: number;
  readonly length: number;
}

/** The least that a durable store does: a file in a fresh folder, each record appended and synced, and read back from there. */
export class DurableLog implements Pick<Medium, 'put' | 'get' | 'close'> {
  private readonly folder: string;
  private readonly file: FileHandle;
  private readonly places = new Map<string, Place>();
  private end = 0;

  private constructor(folder: string, file: FileHandle) {
    this.folder = folder;
    this.file = file;
  }

  /** `parent`: where its folder is made; the system's place for temporary files where nothing else is said. */
  static async open(parent: string = tmpdir()): Promise<DurableLog> {
    const folder = await mkdtemp(join(parent, 'metarange-calibrate-'));
    try {
      return new DurableLog(folder, await open(join(folder, 'records'), 'w+'));
    } catch (error) {
      await rm(folder, { recursive: true });
      throw error;
    }
  }

  async put(key: string, bytes: Uint8Array): Promise<void> {
    const { bytesWritten } = await this.file.write(bytes, 0, bytes.length, this.end);
    if (bytesWritten !== bytes.length) throw new Error(`store: ${bytesWritten} of ${bytes.length} bytes were written`);
    await this.file.datasync();
    this.places.set(key, { at: this.end, length: bytes.length });
    this.end += bytes.length;
  }

  async get(key: string): Promise<Uint8Array | undefined> {
    const place = this.places.get(key);
    if (place === undefined) return undefined;
    const { buffer, bytesRead } = await this.file.read(Buffer.alloc(place.length), 0, place.length, place.at);
    return bytesRead === place.length ? buffer : undefined;
  }

  async close(): Promise<void> {
    await this.file.close();
    await rm(this.folder, { recursive: true });
  }
}
