import { mostRows } from './engine.ts';
import type { Engine, Rows, Work } from './engine.ts';
import { afterPrefix, keyBytes, keyOfBytes } from './key-bytes.ts';
import { MediumFault } from './medium.ts';
import type { Medium } from './medium.ts';

/** Most works of one transaction, and most that may wait for one (assumption: seconds of a busy storage). */
const mostInGroup = 256;
const mostWaiting = 8192;
/** Scrubbing takes at most one part in so many of the time while other work waits (assumption). */
const scrubShare = 5;
/** Time between two tries to scrub, and after which an erasure is given up, ms (assumptions). */
const scrubAgainMillis = 20;
const scrubPatienceMillis = 5_000;

type Task = Work | { readonly what: 'limit'; readonly sizeBytes: number };

interface Waiting {
  readonly task: Task;
  readonly sinceMillis: number;
  readonly done: (rows: Rows) => void;
  readonly failed: (fault: MediumFault) => void;
}

const noRows: Rows = [];

/**
 * A medium over a database engine. What is asked while the disk is busy goes into the next transaction together, so that one
 * sync serves many records. A transaction that fails is done again in parts, so that each work gets its own answer. An erasure
 * is acknowledged once the files are scrubbed of it, and one scrubbing serves all that were erased before.
 */
export class GroupedMedium implements Medium {
  readonly erasure: Medium['erasure'];
  private readonly engine: Engine;
  private readonly waiting: Waiting[] = [];
  /** Erasures that are durable and whose bytes may still lie in the files. */
  private unscrubbed: Waiting[] = [];
  private scrubFromMillis = 0;
  private working: Promise<void> | null = null;
  private isClosed = false;

  constructor(engine: Engine) {
    this.engine = engine;
    this.erasure = engine.erasure;
  }

  async put(key: string, bytes: Uint8Array): Promise<void> {
    await this.ask({ what: 'put', key: keyBytes(key), bytes });
  }

  async get(key: string): Promise<Uint8Array | undefined> {
    const rows = await this.ask({ what: 'get', key: keyBytes(key) });
    return rows[0]?.[1];
  }

  async erase(key: string): Promise<void> {
    await this.ask({ what: 'erase', key: keyBytes(key) });
  }

  async scan(prefix: string, limit: number): Promise<readonly (readonly [string, Uint8Array])[]> {
    const from = keyBytes(prefix);
    const most = Math.min(mostRows, Math.floor(limit));
    if (!(most > 0)) return [];
    const rows = await this.ask({ what: 'scan', from, upTo: afterPrefix(from), limit: most });
    return rows.map(([key, bytes]) => [keyOfBytes(key), bytes] as const);
  }

  async limit(sizeBytes: number): Promise<void> {
    await this.ask({ what: 'limit', sizeBytes });
  }

  async close(): Promise<void> {
    if (this.isClosed) return;
    this.isClosed = true;
    while (this.working !== null) await this.working;
    await this.engine.close();
  }

  private ask(task: Task): Promise<Rows> {
    if (this.isClosed) return Promise.reject(new MediumFault('closed', 'the store is closed'));
    if (this.waiting.length + this.unscrubbed.length >= mostWaiting) {
      return Promise.reject(new MediumFault('busy', `more than ${mostWaiting} requests wait for the store`));
    }
    return new Promise((done, failed) => {
      this.waiting.push({ task, sinceMillis: performance.now(), done, failed });
      this.working ??= this.work();
    });
  }

  private async work(): Promise<void> {
    // What is asked later in this turn of the event loop belongs to the first group.
    await new Promise(setImmediate);
    while (this.waiting.length + this.unscrubbed.length > 0) {
      const mayScrub = this.waiting.length === 0 || performance.now() >= this.scrubFromMillis;
      if (this.unscrubbed.length > 0 && mayScrub) await this.scrub();
      else await this.next();
    }
    this.working = null;
  }

  private async next(): Promise<void> {
    const first = this.waiting[0]!;
    if (first.task.what === 'limit') {
      this.waiting.shift();
      await this.engine.limit(first.task.sizeBytes).then(() => first.done(noRows), first.failed);
      return;
    }
    const group: Waiting[] = [];
    const works: Work[] = [];
    for (const waiting of this.waiting.slice(0, mostInGroup)) {
      if (waiting.task.what === 'limit') break;
      group.push(waiting);
      works.push(waiting.task);
    }
    this.waiting.splice(0, group.length);
    await this.carryOut(group, works);
  }

  /** Together; where that fails, in halves, one after the other, down to those that fail alone. */
  private async carryOut(group: readonly Waiting[], works: readonly Work[]): Promise<void> {
    try {
      this.answer(group, await this.engine.carryOut(works));
    } catch (error) {
      const half = group.length >> 1;
      if (half === 0) {
        group[0]!.failed(error as MediumFault);
        return;
      }
      await this.carryOut(group.slice(0, half), works.slice(0, half));
      await this.carryOut(group.slice(half), works.slice(half));
    }
  }

  private answer(group: readonly Waiting[], found: readonly Rows[]): void {
    for (const [index, waiting] of group.entries()) {
      if (waiting.task.what === 'erase') this.unscrubbed.push(waiting);
      else waiting.done(found[index]!);
    }
  }

  private async scrub(): Promise<void> {
    const fromMillis = performance.now();
    const batch = this.unscrubbed;
    this.unscrubbed = [];
    try {
      if (await this.engine.scrub()) {
        for (const { done } of batch) done(noRows);
      } else {
        this.unscrubbed = batch.filter(({ sinceMillis }) => fromMillis - sinceMillis < scrubPatienceMillis);
        const late = new MediumFault('busy', 'somebody reads the store, so an erased record cannot be scrubbed yet');
        for (const waiting of batch) if (!this.unscrubbed.includes(waiting)) waiting.failed(late);
        if (this.waiting.length === 0) await new Promise((again) => setTimeout(again, scrubAgainMillis));
      }
    } catch (error) {
      for (const { failed } of batch) failed(error as MediumFault);
    }
    const nowMillis = performance.now();
    this.scrubFromMillis = nowMillis + (scrubShare - 1) * (nowMillis - fromMillis);
  }
}
