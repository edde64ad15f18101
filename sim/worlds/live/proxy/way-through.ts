import type { Socket } from 'node:net';

/** Most bytes that wait in one direction of a link before the sender is made to wait (assumption). */
export const mostHeldBytes = 256 * 1024;
/** Most bytes written at a time where bandwidth is limited, and how far ahead of its time a write may be, ms. */
const sliceBytes = 16 * 1024;
const aheadMillis = 2;

/** How a link treats what passes: time that it adds, ms, and bytes a second that it carries. */
export interface WireShape {
  readonly delayMillis: number;
  readonly bytesPerSecond: number;
}

/** A wire that adds nothing. */
export const plainWire: WireShape = { delayMillis: 0, bytesPerSecond: Infinity };

interface Held {
  bytes: Buffer;
  readonly dueMillis: number;
}

/**
 * One direction through a proxy: a bounded queue of bytes in order, each with its time, in front of a socket. When it is full,
 * stalled, or the receiver is slow, the sender's socket is no longer read, and TCP makes the sender wait.
 */
export class WayThrough {
  private readonly from: Socket;
  private readonly to: Socket;
  private readonly shape: () => WireShape;
  private queue: Held[] = [];
  private queuedBytes = 0;
  private lastDueMillis = 0;
  /** When what was written last has passed a wire of this bandwidth. */
  private freeMillis = 0;
  private timer: NodeJS.Timeout | undefined;
  private isStalled = false;
  private isEnding = false;
  private isOver = false;

  constructor(from: Socket, to: Socket, shape: () => WireShape) {
    this.from = from;
    this.to = to;
    this.shape = shape;
    to.on('drain', () => this.pump());
  }

  /** Bytes that wait in this process to go this way. */
  get heldBytes(): number {
    return this.queuedBytes + this.to.writableLength;
  }

  get isFull(): boolean {
    return this.heldBytes > mostHeldBytes;
  }

  push(bytes: Buffer, delayMillis = 0): void {
    if (this.isOver || bytes.length === 0) return;
    const due = performance.now() + this.shape().delayMillis + delayMillis;
    this.lastDueMillis = Math.max(this.lastDueMillis, due);
    this.queue.push({ bytes, dueMillis: this.lastDueMillis });
    this.queuedBytes += bytes.length;
    this.pump();
  }

  /** Nothing passes, and the sender is no longer read. */
  stall(): void {
    this.isStalled = true;
    this.from.pause();
    clearTimeout(this.timer);
  }

  resume(): void {
    this.isStalled = false;
    this.pump();
  }

  /** The sender has ended: so does this way, when all of it has passed. */
  end(): void {
    this.isEnding = true;
    this.pump();
  }

  /** Nothing passes ever again. */
  stop(): void {
    this.isOver = true;
    clearTimeout(this.timer);
    this.queue = [];
    this.queuedBytes = 0;
  }

  private pump(): void {
    if (this.isOver || this.isStalled) return;
    clearTimeout(this.timer);
    while (this.queue.length > 0 && !this.to.writableNeedDrain) {
      const waitMillis = this.waitMillis();
      if (waitMillis > 0) {
        this.timer = setTimeout(() => this.pump(), waitMillis);
        break;
      }
      this.writeSome();
    }
    if (this.queue.length === 0 && this.isEnding) {
      this.stop();
      this.to.end();
      return;
    }
    if (this.isFull) this.from.pause();
    else if (this.from.isPaused()) this.from.resume();
  }

  private waitMillis(): number {
    const nowMillis = performance.now();
    return Math.max(this.queue[0]!.dueMillis - nowMillis, this.freeMillis - aheadMillis - nowMillis);
  }

  private writeSome(): void {
    const head = this.queue[0]!;
    const { bytesPerSecond } = this.shape();
    const isLimited = bytesPerSecond < Infinity;
    const slice = isLimited ? head.bytes.subarray(0, sliceBytes) : head.bytes;
    if (slice.length === head.bytes.length) this.queue.shift();
    else head.bytes = head.bytes.subarray(slice.length);
    this.queuedBytes -= slice.length;
    if (isLimited)
      this.freeMillis = Math.max(this.freeMillis, performance.now()) + (slice.length / bytesPerSecond) * 1e3;
    this.to.write(slice);
  }
}
