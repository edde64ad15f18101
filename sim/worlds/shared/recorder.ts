import { createHash } from 'node:crypto';
import { blockFacts, FactBlock, factColumns } from '../../framework/fact.ts';
import type { FactObserver } from '../../framework/fact.ts';

/**
 * Takes down every fact of a run, as positional numbers, in blocks. Each full block is hashed into the run's digest and
 * shown to the observers. The digest covers meaning only: who, what, when, which verdict.
 */
export class Recorder {
  /** Facts so far. */
  facts = 0;
  private readonly block = new FactBlock();
  private readonly hash = createHash('sha256');
  private readonly observers: readonly FactObserver[];
  private readonly followers: readonly FactObserver[];
  /** Facts of the block that followers have seen. */
  private followed = 0;
  /** What of the block followers have not seen; null where nobody follows. */
  private readonly part: FactBlock | null;
  private finished: string | null = null;

  constructor(observers: readonly FactObserver[], followers: readonly FactObserver[] = []) {
    this.observers = observers;
    this.followers = followers;
    this.part = followers.length === 0 ? null : new FactBlock();
  }

  /** Row of the next fact in the page; the caller fills every column. */
  take(): number {
    const block = this.block;
    if (block.count === blockFacts) this.flush();
    this.facts++;
    return block.count++;
  }

  /** Begins a fact of few words and returns its row; columns that are not given are empty. */
  add(time: number, kind: number, place: number, node: number, peer: number): number {
    const block = this.block;
    const row = this.take();
    block.time[row] = time;
    block.kind[row] = kind;
    block.place[row] = place;
    block.node[row] = node;
    block.peer[row] = peer;
    block.counter[row] = 0;
    block.origin[row] = -1;
    block.subject[row] = -1;
    block.message[row] = 0;
    block.dataClass[row] = 0;
    block.detail[row] = 0;
    block.outcome[row] = 0;
    block.label[row] = 0;
    block.flags[row] = 0;
    block.born[row] = 0;
    block.value[row] = 0;
    block.sizeBytes[row] = 0;
    return row;
  }

  /** The block in which the row lies that `take` or `add` gave last. */
  get page(): FactBlock {
    return this.block;
  }

  /** Shows followers what they have not seen yet, also of a block that is not full. Neither digest nor observers depend on it. */
  show(): void {
    const { block, part, followed } = this;
    const count = block.count - followed;
    if (count === 0 || part === null) return;
    part.count = count;
    part.first = this.facts - count;
    for (const column of factColumns) part[column].set(block[column].subarray(followed, block.count));
    this.followed = block.count;
    for (const follower of this.followers) follower.block(part);
  }

  /** SHA-256 over all facts, as lower-case hexadecimal; ends the recording. */
  digest(): string {
    if (this.finished === null) {
      this.flush();
      this.finished = this.hash.digest('hex');
    }
    return this.finished;
  }

  private flush(): void {
    const block = this.block;
    if (block.count === 0) return;
    if (block.count < blockFacts) this.blank(block.count);
    this.hash.update(new Uint8Array(block.meaning));
    block.first = this.facts - block.count;
    for (const observer of this.observers) observer.block(block);
    this.show();
    block.count = 0;
    this.followed = 0;
  }

  /** A last, partial block is hashed with zeros where there are no facts. */
  private blank(from: number): void {
    const block = this.block;
    block.time.fill(0, from);
    block.counter.fill(0, from);
    for (const column of [block.node, block.peer, block.origin, block.subject]) column.fill(0, from);
    for (const column of [block.message, block.kind, block.place, block.dataClass]) column.fill(0, from);
    block.detail.fill(0, from);
    block.outcome.fill(0, from);
  }
}
