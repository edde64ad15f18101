import { createHash } from 'node:crypto';
import type { PendingEvents } from '../../sim/kernel/pending-events.ts';

/** Pending events whose order of leaving is taken down: time, tie and argument of each, in a digest. */
export class OrderKeeper implements PendingEvents {
  private readonly inner: PendingEvents;
  private readonly hash = createHash('sha256');
  private readonly kept = new Float64Array(3 * 4096);
  private filled = 0;

  constructor(inner: PendingEvents) {
    this.inner = inner;
  }

  get size(): number {
    return this.inner.size;
  }
  get time(): number {
    return this.inner.time;
  }
  get tie(): number {
    return this.inner.tie;
  }
  get handler(): number {
    return this.inner.handler;
  }
  get a(): number {
    return this.inner.a;
  }
  get b(): number {
    return this.inner.b;
  }

  insert(timeNs: number, tie: number, handler: number, a: number, b: number): number {
    return this.inner.insert(timeNs, tie, handler, a, b);
  }

  cancel(ticket: number): boolean {
    return this.inner.cancel(ticket);
  }

  pop(): boolean {
    if (!this.inner.pop()) return false;
    this.kept[this.filled++] = this.inner.time;
    this.kept[this.filled++] = this.inner.tie;
    this.kept[this.filled++] = this.inner.a;
    if (this.filled === this.kept.length) this.flush();
    return true;
  }

  nextTime(): number {
    return this.inner.nextTime();
  }

  nextTie(): number {
    return this.inner.nextTie();
  }

  /** First digits of the digest over all that has left; ends the taking down. */
  digest(): string {
    this.flush();
    return this.hash.digest('hex').slice(0, 12);
  }

  private flush(): void {
    this.hash.update(new Uint8Array(this.kept.buffer, 0, this.filled * 8));
    this.filled = 0;
  }
}
