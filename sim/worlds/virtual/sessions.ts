import type { Credential, SecretKey } from '../../framework/crypto.ts';

/** States of a channel. */
export const channelClosed = 0;
export const channelOpening = 1;
export const channelOpen = 2;

/**
 * Channels between two nodes at a point, each with two directed sessions: channel c has sessions 2c (from the lower
 * node number) and 2c + 1. Found by hashing (point, node, node) into open-addressed typed arrays.
 */
export class Sessions {
  /** Channels so far. */
  count = 0;
  // by channel
  low = new Int32Array(0);
  high = new Int32Array(0);
  point = new Uint8Array(0);
  state = new Uint8Array(0);
  epoch = new Int32Array(0);
  /** Control chain of the channel. */
  chain = new Uint16Array(0);
  /** 1 where records are protected. */
  secured = new Uint8Array(0);
  provisioned = new Uint8Array(0);
  openedNs = new Float64Array(0);
  lastUsedNs = new Float64Array(0);
  /** Not before this moment does a failed channel open again. */
  retryNs = new Float64Array(0);
  failures = new Uint8Array(0);
  parkedHead = new Int32Array(0);
  parkedTail = new Int32Array(0);
  // by session
  /** Link row of a direction, -1 until used. */
  link = new Int32Array(0);
  /** Node that the sender of this direction proved to be, -1 for none. */
  provedNode = new Int32Array(0);
  /** Records sent and taken in this direction and epoch. */
  recordsSent = new Float64Array(0);
  recordsTaken = new Float64Array(0);
  /** 1 where an attacker sits on this direction. */
  tapped = new Uint8Array(0);
  /** Credential that the sender of a direction proved, where one was. */
  readonly credentials = new Map<number, Credential>();
  /** Key of a channel's records, where they are sealed. */
  readonly keys = new Map<number, SecretKey>();
  /** Until when the channel may be resumed without new proofs, by channel. */
  readonly resumableNs = new Map<number, number>();
  private table = new Int32Array(2048).fill(-1);

  constructor() {
    this.grow(1024);
  }

  /** The session from one node to another at a point, or -1. */
  find(point: number, from: number, to: number): number {
    const low = from < to ? from : to;
    const high = from < to ? to : from;
    const mask = this.table.length - 1;
    let place = hash(point, low, high) & mask;
    for (;;) {
      const channel = this.table[place]!;
      if (channel < 0) return -1;
      if (this.low[channel] === low && this.high[channel] === high && this.point[channel] === point) {
        return channel * 2 + (from === low ? 0 : 1);
      }
      place = (place + 1) & mask;
    }
  }

  /** Adds the channel between two nodes and returns the session from the first to the second. */
  add(point: number, from: number, to: number, chain: number): number {
    if (this.count === this.low.length) this.grow(this.count * 2);
    const channel = this.count++;
    this.low[channel] = from < to ? from : to;
    this.high[channel] = from < to ? to : from;
    this.point[channel] = point;
    this.chain[channel] = chain;
    if (this.count * 2 > this.table.length) this.rehash(this.table.length * 2);
    else this.place(channel);
    return channel * 2 + (from < to ? 0 : 1);
  }

  /** Node at the sending end of a session. */
  sender(session: number): number {
    return (session & 1) === 0 ? this.low[session >> 1]! : this.high[session >> 1]!;
  }

  receiver(session: number): number {
    return (session & 1) === 0 ? this.high[session >> 1]! : this.low[session >> 1]!;
  }

  private place(channel: number): void {
    const mask = this.table.length - 1;
    let place = hash(this.point[channel]!, this.low[channel]!, this.high[channel]!) & mask;
    while (this.table[place]! >= 0) place = (place + 1) & mask;
    this.table[place] = channel;
  }

  private rehash(size: number): void {
    this.table = new Int32Array(size).fill(-1);
    for (let channel = 0; channel < this.count; channel++) this.place(channel);
  }

  private grow(size: number): void {
    const ints = (column: Int32Array, length: number, filler = 0): Int32Array<ArrayBuffer> => {
      const grown = new Int32Array(length).fill(filler, column.length);
      grown.set(column);
      return grown;
    };
    const bytes = (column: Uint8Array, length: number): Uint8Array<ArrayBuffer> => {
      const grown = new Uint8Array(length);
      grown.set(column);
      return grown;
    };
    const doubles = (column: Float64Array, length: number): Float64Array<ArrayBuffer> => {
      const grown = new Float64Array(length);
      grown.set(column);
      return grown;
    };
    this.low = ints(this.low, size);
    this.high = ints(this.high, size);
    this.epoch = ints(this.epoch, size);
    this.parkedHead = ints(this.parkedHead, size, -1);
    this.parkedTail = ints(this.parkedTail, size, -1);
    this.point = bytes(this.point, size);
    this.state = bytes(this.state, size);
    this.secured = bytes(this.secured, size);
    this.provisioned = bytes(this.provisioned, size);
    this.failures = bytes(this.failures, size);
    const chain = new Uint16Array(size);
    chain.set(this.chain);
    this.chain = chain;
    this.openedNs = doubles(this.openedNs, size);
    this.lastUsedNs = doubles(this.lastUsedNs, size);
    this.retryNs = doubles(this.retryNs, size);
    this.link = ints(this.link, size * 2, -1);
    this.provedNode = ints(this.provedNode, size * 2, -1);
    this.recordsSent = doubles(this.recordsSent, size * 2);
    this.recordsTaken = doubles(this.recordsTaken, size * 2);
    this.tapped = bytes(this.tapped, size * 2);
  }
}

function hash(point: number, low: number, high: number): number {
  let mixed = Math.imul(low, 0x9e3779b1) ^ Math.imul(high + 0x7f4a7c15, 0x85ebca6b) ^ Math.imul(point + 1, 0xc2b2ae35);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x2c1b3c6d);
  return (mixed ^ (mixed >>> 13)) & 0x7fffffff;
}
