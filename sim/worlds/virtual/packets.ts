import type { ControlId } from '../../framework/control.ts';
import type { Tag } from '../../framework/crypto.ts';
import { points } from '../../framework/figure.ts';
import type { Corridor } from './corridor.ts';
import type { House } from './house.ts';

/** One packet of a handshake; `handshake` is -1 for one that nobody means to finish. */
export interface Packet {
  readonly step: number;
  readonly handshake: number;
  readonly epoch: number;
  readonly bytes: number;
  /** A cookie, where the step carries one. */
  readonly cookie: Tag | null;
  /** What a hello offers of protection, where somebody means to finish it. */
  readonly offer?: readonly ControlId[] | null;
  readonly label: number;
  /** Address that it claims to come from. */
  readonly from: number;
}

/** Puts packets of handshakes on the wire. */
export class Packets {
  private readonly house: House;
  private readonly corridor: Corridor;
  /** Cookies under way, by slot. */
  private readonly cookies = new Map<number, Tag>();
  /** Offers under way, by slot. */
  private readonly offers = new Map<number, readonly ControlId[]>();

  constructor(house: House, corridor: Corridor) {
    this.house = house;
    this.corridor = corridor;
  }

  send(session: number, packet: Packet): void {
    const { slots, sessions } = this.house;
    const slot = slots.take();
    const envelope = slots.envelopes[slot]!;
    envelope.point = points[sessions.point(session >> 1)]!;
    envelope.from = packet.from;
    envelope.to = sessions.receiver(session);
    envelope.number = 0;
    envelope.sizeBytes = packet.bytes;
    envelope.record = 'none';
    slots.session[slot] = session;
    slots.step[slot] = packet.step;
    slots.handshake[slot] = packet.handshake;
    slots.epoch[slot] = packet.epoch;
    slots.truth.label[slot] = packet.label;
    slots.truth.flags[slot] = 0;
    if (packet.cookie === null) this.cookies.delete(slot);
    else this.cookies.set(slot, packet.cookie);
    if (packet.offer) this.offers.set(slot, packet.offer);
    else this.offers.delete(slot);
    this.corridor.launch(slot, session, this.corridor.outlayNs);
  }

  /** The cookie that the packet in a slot carries, null for none. */
  cookieIn(slot: number): Tag | null {
    return this.cookies.get(slot) ?? null;
  }

  /** The offer in the hello in a slot; null where it has none. */
  offerIn(slot: number): readonly ControlId[] | null {
    return this.offers.get(slot) ?? null;
  }

  /** Somebody on the wire leaves only this of the offer of a hello. */
  strip(slot: number, left: readonly ControlId[]): void {
    this.offers.set(slot, left);
  }
}
