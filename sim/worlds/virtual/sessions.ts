import type { Credential, SecretKey } from '../../framework/crypto.ts';
import { ChannelEnds } from './channel-ends.ts';
import { Resumptions } from './resumptions.ts';

/** States of a channel. */
export const channelClosed = 0;
export const channelOpening = 1;
export const channelOpen = 2;

// A channel is a row of sixteen 32-bit words, one line of cache: at a million channels, what a message touches is what it costs.
const width = 16;
const low = 0;
const high = 1;
/** Point in bits 0-7, state in 8-9, then one bit each: secured, provisioned, tapped in either direction. */
const flags = 2;
const epoch = 3;
/** Number of the control chain in bits 0-15, failed openings in a row above. */
const chain = 4;
const parkedHead = 5;
const parkedTail = 6;
const lastUsed = 7;
const link = 8; // two words from here on: one for each direction
const proved = 10;
const sent = 12;
const taken = 14;

const stateShift = 8;
const stateMask = 3 << stateShift;
const securedBit = 1 << 10;
const provisionedBit = 1 << 11;
const tappedBit = 1 << 12; // and the next for the other direction

/** Time of last use is kept in steps of 2^24 ns (17 ms): idleness is counted in minutes. */
const useStepNs = 16_777_216;

/**
 * Channels between two nodes at a point, each with two directed sessions: channel c has sessions 2c (from the lower
 * node number) and 2c + 1. Found by hashing (point, node, node) into an open-addressed table.
 */
export class Sessions {
  /** Channels so far. */
  count = 0;
  private rows = new Int32Array(0);
  /** Moments of opening, and before which a failed channel does not open again, ns. */
  private opened = new Float64Array(0);
  private retry = new Float64Array(0);
  /** Credential that the sender of a direction proved, where one was. */
  readonly credentials = new Map<number, Credential>();
  /** Keys of channels' records, where they have been needed. */
  readonly keys = new Map<number, SecretKey>();
  /** What the ends of closed channels remember of each other. */
  readonly resumptions = new Resumptions();
  private table = new Int32Array(512).fill(-1);
  private readonly ends = new ChannelEnds();

  constructor() {
    this.grow(256);
  }

  /** The session from one node to another at a point, or -1. */
  find(point: number, from: number, to: number): number {
    const lower = from < to ? from : to;
    const higher = from < to ? to : from;
    const mask = this.table.length - 1;
    let place = hash(point, lower, higher) & mask;
    for (;;) {
      const channel = this.table[place]!;
      if (channel < 0) return -1;
      const row = channel * width;
      if (
        this.rows[row + low] === lower &&
        this.rows[row + high] === higher &&
        (this.rows[row + flags]! & 255) === point
      ) {
        return channel * 2 + (from === lower ? 0 : 1);
      }
      place = (place + 1) & mask;
    }
  }

  /** Whether a session goes from one node to another at a point. */
  is(session: number, point: number, from: number, to: number): boolean {
    return this.sender(session) === from && this.receiver(session) === to && this.point(session >> 1) === point;
  }

  /** Adds the channel between two nodes and returns the session from the first to the second. */
  add(point: number, from: number, to: number, itsChain: number): number {
    if ((this.count + 1) * width > this.rows.length) this.grow(this.count * 2);
    const channel = this.count++;
    const row = channel * width;
    const { rows } = this;
    rows[row + low] = from < to ? from : to;
    rows[row + high] = from < to ? to : from;
    rows[row + flags] = point;
    rows[row + chain] = itsChain;
    for (const column of [parkedHead, parkedTail, link, link + 1, proved, proved + 1]) rows[row + column] = -1;
    this.ends.add(channel, rows[row + low]!, rows[row + high]!);
    if (this.count * 2 > this.table.length) this.rehash(this.table.length * 2);
    else this.enter(channel);
    return channel * 2 + (from < to ? 0 : 1);
  }

  /** Channels of a node, oldest first. */
  channelsOf(node: number): readonly number[] {
    return this.ends.of(node);
  }

  /** Node at the sending end of a session. */
  sender(session: number): number {
    return this.rows[(session >> 1) * width + (session & 1)]!;
  }

  receiver(session: number): number {
    return this.rows[(session >> 1) * width + ((session & 1) ^ 1)]!;
  }

  point(channel: number): number {
    return this.rows[channel * width + flags]! & 255;
  }

  state(channel: number): number {
    return (this.rows[channel * width + flags]! & stateMask) >> stateShift;
  }

  setState(channel: number, state: number): void {
    const at = channel * width + flags;
    this.rows[at] = (this.rows[at]! & ~stateMask) | (state << stateShift);
  }

  /** Whether the channel's records are protected. */
  secured(channel: number): boolean {
    return (this.rows[channel * width + flags]! & securedBit) !== 0;
  }

  setSecured(channel: number, on: boolean): void {
    this.setBit(channel, securedBit, on);
  }

  /** Whether keys were installed in both ends at commissioning. */
  provisioned(channel: number): boolean {
    return (this.rows[channel * width + flags]! & provisionedBit) !== 0;
  }

  setProvisioned(channel: number): void {
    this.setBit(channel, provisionedBit, true);
  }

