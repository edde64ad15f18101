import type { Hello } from '../../framework/control.ts';
import type { Content, Tag } from '../../framework/crypto.ts';
import type { Refusal } from '../../framework/verdict.ts';
import type { Channels } from './channels.ts';
import { wireSizes } from '../../framework/wire-sizes.ts';
import { handshakeTimes } from '../shared/handshake.ts';
import type { Handshake, OfferSheet } from '../shared/handshake.ts';
import type { HandshakeDesk } from './handshake-desk.ts';
import type { House } from './house.ts';
import { dropNumber } from '../shared/numbers.ts';
import type { Packets } from './packets.ts';
import { stepCookie, stepReply } from './slots.ts';

const helloView = {
  from: -1,
  to: -1,
  source: -1,
  cookie: null as Tag | null,
  cookieContent: null as Content,
  halfOpen: 0,
  halfOpenLimit: 0,
};

/** What a stateless cookie is made over: only one who receives at the address learns it. */
const cookieContent = (source: number): Content => ['cookie', source];

/** A responder's door: who is admitted, stateless cookies, and the bounded table of half-open handshakes. */
export class Door {
  private readonly house: House;
  private readonly channels: Channels;
  private readonly desk: HandshakeDesk;
  private readonly packets: Packets;
  private readonly handshakeAt: (id: number) => Handshake | null;
  private readonly onHalfOpenEnd: number;
  /** What was shown to those who do not mean to go on, by slot, until the service of their hello ends. */
  private readonly shown = new Map<number, OfferSheet>();

  constructor(
    house: House,
    channels: Channels,
    desk: HandshakeDesk,
    packets: Packets,
    handshakeAt: (id: number) => Handshake | null,
  ) {
    this.house = house;
    this.channels = channels;
    this.desk = desk;
    this.packets = packets;
    this.handshakeAt = handshakeAt;
    this.onHalfOpenEnd = house.kernel.on((node, id) => this.halfOpenEnd(node, id));
  }

  /** Service of a hello begins: admission is judged, and a reply is prepared where there is a place. */
  begin(node: number, slot: number, handshake: Handshake | null): number {
    const { slots, nodes } = this.house;
    const session = slots.session[slot]!;
    const envelope = slots.envelopes[slot]!;
    const chain = this.channels.chainOf(session >> 1);
    this.desk.post.atDoor(session, envelope.from, slots.truth.label[slot]!);
    this.desk.post.charge('parse');
    helloView.from = envelope.from;
    helloView.to = node;
    helloView.source = envelope.from;
    helloView.cookie = this.packets.cookieIn(slot);
    helloView.cookieContent = cookieContent(envelope.from);
    helloView.halfOpen = nodes.halfOpen(node);
    helloView.halfOpenLimit = nodes.placed(node).halfOpenLimit;
    let refusal: Refusal | undefined;
    for (let index = 0; index < chain.admitters.length && refusal === undefined; index++) {
      this.desk.post.use(chain.admitterNumbers[index]!);
      refusal = chain.admitters[index]!(helloView satisfies Hello, this.desk.post.view);
    }
    slots.refusal[slot] = refusal;
    slots.refusedBy[slot] = this.desk.post.control;
    if (refusal === undefined && helloView.halfOpen < helloView.halfOpenLimit) {
      // Nobody can tell yet who will not go on: each who is given a place costs a reply.
      if (handshake === null) this.shown.set(slot, this.desk.presentTo(session, envelope.from));
      else if (!handshake.over) {
        if (!handshake.holding) this.take(handshake, slot);
        this.desk.present(handshake, 'responder');
      }
    }
    return this.desk.post.spentNs;
  }

  /** The responder chooses from the offer that reached it. What continues an earlier channel rests on what was agreed on there. */
  private take(handshake: Handshake, slot: number): void {
    const offer = this.packets.offerIn(slot);
    if (offer === null) return;
    handshake.label = this.house.slots.truth.label[slot]!;
    if (handshake.negotiation.receive(offer) && handshake.mode === 'resumed') handshake.anew();
  }

  /** Service of a hello ended: it gets a cookie, a place and a reply, or nothing. */
  done(slot: number, id: number, handshake: Handshake | null): void {
    const { slots, sessions, nodes, kernel } = this.house;
    const session = slots.session[slot]!;
    const node = sessions.receiver(session);
    const channel = session >> 1;
    const source = slots.envelopes[slot]!.from;
    const label = slots.truth.label[slot]!;
    const refusal = slots.refusal[slot];
    const shown = this.shown.get(slot);
    this.shown.delete(slot);
    if (refusal === 'cookie-missing') {
      // Stateless: whoever receives at the source can come again with it, and where nobody does it was sent all the same.
      const cookie = this.house.suite.tag(this.house.rings.of(node).cookieSecret!, cookieContent(source));
      const epoch = handshake?.epoch ?? 0;
      const bytes = wireSizes.handshake.cookie;
      this.packets.send(session ^ 1, { step: stepCookie, handshake: id, epoch, bytes, cookie, label, from: node });
      return;
    }
    if (refusal !== undefined) {
      const detail = slots.refusedBy[slot]!;
      this.channels.tell('refused', { channel, node, peer: source, label, bornNs: kernel.now, detail, refusal });
      return;
    }
    if (handshake !== null && handshake.over) return;
    if (handshake !== null && handshake.holding) {
      // The first reply, or what it led to, was lost: it is said again, from the same place in the table.
      this.reply(handshake, id);
      return;
    }
    if (nodes.halfOpen(node) >= nodes.placed(node).halfOpenLimit) {
      const detail = dropNumber['table-full'];
      this.channels.tell('dropped', { channel, node, peer: source, label, bornNs: kernel.now, detail });
      return;
    }
    nodes.countHalfOpen(node, 1);
    const until = kernel.after(handshakeTimes.halfOpenNs, this.onHalfOpenEnd, node, handshake === null ? -1 : id);
    if (handshake === null) {
      this.say(session, id, 0, label, shown);
      return;
    }
    handshake.holding = true;
    handshake.placeUntil = until;
    this.reply(handshake, id);
  }

  private reply({ session, epoch, label, offers }: Handshake, id: number): void {
    this.say(session, id, epoch, label, offers.responder);
  }

  /** Sends a reply to the one who said hello on a session. */
  private say(session: number, id: number, epoch: number, label: number, offer: OfferSheet | undefined): void {
    const bytes = wireSizes.handshake.reply + (offer?.sizeBytes ?? 0);
    const from = this.house.sessions.receiver(session);
    this.packets.send(session ^ 1, { step: stepReply, handshake: id, epoch, bytes, cookie: null, label, from });
  }

  /** A handshake gives its half-open place back, where it holds one. */
  leavePlace(handshake: Handshake): void {
    if (!handshake.holding) return;
    handshake.holding = false;
    this.house.kernel.cancel(handshake.placeUntil);
    this.house.nodes.countHalfOpen(handshake.responder, -1);
  }

  private halfOpenEnd(node: number, id: number): void {
    if (id < 0) {
      this.house.nodes.countHalfOpen(node, -1);
      return;
    }
    const handshake = this.handshakeAt(id);
    if (handshake !== null) this.leavePlace(handshake);
  }
}
