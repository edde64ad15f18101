import type { PendingEvents } from './pending-events.ts';
import { Tickets } from './tickets.ts';

/**
 * Pending events in a 4-ary heap on typed arrays: the oracle of the ladder's order, and the agenda to choose when few
 * events are pending or when a worst case of O(log n) for each single event matters more than throughput.
 *
 * Keys lie in heap order, arguments by slot. A cancelled event is dropped when it reaches the head, or all at once as
 * soon as they are more than half of what is stored. Source: D. B. Johnson, "Priority queues with update and finding
 * minimum spanning trees" (1975).
 */
export class HeapAgenda implements PendingEvents {
  time = Infinity;
  tie = Infinity;
  handler = 0;
  a = 0;
  b = 0;
  private stored = 0;
  private times: Float64Array;
  private ties: Float64Array;
  private slots: Int32Array;
  private args: Int32Array; // handler, a, b, unused: four by slot
  private readonly tickets: Tickets;

  constructor(capacity = 1024) {
    this.times = new Float64Array(capacity);
    this.ties = new Float64Array(capacity);
    this.slots = new Int32Array(capacity);
    this.args = new Int32Array(capacity * 4);
    this.tickets = new Tickets(capacity);
  }

  get size(): number {
    return this.stored - this.tickets.cancelled;
  }

  insert(timeNs: number, tie: number, handler: number, a: number, b: number): number {
    const slot = this.tickets.take();
    if (this.stored === this.times.length) this.grow();
    while (slot * 4 >= this.args.length) this.growArgs();
    const args = this.args;
    args[slot * 4] = handler;
    args[slot * 4 + 1] = a;
    args[slot * 4 + 2] = b;
    this.rise(this.stored++, timeNs, tie, slot);
    return this.tickets.ticketOf(slot);
  }

  cancel(ticket: number): boolean {
    if (!this.tickets.cancel(ticket)) return false;
    if (this.tickets.cancelled > 64 && this.tickets.cancelled * 2 > this.stored) this.dropCancelled();
    return true;
  }

  pop(): boolean {
    this.settleHead();
    if (this.stored === 0) return false;
    const slot = this.slots[0]!;
    this.time = this.times[0]!;
    this.tie = this.ties[0]!;
    this.handler = this.args[slot * 4]!;
    this.a = this.args[slot * 4 + 1]!;
    this.b = this.args[slot * 4 + 2]!;
    this.tickets.release(slot);
    this.removeHead();
    return true;
  }

  nextTime(): number {
    this.settleHead();
    return this.stored === 0 ? Infinity : this.times[0]!;
  }

  nextTie(): number {
    this.settleHead();
    return this.stored === 0 ? Infinity : this.ties[0]!;
  }

  /** Removes cancelled events from the head. */
  private settleHead(): void {
    while (this.tickets.cancelled > 0 && this.tickets.isCancelled(this.slots[0]!)) {
      this.tickets.releaseCancelled(this.slots[0]!);
      this.removeHead();
    }
  }

  private removeHead(): void {
    const last = --this.stored;
    if (last > 0) this.sink(0, this.times[last]!, this.ties[last]!, this.slots[last]!);
  }

  private rise(from: number, time: number, tie: number, slot: number): void {
    const { times, ties, slots } = this;
    let at = from;
    while (at > 0) {
      const parent = (at - 1) >> 2;
      const parentTime = times[parent]!;
      if (parentTime < time || (parentTime === time && ties[parent]! < tie)) break;
      times[at] = parentTime;
      ties[at] = ties[parent]!;
      slots[at] = slots[parent]!;
      at = parent;
    }
    times[at] = time;
    ties[at] = tie;
    slots[at] = slot;
  }

  private sink(from: number, time: number, tie: number, slot: number): void {
    const { times, ties, slots, stored } = this;
    let at = from;
    for (;;) {
      const first = at * 4 + 1;
      if (first >= stored) break;
      const end = first + 4 < stored ? first + 4 : stored;
      let least = first;
      let leastTime = times[first]!;
      for (let child = first + 1; child < end; child++) {
        const childTime = times[child]!;
        if (childTime < leastTime || (childTime === leastTime && ties[child]! < ties[least]!)) {
          least = child;
          leastTime = childTime;
        }
      }
      if (time < leastTime || (time === leastTime && tie < ties[least]!)) break;
      times[at] = leastTime;
      ties[at] = ties[least]!;
      slots[at] = slots[least]!;
      at = least;
    }
    times[at] = time;
    ties[at] = tie;
    slots[at] = slot;
  }

  private dropCancelled(): void {
    const { times, ties, slots, tickets } = this;
    let kept = 0;
    for (let at = 0; at < this.stored; at++) {
      const slot = slots[at]!;
      if (tickets.isCancelled(slot)) {
        tickets.releaseCancelled(slot);
        continue;
      }
      times[kept] = times[at]!;
      ties[kept] = ties[at]!;
      slots[kept] = slot;
      kept++;
    }
    this.stored = kept;
    for (let at = (kept - 2) >> 2; at >= 0; at--) this.sink(at, times[at]!, ties[at]!, slots[at]!);
  }

  private grow(): void {
    const capacity = this.times.length * 2;
    const times = new Float64Array(capacity);
    times.set(this.times);
    this.times = times;
    const ties = new Float64Array(capacity);
    ties.set(this.ties);
    this.ties = ties;
    const slots = new Int32Array(capacity);
    slots.set(this.slots);
    this.slots = slots;
  }

  private growArgs(): void {
    const args = new Int32Array(this.args.length * 2);
    args.set(this.args);
    this.args = args;
  }
}
