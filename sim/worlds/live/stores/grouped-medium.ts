import { mostRows } from './engine.ts';
import type { Engine, Rows, Work } from './engine.ts';
import { afterPrefix, keyBytes, keyOfBytes } from './key-bytes.ts';
import { MediumFault } from './medium.ts';
import type { Medium } from './medium.ts';

/** Most works of one transaction, and most that may wait for one (assumption: seconds of a busy storage). */
const mostInGroup = 256;
const mostWaiting = 8192;

type Task = Work | { readonly what: 'limit'; readonly sizeBytes: number };

interface Waiting {
  readonly task: Task;
  readonly done: (rows: Rows) => void;
  readonly failed: (fault: MediumFault) => void;
}

const noRows: Rows = [];

/**
 * A medium over a database engine. What is asked while the disk is busy goes into the next transaction together, so that one
 * sync serves many records. A transaction that fails is done again work by work, so that each gets its own answer.
 */
export class GroupedMedium implements Medium {
  readonly erasure: Medium['erasure'];
  private readonly engine: Engine;
  private readonly waiting: Waiting[] = [];
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
    if (this.waiting.length >= mostWaiting) {
      return Promise.reject(new MediumFault('busy', `more than ${mostWaiting} requests wait for the store`));
    }
    return new Promise((done, failed) => {
      this.waiting.push({ task, done, failed });
      this.working ??= this.work();
    });
  }

  private async work(): Promise<void> {
    // What is asked later in this turn of the event loop belongs to the first group.
    await new Promise(setImmediate);
    while (this.waiting.length > 0) await this.next();
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
    try {
      answer(group, await this.engine.carryOut(works));
    } catch (error) {
      if (group.length === 1) first.failed(error as MediumFault);
      else await this.oneByOne(group, works);
    }
  }

  private async oneByOne(group: readonly Waiting[], works: readonly Work[]): Promise<void> {
    for (const [index, waiting] of group.entries()) {
      try {
        answer([waiting], await this.engine.carryOut([works[index]!]));
      } catch (error) {
        waiting.failed(error as MediumFault);
      }
    }
  }
}

function answer(group: readonly Waiting[], outcomes: readonly (Rows | MediumFault)[]): void {
  for (const [index, { done, failed }] of group.entries()) {
    const outcome = outcomes[index]!;
    if (outcome instanceof MediumFault) failed(outcome);
    else done(outcome);
  }
}
