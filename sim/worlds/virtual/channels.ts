import { factNumber } from '../../framework/fact.ts';
import type { FactKind } from '../../framework/fact.ts';
import { points, placeNumber } from '../../framework/figure.ts';
import type { Point, Role } from '../../framework/figure.ts';
import type { Refusal } from '../../framework/verdict.ts';
import type { ChannelProvider, Corridor } from './corridor.ts';
import { handshakeTimes } from '../shared/handshake.ts';
import type { House } from './house.ts';
import { numberOfRefusal } from '../shared/numbers.ts';
import { channelClosed, channelOpen } from './sessions.ts';
import type { Chain } from '../shared/standing.ts';
import type { Stream } from '../../kernel/stream.ts';
import type { Wirings } from '../shared/wirings.ts';

/** What became of a channel, or of an attempt to open one. */
interface Outcome {
  readonly channel: number;
  /** The end that it is told of, and the other one. */
  readonly node: number;
  readonly peer: number;
  /** Attack step behind it, 0 for none. */
  readonly label: number;
  /** When it was intended, ns. */
  readonly bornNs: number;
  /** Control that refused, or reason of a loss; 0 by default. */
  readonly detail?: number;
  readonly refusal?: Refusal | undefined;
}

/**
 * Channels between nodes as they stand: found, parked at, established, left idle, closed. How one is opened is told in
 * `openings.ts`.
 */
export class Channels implements ChannelProvider {
  private readonly house: House;
  private readonly corridor: Corridor;
  private readonly wirings: Wirings;
  /** Messages that were given up and whose senders have not heard of it yet. */
  private readonly givenUp: { readonly sender: number; readonly number: number }[] = [];
  private readonly onGivenUp: number;
  /** Called when a channel closes while it may be opening. */
  closing: (channel: number) => void = () => {};

  constructor(house: House, corridor: Corridor, wirings: Wirings) {
    this.house = house;
    this.corridor = corridor;
    this.wirings = wirings;
    this.onGivenUp = house.kernel.on(() => this.tellGivenUp());
  }

  /** The session between two nodes at a point, made when first asked for; throws where the cast has no wire for it. */
  session(point: Point, from: number, to: number): number {
    const { sessions, nodes } = this.house;
    const number = placeNumber[point];
    // Most nodes speak to one peer only: what they used last needs no search.
    const last = nodes.lastSession(from);
    if (last >= 0 && sessions.is(last, number, from, to)) return last;
    const found = sessions.find(number, from, to);
    const session = found >= 0 ? found : this.add(point, from, to);
    nodes.setLastSession(from, session);
    return session;
  }

  private add(point: Point, from: number, to: number): number {
    const { sessions } = this.house;
    const wiring = this.wirings.between(point, from, to);
    const session = sessions.add(placeNumber[point], from, to, wiring.chain);
    if (wiring.provisioned) sessions.setProvisioned(session >> 1);
    return session;
  }

  /** A node by lot among all of a role that another can reach at a point, itself left out; -1 where there is none. */
  addressByLot(point: Point, from: number, role: Role, random: Stream): number {
    const reach = this.wirings.reach(point, this.house.nodes.placement(from), role);
    const own = reach.some(({ first, count }) => from >= first && from < first + count);
    const others = reach.reduce((sum, { count }) => sum + count, own ? -1 : 0);
    if (others <= 0) return -1;
    let place = random.below(others);
    for (const { first, count } of reach) {
      const itself = from >= first && from < first + count;
      const here = itself ? count - 1 : count;
      if (place < here) return itself && first + place >= from ? first + place + 1 : first + place;
      place -= here;
    }
    return -1;
  }

  linkOf(session: number): number {
    const { sessions, links } = this.house;
    const known = sessions.link(session);
    if (known >= 0) return known;
    const point = points[sessions.point(session >> 1)]!;
    const wiring = this.wirings.between(point, sessions.sender(session), sessions.receiver(session));
    const row = links.add(wiring.link);
    sessions.setLink(session, row);
    return row;
  }

