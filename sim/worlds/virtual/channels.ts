import { factNumber, placeNumber } from '../../framework/fact.ts';
import type { FactKind } from '../../framework/fact.ts';
import { points } from '../../framework/figure.ts';
import type { Point } from '../../framework/figure.ts';
import type { Refusal } from '../../framework/verdict.ts';
import type { Corridor } from './corridor.ts';
import { handshakeTimes } from './handshake.ts';
import type { House } from './house.ts';
import { numberOfRefusal } from './numbers.ts';
import { channelClosed, channelOpen } from './sessions.ts';
import type { Chain } from './standing.ts';
import type { Wirings } from './wirings.ts';

/**
 * Channels between nodes as they stand: found, parked at, established, left idle, closed. How one is opened is told in
 * `openings.ts`.
 */
export class Channels {
  private readonly house: House;
  private readonly corridor: Corridor;
  private readonly wirings: Wirings;
  /** Called when a channel closes while it may be opening. */
  closing: (channel: number) => void = () => {};

  constructor(house: House, corridor: Corridor, wirings: Wirings) {
    this.house = house;
    this.corridor = corridor;
    this.wirings = wirings;
  }

  /** The session between two nodes at a point, made when first asked for; throws where the cast has no wire for it. */
  session(point: Point, from: number, to: number): number {
    const { sessions } = this.house;
    const number = placeNumber[point]!;
    const found = sessions.find(number, from, to);
    if (found >= 0) return found;
    const wiring = this.wirings.between(point, from, to);
    const session = sessions.add(number, from, to, wiring.chain);
    sessions.provisioned[session >> 1] = wiring.provisioned ? 1 : 0;
    return session;
  }

  linkOf(session: number): number {
    const { sessions, links } = this.house;
    const known = sessions.link[session]!;
    if (known >= 0) return known;
    const point = points[sessions.point[session >> 1]!]!;
    const wiring = this.wirings.between(point, sessions.sender(session), sessions.receiver(session));
    return (sessions.link[session] = links.add(wiring.link));
  }

  /** Whether an open channel has been unused for too long; it is closed then. */
  idle(channel: number): boolean {
    const { sessions, kernel } = this.house;
    if (sessions.provisioned[channel] === 1) return false;
    if (kernel.now - sessions.lastUsedNs[channel]! <= handshakeTimes.idleNs) return false;
    this.close(channel);
    return true;
  }

  /** Keeps a message until its channel is open. */
  park(channel: number, slot: number): void {
    const { sessions, slots } = this.house;
    slots.next[slot] = -1;
    const tail = sessions.parkedTail[channel]!;
    if (tail < 0) sessions.parkedHead[channel] = slot;
    else slots.next[tail] = slot;
    sessions.parkedTail[channel] = slot;
  }

  /** Closes a channel: what both ends remember of each other is void. */
  close(channel: number): void {
    const { sessions, kernel, recorder } = this.house;
    if (sessions.state[channel] === channelClosed) return;
    sessions.state[channel] = channelClosed;
    sessions.epoch[channel]!++;
    sessions.secured[channel] = 0;
    for (const session of [channel * 2, channel * 2 + 1]) {
      sessions.provedNode[session] = -1;
      sessions.credentials.delete(session);
      sessions.recordsSent[session] = 0;
      sessions.recordsTaken[session] = 0;
    }
    sessions.keys.delete(channel);
    recorder.add(kernel.now, factNumber.closed, sessions.point[channel]!, sessions.low[channel]!, sessions.high[channel]!);
    this.closing(channel);
  }

  /** A node restarted: its channels break, and nothing can be resumed with it. */
  forget(node: number): void {
    const { sessions } = this.house;
    for (let channel = 0; channel < sessions.count; channel++) {
      if (sessions.low[channel] !== node && sessions.high[channel] !== node) continue;
      this.close(channel);
      this.dropParked(channel);
      sessions.resumableNs.delete(channel);
    }
  }

  /** Both ends agree: what waited goes out. */
  establish(channel: number, initiator: number, responder: number, label: number, intendedNs: number): void {
    const { sessions, slots, kernel } = this.house;
    sessions.state[channel] = channelOpen;
    sessions.openedNs[channel] = kernel.now;
    sessions.lastUsedNs[channel] = kernel.now;
    sessions.failures[channel] = 0;
    this.tell('opened', channel, initiator, responder, label, intendedNs, 0, undefined);
    let slot = sessions.parkedHead[channel]!;
    sessions.parkedHead[channel] = -1;
    sessions.parkedTail[channel] = -1;
    while (slot >= 0) {
      const next = slots.next[slot]!;
      this.corridor.transmit(slot);
      slot = next;
    }
  }

  /** What waited for a channel that did not open is lost; its senders are told. */
  dropParked(channel: number): void {
    const { sessions, slots } = this.house;
    let slot = sessions.parkedHead[channel]!;
    sessions.parkedHead[channel] = -1;
    sessions.parkedTail[channel] = -1;
    while (slot >= 0) {
      const next = slots.next[slot]!;
      const sender = sessions.sender(slots.session[slot]!);
      const number = slots.envelopes[slot]!.number;
      this.corridor.drop(slot, 'no-channel');
      this.corridor.receiver.undelivered(sender, number);
      slot = next;
    }
  }

  chainOf(channel: number): Chain {
    return this.house.standing.chain(this.house.sessions.chain[channel]!);
  }

  /** Takes down what became of a channel. */
  tell(
    kind: FactKind,
    channel: number,
    node: number,
    peer: number,
    label: number,
    bornNs: number,
    detail: number,
    refusal: Refusal | undefined,
  ): void {
    const { recorder, sessions, kernel } = this.house;
    const row = recorder.add(kernel.now, factNumber[kind], sessions.point[channel]!, node, peer);
    const page = recorder.page;
    page.label[row] = label;
    page.born[row] = bornNs;
    page.detail[row] = detail;
    page.outcome[row] = refusal === undefined ? 0 : numberOfRefusal(refusal);
  }
}