  /** Whether an attacker sits on a direction. */
  tapped(session: number): boolean {
    return (this.rows[(session >> 1) * width + flags]! & (tappedBit << (session & 1))) !== 0;
  }

  setTapped(session: number, on: boolean): void {
    this.setBit(session >> 1, tappedBit << (session & 1), on);
  }

  /** Grows by one whenever what the ends remember of each other becomes void. */
  epoch(channel: number): number {
    return this.rows[channel * width + epoch]!;
  }

  /** Forgets what the ends know of each other, and counts the epoch on. */
  void(channel: number): void {
    const row = channel * width;
    const { rows } = this;
    rows[row + epoch]! += 1;
    this.setBit(channel, securedBit, false);
    rows.fill(-1, row + proved, row + proved + 2);
    rows.fill(0, row + sent, row + taken + 2);
    this.credentials.delete(channel * 2);
    this.credentials.delete(channel * 2 + 1);
    this.keys.delete(channel);
  }

  /** Number of the control chain that stands on the channel. */
  chain(channel: number): number {
    return this.rows[channel * width + chain]! & 0xffff;
  }

  setChain(channel: number, number: number): void {
    this.rows[channel * width + chain] = number | (this.failures(channel) << 16);
  }

  failures(channel: number): number {
    return this.rows[channel * width + chain]! >>> 16;
  }

  setFailures(channel: number, count: number): void {
    this.rows[channel * width + chain] = this.chain(channel) | (count << 16);
  }

  /** First and last of the slots that wait for the channel, -1 for none. */
  parkedHead(channel: number): number {
    return this.rows[channel * width + parkedHead]!;
  }

  parkedTail(channel: number): number {
    return this.rows[channel * width + parkedTail]!;
  }

  setParked(channel: number, head: number, tail: number): void {
    this.rows[channel * width + parkedHead] = head;
    this.rows[channel * width + parkedTail] = tail;
  }

  touch(channel: number, nowNs: number): void {
    this.rows[channel * width + lastUsed] = Math.floor(nowNs / useStepNs);
  }

  /** Moment of last use, ns, to 17 ms. */
  lastUsedNs(channel: number): number {
    return this.rows[channel * width + lastUsed]! * useStepNs;
  }

  /** Link row of a direction, -1 until used. */
  link(session: number): number {
    return this.rows[(session >> 1) * width + link + (session & 1)]!;
  }

  setLink(session: number, row: number): void {
    this.rows[(session >> 1) * width + link + (session & 1)] = row;
  }

  /** Node that the sender of a direction proved to be, -1 for none. */
  provedNode(session: number): number {
    return this.rows[(session >> 1) * width + proved + (session & 1)]!;
  }

  setProvedNode(session: number, node: number): void {
    this.rows[(session >> 1) * width + proved + (session & 1)] = node;
  }

  /** Number of the record sent last in a direction and epoch. */
  recordsSent(session: number): number {
    return this.rows[(session >> 1) * width + sent + (session & 1)]!;
  }

  /** Counts a record that is sent now. */
  countRecord(session: number): number {
    return (this.rows[(session >> 1) * width + sent + (session & 1)]! += 1);
  }

  /** Number of the record taken last in a direction and epoch. */
  recordsTaken(session: number): number {
    return this.rows[(session >> 1) * width + taken + (session & 1)]!;
  }

  setRecordsTaken(session: number, number: number): void {
    this.rows[(session >> 1) * width + taken + (session & 1)] = number;
  }

  openedNs(channel: number): number {
    return this.opened[channel]!;
  }

  setOpenedNs(channel: number, timeNs: number): void {
    this.opened[channel] = timeNs;
  }

  retryNs(channel: number): number {
    return this.retry[channel]!;
  }

  setRetryNs(channel: number, timeNs: number): void {
    this.retry[channel] = timeNs;
  }

  private setBit(channel: number, bit: number, on: boolean): void {
    const at = channel * width + flags;
    this.rows[at] = on ? this.rows[at]! | bit : this.rows[at]! & ~bit;
  }

  private enter(channel: number): void {
    const mask = this.table.length - 1;
    const row = channel * width;
    let place = hash(this.rows[row + flags]! & 255, this.rows[row + low]!, this.rows[row + high]!) & mask;
    while (this.table[place]! >= 0) place = (place + 1) & mask;
    this.table[place] = channel;
  }

  private rehash(size: number): void {
    this.table = new Int32Array(size).fill(-1);
    for (let channel = 0; channel < this.count; channel++) this.enter(channel);
  }

  private grow(channels: number): void {
    const rows = new Int32Array(channels * width);
    rows.set(this.rows);
    this.rows = rows;
    const opened = new Float64Array(channels);
    opened.set(this.opened);
    this.opened = opened;
    const retry = new Float64Array(channels);
    retry.set(this.retry);
    this.retry = retry;
  }
}

function hash(point: number, lower: number, higher: number): number {
  let mixed =
    Math.imul(lower, 0x9e3779b1) ^ Math.imul(higher + 0x7f4a7c15, 0x85ebca6b) ^ Math.imul(point + 1, 0xc2b2ae35);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x2c1b3c6d);
  return (mixed ^ (mixed >>> 13)) & 0x7fffffff;
}
