/** Records in one chunk: 8 of 32 bytes fill four cache lines, few enough that half-empty chunks stay cheap. */
const CHUNK_BITS = 5;
const CHUNK = 1 << CHUNK_BITS;

/**
 * The chain without a record. It names the last record of chunk 0, which is never used, so that `next` needs no case
 * for it.
 */
export const EMPTY = CHUNK - 1;

/**
 * Event records of 32 bytes in one growable buffer, kept in chains of chunks.
 *
 * A chain is the number of its last record; its chunks are full but for the last one, and `before` leads from each
 * chunk to the one in front. Chunks which fall empty return to a free list. Record `r`: time at `doubles[4r]`, tie at
 * `doubles[4r + 1]`, and from `words[8r + 4]` on the handler, a, b and the ticket's slot.
 */
export class EventRecords {
  doubles: Float64Array;
  words: Int32Array;
  private before: Int32Array; // by chunk; for a free chunk: the next free one
  private free = 0; // 0 for none
  private used = 1;

  constructor(capacity: number) {
    const chunks = Math.ceil(capacity / CHUNK) + 2;
    const buffer = new ArrayBuffer(chunks * CHUNK * 32);
    this.doubles = new Float64Array(buffer);
    this.words = new Int32Array(buffer);
    this.before = new Int32Array(chunks);
  }

  /** Bytes of the buffer and of the links between chunks. */
  get bytes(): number {
    return this.words.byteLength + this.before.byteLength;
  }

  /** Place for one more record behind `chain`; it is also the chain with that record. */
  next(chain: number): number {
    const record = chain + 1;
    return (record & (CHUNK - 1)) === 0 ? this.nextChunk(chain) : record;
  }

  /** Copies a record to another place. */
  copy(from: number, to: number): void {
    const { doubles, words } = this;
    doubles[4 * to] = doubles[4 * from]!;
    doubles[4 * to + 1] = doubles[4 * from + 1]!;
    words[8 * to + 4] = words[8 * from + 4]!;
    words[8 * to + 5] = words[8 * from + 5]!;
    words[8 * to + 6] = words[8 * from + 6]!;
    words[8 * to + 7] = words[8 * from + 7]!;
  }

  /** Number of records in a chain. */
  count(chain: number): number {
    if (chain === EMPTY) return 0;
    let count = (chain & (CHUNK - 1)) + 1;
    for (let chunk = this.before[chain >> CHUNK_BITS]!; chunk !== 0; chunk = this.before[chunk]!) count += CHUNK;
    return count;
  }

  /** First record of the chunk that holds `record`. */
  firstOf(record: number): number {
    return record & -CHUNK;
  }

  /** The chain without its last chunk. */
  shorter(chain: number): number {
    return this.before[chain >> CHUNK_BITS]! * CHUNK + (CHUNK - 1);
  }

  /** Gives the last chunk of a chain back and returns the chain without it. */
  freeLast(chain: number): number {
    const chunk = chain >> CHUNK_BITS;
    const shorter = this.before[chunk]! * CHUNK + (CHUNK - 1);
    this.before[chunk] = this.free;
    this.free = chunk;
    return shorter;
  }

  private nextChunk(chain: number): number {
    let chunk = this.free;
    if (chunk !== 0) {
      this.free = this.before[chunk]!;
    } else {
      if (this.used === this.before.length) this.grow();
      chunk = this.used++;
    }
    this.before[chunk] = chain >> CHUNK_BITS;
    return chunk << CHUNK_BITS;
  }

  private grow(): void {
    const chunks = this.before.length * 2;
    const buffer = new ArrayBuffer(chunks * CHUNK * 32);
    const words = new Int32Array(buffer);
    words.set(this.words); // as integers: a copy as doubles could change bits that happen to read as NaN
    this.words = words;
    this.doubles = new Float64Array(buffer);
    const before = new Int32Array(chunks);
    before.set(this.before);
    this.before = before;
  }
}
