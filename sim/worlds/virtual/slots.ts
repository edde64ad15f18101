import type { Refusal } from '../../framework/verdict.ts';
import type { Sealed } from '../../framework/crypto.ts';
import { Envelope } from '../shared/envelope.ts';
import { LineageTable } from '../shared/lineage.ts';

/** What travels in a slot: a message, or one packet of a handshake. */
export const stepMessage = 0;
export const stepHello = 1;
export const stepCookie = 2;
export const stepReply = 3;
export const stepFinish = 4;
export const stepAccept = 5;
export const stepRefuse = 6;

/** The pool of everything in flight: envelopes, and beside them in parallel columns what the world knows of each. */
export class Slots {
  readonly envelopes: Envelope[] = [];
  /** Directed session that the slot travels on. */
  session = new Int32Array(0);
  /** Epoch of the channel when it was sent. */
  epoch = new Int32Array(0);
  step = new Uint8Array(0);
  /** Handshake that a packet belongs to, -1 for none. */
  handshake = new Int32Array(0);
  /** Next in a list of parked slots, or in the free list. */
  next = new Int32Array(0);
  refusedBy = new Uint8Array(0);
  /** 1 for a message that was sent and has not come to its end. */
  onWire = new Uint8Array(0);
  readonly refusal: (Refusal | undefined)[] = [];
  /** Number of the record within its session and epoch. */
  recordNumber = new Float64Array(0);
  /** The record on the wire, where the channel seals them. */
  readonly records: (Sealed | null)[] = [];
  readonly truth = new LineageTable();
  /** Slots in use. */
  used = 0;
  private free = -1;
  private readonly marks: number;

  constructor(marks: number) {
    this.marks = marks;
    this.grow(1024);
  }

  take(): number {
    if (this.free < 0) this.grow(this.next.length * 2);
    const slot = this.free;
    this.free = this.next[slot]!;
    this.next[slot] = -1;
    this.used++;
    return slot;
  }

  release(slot: number): void {
    const envelope = this.envelopes[slot]!;
    envelope.body = null;
    envelope.sealed = null;
    envelope.urgent = false;
    this.refusal[slot] = undefined;
    this.records[slot] = null;
    this.onWire[slot] = 0;
    this.next[slot] = this.free;
    this.free = slot;
    this.used--;
  }

  /** Forgets what controls of an earlier message left beside the content. */
  clearMarks(slot: number): void {
    this.envelopes[slot]!.marks.fill(undefined);
  }

  private grow(size: number): void {
    const old = this.next.length;
    const wider = (column: Int32Array): Int32Array<ArrayBuffer> => {
      const grown = new Int32Array(size);
      grown.set(column);
      return grown;
    };
    const widerBytes = (column: Uint8Array): Uint8Array<ArrayBuffer> => {
      const grown = new Uint8Array(size);
      grown.set(column);
      return grown;
    };
    this.session = wider(this.session);
    this.epoch = wider(this.epoch);
    this.handshake = wider(this.handshake);
    this.next = wider(this.next);
    const numbers = new Float64Array(size);
    numbers.set(this.recordNumber);
    this.recordNumber = numbers;
    this.step = widerBytes(this.step);
    this.refusedBy = widerBytes(this.refusedBy);
    this.onWire = widerBytes(this.onWire);
    this.truth.grow(size);
    for (let slot = size - 1; slot >= old; slot--) {
      this.next[slot] = this.free;
      this.free = slot;
    }
    for (let slot = old; slot < size; slot++) {
      this.envelopes.push(new Envelope(this.marks));
      this.refusal.push(undefined);
      this.records.push(null);
    }
  }
}
