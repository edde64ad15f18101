/** What is thrown where bytes are not in their one right form: one for all, since nobody is told more. */
export const malformed = new RangeError('not in the right form');

const firstBytes = 4096;
/** Most bytes whose length two bytes can tell. */
const mostBlockBytes = 65_535;
const highUnit = 2 ** 32;

/** Writes values one after the other, and gives them out as bytes of their own. */
export class ByteWriter {
  private bytes = Buffer.alloc(firstBytes);
  private view = new DataView(this.bytes.buffer, this.bytes.byteOffset, firstBytes);
  private used = 0;

  begin(): void {
    this.used = 0;
  }

  /** A copy of what was written since `begin`. */
  taken(): Buffer {
    return Buffer.from(this.bytes.subarray(0, this.used));
  }

  u8(value: number): void {
    const at = this.room(1);
    this.view.setUint8(at, value);
  }

  u16(value: number): void {
    const at = this.room(2);
    this.view.setUint16(at, value, true);
  }

  i32(value: number): void {
    const at = this.room(4);
    this.view.setInt32(at, value, true);
  }

  /** A count below 2^48. */
  u48(value: number): void {
    const at = this.room(6);
    this.view.setUint32(at, value, true);
    this.view.setUint16(at + 4, value / highUnit, true);
  }

  f64(value: number): void {
    const at = this.room(8);
    this.view.setFloat64(at, value, true);
  }

  /** Bytes with their length before them. RangeError for more than their length has room for. */
  block(block: Uint8Array): void {
    if (block.length > mostBlockBytes) {
      throw new RangeError(`${block.length} bytes in one piece: on a wire there is room for ${mostBlockBytes}`);
    }
    this.u16(block.length);
    const at = this.room(block.length);
    this.bytes.set(block, at);
  }

  text(text: string): void {
    this.block(Buffer.from(text));
  }

  /** Where so many bytes have room from now on; may move what was written, so take `bytes` and `view` after it. */
  private room(bytes: number): number {
    const at = this.used;
    this.used += bytes;
    if (this.used > this.bytes.length) {
      const wider = Buffer.alloc(Math.max(2 * this.bytes.length, this.used));
      this.bytes.copy(wider);
      this.bytes = wider;
      this.view = new DataView(wider.buffer, wider.byteOffset, wider.length);
    }
    return at;
  }
}

/** Reads values one after the other; throws a RangeError where bytes run out or have another form than they should. */
export class ByteReader {
  private readonly bytes: Uint8Array;
  private readonly view: DataView;
  private at = 0;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  }

  u8(): number {
    return this.view.getUint8(this.at++);
  }

  u16(): number {
    const at = this.at;
    this.at += 2;
    return this.view.getUint16(at, true);
  }

  i32(): number {
    const at = this.at;
    this.at += 4;
    return this.view.getInt32(at, true);
  }

  u48(): number {
    const at = this.at;
    this.at += 6;
    return this.view.getUint32(at, true) + this.view.getUint16(at + 4, true) * highUnit;
  }

  /** A finite number. */
  f64(): number {
    const at = this.at;
    this.at += 8;
    const value = this.view.getFloat64(at, true);
    if (!Number.isFinite(value)) throw malformed;
    return value;
  }

  /** A copy of bytes whose length stands before them. */
  block(): Buffer {
    const length = this.u16();
    const at = this.at;
    this.at += length;
    if (this.at > this.bytes.length) throw malformed;
    return Buffer.from(this.bytes.subarray(at, this.at));
  }

  /** A well-formed text of at most so many UTF-16 units. */
  text(most: number): string {
    const block = this.block();
    const text = block.toString();
    // What was no UTF-8 comes out as another text.
    if (text.length > most || !block.equals(Buffer.from(text))) throw malformed;
    return text;
  }

  /** Nothing follows. */
  end(): void {
    if (this.at !== this.bytes.length) throw malformed;
  }
}

/** What all of some bytes say, or undefined where they have not the right form. */
export function readWhole<Value>(bytes: Uint8Array, read: (from: ByteReader) => Value): Value | undefined {
  const from = new ByteReader(bytes);
  try {
    const value = read(from);
    from.end();
    return value;
  } catch (error) {
    // Whoever wrote them learns nothing of why.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
