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
    this.corridor.launch(slot, session, this.corridor.outlayNs);
  }

  /** The cookie that the packet in a slot carries, null for none. */
  cookieIn(slot: number): Tag | null {
    return this.cookies.get(slot) ?? null;
  }
}
