import { Bottom } from './bottom.ts';
import { emptyCensus, takeCensus } from './census.ts';
import { EMPTY, EventRecords } from './event-records.ts';
import type { PendingEvents } from './pending-events.ts';
import { Rung } from './rung.ts';
import { Tickets } from './tickets.ts';

/** Up to this many records of a bucket are sorted at once by insertion; more are divided by a further rung. */
const SORT_MAX = 24;

/**
 * Rungs beyond which a spill merges those that hold little. Dividing alone needs fewer: each rung narrows 2^53 times, or
 * 2^52 ties, at least eightfold. A schedule which runs backwards in blocks would add a rung for each block.
 */
const DEPTH_MAX = 40;

/** Cancelled records are removed together when there are this many and they are more than half of what is stored. */
const CANCELLED_MIN = 1024;

/**
 * Pending events in a ladder queue on typed arrays: amortised O(1) for each event, whatever the distribution of times.
 *
 *     insert ──> rung 0 [ | | |·|·|·|·|·] overflow          buckets of records, not sorted;
 *                          └> rung 1 [ | |·|·|·] overflow     each rung divides one bucket of the rung above
 *                                     └> bottom: sorted, the earliest last ──> pop
 *
 * When the bottom is empty the next bucket of the last rung is sorted into it, or divided by a further rung when it is
 * large; a rung whose buckets are drained divides its own overflow anew. A tick with many events is divided by their
 * ties. A few events need no rung at all. Source: W. T. Tang, R. S. M. Goh, I. L.-J. Thng, "Ladder queue: an O(1)
 * priority queue structure for large-scale discrete event simulation", ACM TOMACS 15 (2005); an overflow at every rung,
 * buckets in chunks and the division of ties are our own.
 */
export class Agenda implements PendingEvents {
  time = Infinity;
  tie = Infinity;
  handler = 0;
  a = 0;
  b = 0;
  private readonly records: EventRecords;
  private readonly tickets: Tickets;
  private stored = 0; // records, with the cancelled ones
  private readonly rungs: Rung[] = [];
  private depth = 0; // rungs in use
  private readonly bottom: Bottom;
  private readonly census = emptyCensus();

  /** `capacity` is a first guess of how many events are pending at once; the agenda grows by doubling. */
  constructor(capacity = 1024) {
    this.records = new EventRecords(capacity);
    this.bottom = new Bottom(this.records);
    this.tickets = new Tickets(capacity);
  }

  get size(): number {
    return this.stored - this.tickets.cancelled;
  }

  insert(timeNs: number, tie: number, handler: number, a: number, b: number): number {
    const slot = this.tickets.take();
    const record = this.place(timeNs, tie);
    const { doubles, words } = this.records;
    doubles[4 * record] = timeNs;
    doubles[4 * record + 1] = tie;
    words[8 * record + 4] = handler;
    words[8 * record + 5] = a;
    words[8 * record + 6] = b;
    words[8 * record + 7] = slot;
    this.stored++;
    return this.tickets.ticketOf(slot);
  }

  cancel(ticket: number): boolean {
    if (!this.tickets.cancel(ticket)) return false;
    if (this.tickets.cancelled >= CANCELLED_MIN && this.tickets.cancelled * 2 > this.stored) this.dropCancelled();
    return true;
  }

  pop(): boolean {
    if (!this.findHead()) return false;
    const { bottom } = this;
    const record = bottom.places[--bottom.live]!;
    const { doubles, words } = this.records;
    this.time = doubles[4 * record]!;
    this.tie = doubles[4 * record + 1]!;
    this.handler = words[8 * record + 4]!;
    this.a = words[8 * record + 5]!;
    this.b = words[8 * record + 6]!;
    this.tickets.release(words[8 * record + 7]!);
    this.stored--;
    return true;
  }

  nextTime(): number {
    return this.findHead() ? this.bottom.times[this.bottom.live - 1]! : Infinity;
  }

  nextTie(): number {
    return this.findHead() ? this.records.doubles[4 * this.bottom.places[this.bottom.live - 1]! + 1]! : Infinity;
  }

  /** Brings the earliest pending event to the head of the bottom; false when there is none. */
  private findHead(): boolean {
    if (this.bottom.live === 0 && !this.load()) return false;
    return this.tickets.cancelled === 0 || this.skipCancelled();
  }

