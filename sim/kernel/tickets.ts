/** Most events that one agenda can hold at once: a ticket keeps the slot in its lowest 26 bits. */
export const SLOT_LIMIT = 67_108_864;

/** A slot that reached this generation is never used again, so that no ticket can ever mean a second event. */
const GENERATION_LIMIT = 134_217_728;

/**
 * Issues the tickets of pending events: a slot number, and the generation of that slot, in one exact integer.
 *
 * A ticket goes stale when its event runs, because the slot moves on to the next generation. No ticket is ever 0, so 0 can stand for
 * "none" in a caller's array. Cost: 8 bytes for each event held at once.
 */
export class Tickets {
  /** Cancelled events whose records are still stored somewhere. */
  cancelled: number;
  private state: Uint32Array; // generation * 2, plus 1 when the event was cancelled
  private spare: Int32Array; // stack of released slots, the last one first: its state is still in the cache
  private spareCount: number;
  private issued: number;

  constructor(capacity: number) {
    this.cancelled = 0;
    this.state = new Uint32Array(capacity).fill(2);
    this.spare = new Int32Array(capacity);
    this.spareCount = 0;
    this.issued = 0;
  }

  /** Slots that were ever in use; every slot is below it. */
  get slots(): number {
    return this.issued;
  }

  /** Takes a slot for a new event. Throws a RangeError when 2^26 are in use. */
  take(): number {
    if (this.spareCount > 0) return this.spare[--this.spareCount]!;
    if (this.issued === this.state.length) this.grow();
    return this.issued++;
  }

  /** The ticket of the event which holds this slot now. */
  ticketOf(slot: number): number {
    return (this.state[slot]! >>> 1) * SLOT_LIMIT + slot;
  }

  /** Whether the event in this slot was cancelled and awaits removal. */
  isCancelled(slot: number): boolean {
    return (this.state[slot]! & 1) === 1;
  }

  /** Marks the event of this ticket as cancelled; false when it already ran or was cancelled. */
  cancel(ticket: number): boolean {
    const slot = ticket % SLOT_LIMIT;
    if (!(slot < this.issued) || this.state[slot] !== ((ticket - slot) / SLOT_LIMIT) * 2) return false;
    this.state[slot]! += 1;
    this.cancelled++;
    return true;
  }

  /** Gives a slot back after its event ran. */
  release(slot: number): void {
    const state = this.state[slot]! + 2;
    this.state[slot] = state;
    if (state < GENERATION_LIMIT * 2) this.spare[this.spareCount++] = slot;
  }

  /** Gives a slot back after the record of its cancelled event was removed. */
  releaseCancelled(slot: number): void {
    this.cancelled--;
    this.state[slot]! -= 1;
    this.release(slot);
  }

  private grow(): void {
    const capacity = Math.min(this.state.length * 2, SLOT_LIMIT);
    if (capacity === this.issued) throw new RangeError(`agenda full: ${SLOT_LIMIT} events are pending at once`);
    const state = new Uint32Array(capacity).fill(2, this.issued);
    state.set(this.state);
    this.state = state;
    const spare = new Int32Array(capacity);
    spare.set(this.spare);
    this.spare = spare;
  }
}
