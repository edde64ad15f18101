import { randomFillSync } from 'node:crypto';

const binaryFrame = 0x82;
const masked = 0x80;
/** Lengths from here on follow in two bytes more, and from there on in eight. */
const inTwoBytes = 126;
const inEightBytes = 127;
const longestHead = 14;
/** Bytes of keys that are drawn from the system at once: asking for each alone costs more than masking does. */
const drawnKeys = Buffer.alloc(4096);
let usedKeys = drawnKeys.length;

/** Where the next key lies: unpredictable to whoever chose what is sent (RFC 6455, 10.3). */
function freshKey(): number {
  if (usedKeys === drawnKeys.length) {
    randomFillSync(drawnKeys);
    usedKeys = 0;
  }
  usedKeys += 4;
  return usedKeys - 4;
}

/**
 * Binary frames of WebSocket (RFC 6455, 5.2) that go out together, in one piece: the library writes each as a piece or two of its own.
 * What who opened the connection sends is masked.
 */
export class FrameBatch {
  private bytes = Buffer.allocUnsafe(1024);
  private used = 0;
  private readonly mask: boolean;

  constructor(mask: boolean) {
    this.mask = mask;
  }

  /** Bytes that wait to go out. */
  get waitingBytes(): number {
    return this.used;
  }

  /** Adds a frame. */
  add(content: Uint8Array): void {
    this.room(longestHead + content.length);
    const { bytes } = this;
    const { length } = content;
    const short = length < inTwoBytes ? length : length < 1 << 16 ? inTwoBytes : inEightBytes;
    let at = this.used;
    bytes[at++] = binaryFrame;
    bytes[at++] = short | (this.mask ? masked : 0);
    if (short === inTwoBytes) at = bytes.writeUInt16BE(length, at);
    else if (short === inEightBytes) at = bytes.writeBigUInt64BE(BigInt(length), at);
    if (this.mask) {
      const key = freshKey();
      for (let index = 0; index < 4; index++) bytes[at++] = drawnKeys[key + index]!;
      for (let index = 0; index < length; index++) bytes[at + index] = content[index]! ^ drawnKeys[key + (index & 3)]!;
    } else bytes.set(content, at);
    this.used = at + length;
  }

  /** All of it; what is added from now on begins anew. */
  taken(): Buffer {
    const taken = this.bytes.subarray(0, this.used);
    // A busy link will need as much again, and an idle one should hold little.
    this.bytes = Buffer.allocUnsafe(Math.min(4096, this.bytes.length));
    this.used = 0;
    return taken;
  }

  private room(bytes: number): void {
    if (this.used + bytes <= this.bytes.length) return;
    const wider = Buffer.allocUnsafe(Math.max(2 * this.bytes.length, this.used + bytes));
    this.bytes.copy(wider, 0, 0, this.used);
    this.bytes = wider;
  }
}