  private skipCancelled(): boolean {
    const { tickets, bottom } = this;
    for (;;) {
      const slot = this.records.words[8 * bottom.places[bottom.live - 1]! + 7]!;
      if (!tickets.isCancelled(slot)) return true;
      tickets.releaseCancelled(slot);
      this.stored--;
      if (--bottom.live === 0 && !this.load()) return false;
    }
  }

  /** Finds the chain of a new event and returns the place for its record. */
  private place(time: number, tie: number): number {
    const { rungs, depth } = this;
    for (let level = 0; level < depth; level++) {
      const rung = rungs[level]!;
      const position = rung.position(time, tie);
      if (position >= rung.next) return this.extend(rung, position);
    }
    if (!this.bottom.isDeep(time)) return this.bottom.place(time, tie);
    this.spillBottom();
    return this.place(time, tie);
  }

  /** One more record in the bucket or overflow of a rung. */
  private extend(rung: Rung, position: number): number {
    rung.held++;
    if (position >= rung.count) return (rung.overflow = this.records.next(rung.overflow));
    const bucket = position | 0;
    return (rung.tails[bucket] = this.records.next(rung.tails[bucket]!));
  }

  /** Fills the empty bottom with the earliest records; false when there are none. */
  private load(): boolean {
    this.bottom.clear();
    while (this.depth > 0) {
      const rung = this.rungs[this.depth - 1]!;
      let chain = rung.takeBucket();
      if (chain === EMPTY) {
        chain = rung.takeOverflow();
        this.depth--;
      }
      if (chain === EMPTY) continue;
      const count = this.records.count(chain);
      rung.held -= count;
      if (count <= SORT_MAX) {
        this.bottom.fill(chain);
        return true;
      }
      this.divide(chain);
    }
    return false;
  }

  /** Spreads the records of a chain over the buckets of a further rung, and frees the chain. */
  private divide(chain: number): void {
    const { records } = this;
    if (this.depth === this.rungs.length) this.rungs.push(new Rung());
    const rung = this.rungs[this.depth++]!;
    takeCensus(records, chain, this.census);
    rung.divide(this.census);
    for (let last = chain; last !== EMPTY; last = records.freeLast(last)) {
      for (let record = last; record >= records.firstOf(last); record--) {
        const { doubles } = records;
        records.copy(record, this.extend(rung, rung.position(doubles[4 * record]!, doubles[4 * record + 1]!)));
      }
    }
  }

  /** Moves the bottom into a further rung. */
  private spillBottom(): void {
    let chain = this.bottom.empty();
    if (this.depth >= DEPTH_MAX) {
      const depth = this.soundDepth(this.records.count(chain));
      while (this.depth > depth) chain = this.removeRung(chain);
    }
    this.divide(chain);
  }

  /** How many rungs can stay so that each holds at least twice what would be in a new one below it. */
  private soundDepth(below: number): number {
    let held = below;
    let depth = this.depth;
    for (let level = this.depth - 1; level >= 0; level--) {
      if (this.rungs[level]!.held < 2 * held) depth = level;
      held += this.rungs[level]!.held;
    }
    return depth;
  }

  /** Removes all cancelled records, and starts the ladder again from what is left. */
  private dropCancelled(): void {
    let kept = this.keepPending(this.bottom.empty(), EMPTY);
    while (this.depth > 0) kept = this.removeRung(kept);
    if (this.records.count(kept) <= SORT_MAX) this.bottom.fill(kept);
    else this.divide(kept);
  }

  /** Takes the last rung away and moves its pending records behind a chain. */
  private removeRung(kept: number): number {
    const rung = this.rungs[--this.depth]!;
    let end = kept;
    for (let chain = rung.takeBucket(); chain !== EMPTY; chain = rung.takeBucket()) end = this.keepPending(chain, end);
    return this.keepPending(rung.takeOverflow(), end);
  }

  /** Moves the records of a chain that are not cancelled behind another chain, and frees the rest. */
  private keepPending(chain: number, kept: number): number {
    const { records, tickets } = this;
    let end = kept;
    for (let last = chain; last !== EMPTY; last = records.freeLast(last)) {
      for (let record = last; record >= records.firstOf(last); record--) {
        const slot = records.words[8 * record + 7]!;
        if (tickets.isCancelled(slot)) {
          tickets.releaseCancelled(slot);
          this.stored--;
        } else {
          end = records.next(end);
          records.copy(record, end);
        }
      }
    }
    return end;
  }
}
