/** Slots of a table at most: a ticket keeps its slot in the lowest 26 bits. Half of them can be in use at once. */
const SLOT_LIMIT = 67_108_864;

/** A slot that reached this generation is never used again, so that no ticket can ever mean a second event. */
const GENERATION_LIMIT = 134_217_728;

/**
 * Issues the tickets of stored events: a slot number, and the generation of that slot, in one exact integer.
 *
 * A ticket goes stale when its slot is released. No ticket is ever 0, so 0 can stand for "none" in a caller's array.
 * Slots are given out in turn round the table and marked in a bitmap, because a release comes in the order of time, at
 * random over the table: in a large agenda a free list costs a cache miss for each event there. Cost: 8 to 16 bytes for
 * each event held at once.
 */
export class Tickets {
  /** Cancelled events whose records are still stored. */
  cancelled = 0;
  private generations: Int32Array; // by slot
  private usedBits: Int32Array; // one bit for each slot, set from take to release
  private cancelledBits: Int32Array;
  private used = 0;
  private word = -1; // of the bitmap, from which slots are being given out
  private freeBits = 0; // what was free in that word, and was not given out since

  /** `capacity` is a first guess of how many events are held at once. */
  constructor(capacity: number) {
    let words = 1;
    while (words * 32 < capacity) words *= 2;
    this.generations = new Int32Array(words * 32);
    this.usedBits = new Int32Array(words);
    this.cancelledBits = new Int32Array(words);
  }

  /** Takes a slot for a new event. Throws a RangeError when 2^25 are in use. */
  take(): number {
    if (this.freeBits === 0) this.findFree();
    const bit = this.freeBits & -this.freeBits;
    this.freeBits ^= bit;
    this.usedBits[this.word]! |= bit;
    this.used++;
    const slot = this.word * 32 + 31 - Math.clz32(bit);
    const generation = this.generations[slot]! + 1;
    if (generation === GENERATION_LIMIT) return this.take(); // the bit stays set: this slot is spent
    this.generations[slot] = generation;
    return slot;
  }

  /** The ticket of the event which holds this slot now. */
  ticketOf(slot: number): number {
    return this.generations[slot]! * SLOT_LIMIT + slot;
  }

  /** Whether the event in this slot was cancelled and awaits removal. */
  isCancelled(slot: number): boolean {
    return (this.cancelledBits[slot >> 5]! & (1 << slot)) !== 0;
  }

  /** Marks the event of this ticket as cancelled; false when it already ran or was cancelled. */
  cancel(ticket: number): boolean {
    const slot = ticket % SLOT_LIMIT;
    if (this.generations[slot] !== (ticket - slot) / SLOT_LIMIT) return false;
    if ((this.usedBits[slot >> 5]! & (1 << slot)) === 0 || this.isCancelled(slot)) return false;
    this.cancelledBits[slot >> 5]! |= 1 << slot;
    this.cancelled++;
    return true;
  }

  /** Gives a slot back after its event ran. */
  release(slot: number): void {
    this.usedBits[slot >> 5]! &= ~(1 << slot);
    this.used--;
  }

  /** Gives a slot back after the record of its cancelled event was removed. */
  releaseCancelled(slot: number): void {
    this.cancelledBits[slot >> 5]! &= ~(1 << slot);
    this.cancelled--;
    this.release(slot);
  }

  /**
   * Goes on to the next word of the bitmap with a free slot. A table of which more than half is in use grows at its
   * end.
   */
  private findFree(): void {
    while (this.freeBits === 0) {
      this.word++;
      if (this.word === this.usedBits.length) {
        if (this.used * 2 > this.generations.length) this.grow();
        else this.word = 0;
      }
      this.freeBits = ~this.usedBits[this.word]!;
    }
  }

  private grow(): void {
    const words = this.usedBits.length * 2;
    if (words * 32 > SLOT_LIMIT) {
      throw new RangeError(`agenda full: more than ${SLOT_LIMIT / 2} events are held at once`);
    }
    const generations = new Int32Array(words * 32);
    generations.set(this.generations);
    this.generations = generations;
    const usedBits = new Int32Array(words);
    usedBits.set(this.usedBits);
    this.usedBits = usedBits;
    const cancelledBits = new Int32Array(words);
    cancelledBits.set(this.cancelledBits);
    this.cancelledBits = cancelledBits;
  }
}
