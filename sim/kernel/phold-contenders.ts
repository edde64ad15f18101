import FlatQueue from 'flatqueue';
import { pholdQueues } from './phold.ts';
import type { HoldQueue } from './phold.ts';

/** `flatqueue` on its fixed typed arrays: time is its only key, and the event is one integer. */
class FlatQueueTyped implements HoldQueue {
  time = Infinity;
  private readonly queue: FlatQueue<number>;

  constructor(capacity: number) {
    this.queue = new FlatQueue<number>(capacity);
  }

  insert(timeNs: number, _tie: number, _handler: number, a: number): void {
    this.queue.push(a, timeNs);
  }

  pop(): boolean {
    this.time = this.queue.peekValue()!;
    return this.queue.pop() !== undefined;
  }
}

/**
 * The queues which the bench compares, by name; `pending` is how many events each will hold. Imported by benches only.
 */
export const contenders: Readonly<Record<string, (pending: number) => HoldQueue>> = {
  ...pholdQueues,
  flatqueue: (pending) => new FlatQueueTyped(pending + 1),
  'flatqueue-array': () => new FlatQueueTyped(Infinity),
};