  /** Whether an open channel has been unused for too long; it is closed then. */
  idle(channel: number): boolean {
    const { sessions, kernel } = this.house;
    if (sessions.provisioned(channel)) return false;
    if (kernel.now - sessions.lastUsedNs(channel) <= handshakeTimes.idleNs) return false;
    this.close(channel);
    return true;
  }

  /** Keeps a message until its channel is open. */
  park(channel: number, slot: number): void {
    const { sessions, slots } = this.house;
    slots.next[slot] = -1;
    const tail = sessions.parkedTail(channel);
    if (tail >= 0) slots.next[tail] = slot;
    sessions.setParked(channel, tail < 0 ? slot : sessions.parkedHead(channel), slot);
  }

  /** Closes a channel: what both ends remember of each other is void, and what waited for it to open is lost. */
  close(channel: number): void {
    const { sessions, kernel, recorder } = this.house;
    if (sessions.state(channel) === channelClosed) return;
    sessions.setState(channel, channelClosed);
    sessions.void(channel);
    recorder.add(
      kernel.now,
      factNumber.closed,
      sessions.point(channel),
      sessions.sender(channel * 2),
      sessions.receiver(channel * 2),
    );
    this.closing(channel);
    this.dropParked(channel);
  }

  /** A node restarted: its channels break, and nothing can be resumed with it. */
  forget(node: number): void {
    const { sessions } = this.house;
    for (const channel of sessions.channelsOf(node)) {
      this.close(channel);
      sessions.resumptions.forget(channel);
    }
  }

  /** Both ends agree: what waited goes out. */
  establish(channel: number, initiator: number, responder: number, label: number, intendedNs: number): void {
    const { sessions, slots, kernel } = this.house;
    sessions.setState(channel, channelOpen);
    sessions.setOpenedNs(channel, kernel.now);
    sessions.touch(channel, kernel.now);
    sessions.setFailures(channel, 0);
    this.tell('opened', { channel, node: initiator, peer: responder, label, bornNs: intendedNs });
    let slot = sessions.parkedHead(channel);
    sessions.setParked(channel, -1, -1);
    while (slot >= 0) {
      const next = slots.next[slot]!;
      this.corridor.transmit(slot);
      slot = next;
    }
  }

  /** What waited for a channel that did not open is lost; its senders are told. */
  dropParked(channel: number): void {
    const { sessions, slots, kernel } = this.house;
    const before = this.givenUp.length;
    let slot = sessions.parkedHead(channel);
    sessions.setParked(channel, -1, -1);
    while (slot >= 0) {
      const next = slots.next[slot]!;
      const sender = sessions.sender(slots.session[slot]!);
      const number = slots.envelopes[slot]!.number;
      this.corridor.drop(slot, 'no-channel');
      this.givenUp.push({ sender, number });
      slot = next;
    }
    if (this.givenUp.length > before && before === 0) kernel.at(kernel.now, this.onGivenUp);
  }

  /** Senders hear of what was given up when no handler runs: the channel may have ended under the hands of one. */
  private tellGivenUp(): void {
    for (const { sender, number } of this.givenUp.splice(0)) this.corridor.receiver.undelivered(sender, number);
  }

  chainOf(channel: number): Chain {
    return this.house.standing.chain(this.house.sessions.chain(channel));
  }

  /** Takes down what became of a channel. */
  tell(kind: FactKind, { channel, node, peer, label, bornNs, detail, refusal }: Outcome): void {
    const { recorder, sessions, kernel, nodes } = this.house;
    const row = recorder.add(kernel.now, factNumber[kind], sessions.point(channel), node, peer);
    const page = recorder.page;
    // Whom it speaks for: an attacker's line is about the node that it claims to be.
    page.subject[row] = nodes.isHonest(node) ? node : this.corridor.interceptor.claimOf(node);
    page.label[row] = label;
    page.born[row] = bornNs;
    page.detail[row] = detail ?? 0;
    page.outcome[row] = refusal === undefined ? 0 : numberOfRefusal(refusal);
    page.value[row] = kind === 'opened' && label === 0 && sessions.provisioned(channel) ? 1 : 0;
  }
}
