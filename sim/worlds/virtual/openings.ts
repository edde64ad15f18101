import type { Hello, KeyRing } from '../../framework/control.ts';
import { points } from '../../framework/figure.ts';
import type { Refusal } from '../../framework/verdict.ts';
import type { ChannelProvider, Corridor } from './corridor.ts';
import { Handshake, handshakeTimes, OfferSheet, OpeningView, packetBytes } from './handshake.ts';
import type { House } from './house.ts';
import { dropNumber } from './numbers.ts';
import { StandingPost } from './post.ts';
import { channelClosed, channelOpening } from './sessions.ts';
import { stepAccept, stepCookie, stepFinish, stepHello, stepRefuse, stepReply } from './slots.ts';
import type { Channels } from './channels.ts';

const helloView = { from: -1, to: -1, source: -1, cookie: 0, halfOpen: 0, halfOpenLimit: 0, expectedCookie: 0 };

/**
 * How channels open: by handshake, or at once where keys were installed at commissioning. The world provides channels as
 * an operating system provides TLS; the controls at both ends judge the evidence.
 */
export class Openings implements ChannelProvider {
  private readonly house: House;
  private readonly corridor: Corridor;
  private readonly channels: Channels;
  private readonly post: StandingPost;
  private readonly handshakes: (Handshake | null)[] = [];
  private readonly free: number[] = [];
  private readonly opening = new Map<number, number>();
  private readonly onTimeout: number;
  private readonly onHalfOpenEnd: number;
  private readonly onRetry: number;
  /** Called when an opening that an attacker began has ended. */
  settled: (initiator: number, open: boolean) => void = () => {};

  constructor(house: House, corridor: Corridor, channels: Channels) {
    this.house = house;
    this.corridor = corridor;
    this.channels = channels;
    channels.closing = (channel) => {
      const id = this.opening.get(channel);
      if (id !== undefined) this.end(id);
    };
    this.post = new StandingPost(house);
    this.onTimeout = house.kernel.on((id, tries) => this.timeout(id, tries));
    this.onHalfOpenEnd = house.kernel.on((node, id) => this.halfOpenEnd(node, id));
    this.onRetry = house.kernel.on((session) => this.reopen(session));
  }

  idle(channel: number): boolean {
    return this.channels.idle(channel);
  }

  park(channel: number, slot: number): void {
    this.channels.park(channel, slot);
  }

  linkOf(session: number): number {
    return this.channels.linkOf(session);
  }

  close(channel: number): void {
    this.channels.close(channel);
  }

  /** Opens a channel from the sending end of a session, unless that is under way. */
  open(session: number, attacker: { readonly ring: KeyRing | null; readonly claim: number; readonly label: number } | null): void {
    const { sessions, kernel, cast, nodes } = this.house;
    const channel = session >> 1;
    if (sessions.state(channel) === channelOpening) return;
    const initiator = sessions.sender(session);
    const responder = sessions.receiver(session);
    if (sessions.provisioned(channel) && attacker === null) {
      this.openProvisioned(session, initiator, responder);
      return;
    }
    if (!nodes.isHonest(responder)) {
      // Nobody listens at an attacker's address: who calls back there reaches no one.
      this.channels.dropParked(channel);
      return;
    }
    sessions.setState(channel, channelOpening);
    if (kernel.now < sessions.retryNs(channel)) {
      kernel.at(sessions.retryNs(channel), this.onRetry, session);
      return;
    }
    const resumable = attacker === null && (sessions.resumableNs.get(channel) ?? 0) > kernel.now;
    const handshake = new Handshake({
      channel,
      session,
      initiator,
      responder,
      epoch: sessions.epoch(channel),
      intendedNs: kernel.now,
      label: attacker?.label ?? 0,
      ring: attacker?.ring ?? null,
      mode: resumable ? 'resumed' : 'full',
      claimedName: cast.household.nameOf(attacker?.claim ?? initiator),
      responderName: cast.household.nameOf(responder),
    });
    const id = this.free.pop() ?? this.handshakes.push(null) - 1;
    this.handshakes[id] = handshake;
    this.opening.set(channel, id);
    this.stand(handshake, 'initiator');
    this.present(handshake, 'initiator');
    this.hello(id);
  }

  /** A first packet that nobody means to finish. `source` is the address it claims to come from. */
  floodHello(session: number, source: number, label: number): void {
    this.packet(session, stepHello, -1, packetBytes.hello, 0, label, source);
  }

  /** Service of a handshake packet begins at an honest node: the checks run here and are paid for. */
  begin(node: number, slot: number): number {
    const { slots } = this.house;
    const step = slots.step[slot]!;
    const handshake = this.handshakeOf(slot);
    slots.refusal[slot] = undefined;
    if (step === stepHello) return this.beginHello(node, slot, handshake);
    if (handshake === null || handshake.over) return 0;
    if (step === stepReply) {
      this.stand(handshake, 'initiator');
      slots.refusal[slot] = this.judge(handshake, 'initiator');
      slots.refusedBy[slot] = this.post.control;
      if (slots.refusal[slot] === undefined && handshake.offers.responder.wantsProof) this.proveInitiator(handshake);
      return this.post.spentNs;
    }
    if (step === stepFinish) {
      this.stand(handshake, 'responder');
      slots.refusal[slot] = this.judge(handshake, 'responder');
      slots.refusedBy[slot] = this.post.control;
      return this.post.spentNs;
    }
    this.stand(handshake, 'initiator');
    this.post.charge('parse');
    return this.post.spentNs;
  }

  /** Service of a packet ended, or it reached an attacker's own node. */
  receive(slot: number): void {
    const { slots } = this.house;
    const id = slots.handshake[slot]!;
    const handshake = this.handshakeOf(slot);
    // What is left over from a handshake that is long over means nothing; only a flood's packets never had one.
    if (id >= 0 && handshake === null) return;
    switch (slots.step[slot]) {
      case stepHello:
        this.helloDone(slot, id, handshake);
        return;
      case stepCookie:
        if (handshake === null || handshake.over) return;
        handshake.cookie = slots.envelopes[slot]!.number;
        this.hello(id);
        return;
      case stepReply:
        if (handshake === null || handshake.over) return;
        this.replyDone(slot, id, handshake);
        return;
      case stepFinish:
        if (handshake === null || handshake.over) return;
        this.finishDone(slot, id, handshake);
        return;
      case stepAccept:
        if (handshake === null || handshake.over) return;
        this.accepted(id, handshake);
        return;
      default:
        if (handshake === null || handshake.over) return;
        this.fail(id, handshake, 'refused');
    }
  }

  private openProvisioned(session: number, initiator: number, responder: number): void {
    const { sessions, kernel, cast, suite } = this.house;
    const channel = session >> 1;
    const chain = this.channels.chainOf(channel);
    const offers = { initiator: new OfferSheet(), responder: new OfferSheet() };
    const names = [cast.household.nameOf(responder), cast.household.nameOf(initiator)] as const;
    let protect = true;
    for (const side of ['initiator', 'responder'] as const) {
      const opening = new OpeningView({ initiator, responder, offers }, side, names[side === 'initiator' ? 0 : 1], 'provisioned');
      const own = side === 'initiator' ? session : session ^ 1;
      this.post.stand(points[sessions.point(channel)]!, sessions.sender(own), sessions.receiver(own), own, own ^ 1, 0, null);
      let refusal: Refusal | undefined;
      for (let index = 0; index < chain.judges.length && refusal === undefined; index++) {
        this.post.use(chain.judgeNumbers[index]!);
        refusal = chain.judges[index]!.judge!(offers[side === 'initiator' ? 'responder' : 'initiator'], this.post.view, opening);
      }
      if (refusal !== undefined) {
        this.channels.tell('not-opened', channel, initiator, responder, 0, kernel.now, this.post.control, refusal);
        this.channels.dropParked(channel);
        return;
      }
      protect &&= opening.protect;
      if (opening.provedName !== null) sessions.setProvedNode(own ^ 1, sessions.receiver(own));
    }
    sessions.setSecured(channel, protect);
    if (protect) sessions.keys.set(channel, suite.secret());
    this.channels.establish(channel, initiator, responder, 0, kernel.now);
  }

  /** The handshake that a packet belongs to; null for a flood's, and where its number has since been given to another. */
  private handshakeOf(slot: number): Handshake | null {
    const { slots } = this.house;
    const handshake = this.handshakes[slots.handshake[slot]!];
    if (handshake === undefined || handshake === null) return null;
    return handshake.channel === slots.session[slot]! >> 1 && handshake.epoch === slots.epoch[slot] ? handshake : null;
  }

  private beginHello(node: number, slot: number, handshake: Handshake | null): number {
    const { slots, nodes } = this.house;
    const session = slots.session[slot]!;
    const envelope = slots.envelopes[slot]!;
    const chain = this.channels.chainOf(session >> 1);
    this.post.stand(envelope.point, node, envelope.from, session ^ 1, session, slots.truth.label[slot]!, null);
    this.post.charge('parse');
    helloView.from = envelope.from;
    helloView.to = node;
    helloView.source = envelope.from;
    helloView.cookie = envelope.number;
    helloView.halfOpen = nodes.halfOpen(node);
    helloView.halfOpenLimit = nodes.placed(node).halfOpenLimit;
    helloView.expectedCookie = this.cookieFor(node, envelope.from);
    let refusal: Refusal | undefined;
    for (let index = 0; index < chain.admitters.length && refusal === undefined; index++) {
      this.post.use(chain.admitterNumbers[index]!);
      refusal = chain.admitters[index]!.admit!(helloView satisfies Hello, this.post.view);
    }
    slots.refusal[slot] = refusal;
    slots.refusedBy[slot] = this.post.control;
    if (refusal === undefined && helloView.halfOpen < helloView.halfOpenLimit && handshake !== null && !handshake.over) {
      this.present(handshake, 'responder');
    }
    return this.post.spentNs;
  }

  private helloDone(slot: number, id: number, handshake: Handshake | null): void {
    const { slots, sessions, nodes, kernel } = this.house;
    const session = slots.session[slot]!;
    const node = sessions.receiver(session);
    const source = slots.envelopes[slot]!.from;
    const label = slots.truth.label[slot]!;
    const refusal = slots.refusal[slot];
    if (refusal === 'cookie-missing') {
      // Stateless: whoever receives at the source can come again with it.
      const cookie = this.cookieFor(node, source);
      if (handshake !== null) this.packet(session ^ 1, stepCookie, id, packetBytes.cookie, cookie, label, node);
      return;
    }
    if (refusal !== undefined) {
      this.channels.tell('refused', session >> 1, node, source, label, kernel.now, slots.refusedBy[slot]!, refusal);
      return;
    }
    if (handshake !== null && handshake.over) return;
    if (handshake !== null && handshake.holding) {
      // The first reply, or what it led to, was lost: it is said again, from the same place in the table.
      this.reply(handshake, id);
      return;
    }
    if (nodes.halfOpen(node) >= nodes.placed(node).halfOpenLimit) {
      this.channels.tell('dropped', session >> 1, node, source, label, kernel.now, dropNumber['table-full'], undefined);
      return;
    }
    nodes.countHalfOpen(node, 1);
    const until = kernel.after(handshakeTimes.halfOpenNs, this.onHalfOpenEnd, node, handshake === null ? -1 : id);
    if (handshake === null) return;
    handshake.holding = true;
    handshake.placeUntil = until;
    this.reply(handshake, id);
  }

  private reply(handshake: Handshake, id: number): void {
    const credential = handshake.offers.responder.credential === null ? 0 : packetBytes.credential;
    const back = handshake.session ^ 1;
    this.packet(back, stepReply, id, packetBytes.reply + credential, 0, handshake.label, handshake.responder);
  }

  /** A handshake gives its half-open place back, where it holds one. */
  private leavePlace(handshake: Handshake): void {
    if (!handshake.holding) return;
    handshake.holding = false;
    this.house.kernel.cancel(handshake.placeUntil);
    this.house.nodes.countHalfOpen(handshake.responder, -1);
  }

  private replyDone(slot: number, id: number, handshake: Handshake): void {
    const { slots, nodes } = this.house;
    const refusal = slots.refusal[slot];
    if (!nodes.isHonest(handshake.initiator)) {
      // An attacker does not care whom it talks to, but needs the keys that come of it.
      this.stand(handshake, 'initiator');
      this.judge(handshake, 'initiator');
      if (handshake.offers.responder.wantsProof) this.proveInitiator(handshake);
    } else if (refusal !== undefined) {
      handshake.refusal = refusal;
      handshake.refusedBy = slots.refusedBy[slot]!;
      this.fail(id, handshake, 'refused');
      return;
    }
    const credential = handshake.offers.initiator.credential === null ? 0 : packetBytes.credential;
    this.packet(handshake.session, stepFinish, id, packetBytes.finish + credential, 0, handshake.label, handshake.initiator);
  }

  private finishDone(slot: number, id: number, handshake: Handshake): void {
    const { slots, sessions } = this.house;
    const refusal = slots.refusal[slot];
    this.leavePlace(handshake);
    const chain = this.channels.chainOf(handshake.channel);
    this.stand(handshake, 'responder');
    for (const witness of chain.openingWitnesses) witness.witnessOpening!(handshake.atResponder, refusal, this.post.view);
    const back = handshake.session ^ 1;
    if (refusal !== undefined) {
      handshake.refusal = refusal;
      handshake.refusedBy = slots.refusedBy[slot]!;
      this.packet(back, stepRefuse, id, packetBytes.refuse, 0, handshake.label, handshake.responder);
      return;
    }
    // The responder may be spoken to from here on; the initiator speaks once it knows.
    sessions.credentials.delete(handshake.session);
    this.packet(back, stepAccept, id, packetBytes.accept, 0, handshake.label, handshake.responder);
  }

  private accepted(id: number, handshake: Handshake): void {
    const { sessions, kernel, suite, rings } = this.house;
    const { channel, session, atInitiator, atResponder } = handshake;
    const protect = atInitiator.protect && atResponder.protect;
    sessions.setSecured(channel, protect);
    if (protect && atInitiator.ephemeral !== null && handshake.offers.responder.ephemeral !== null) {
      sessions.keys.set(channel, suite.agree(atInitiator.ephemeral, handshake.offers.responder.ephemeral, 'records'));
    } else if (protect) sessions.keys.set(channel, suite.secret());
    sessions.setProvedNode(session, rings.nodeNamed(atResponder.provedName));
    sessions.setProvedNode(session ^ 1, rings.nodeNamed(atInitiator.provedName));
    if (atResponder.provedCredential !== null) sessions.credentials.set(session, atResponder.provedCredential);
    if (atInitiator.provedCredential !== null) sessions.credentials.set(session ^ 1, atInitiator.provedCredential);
    if (this.channels.chainOf(channel).judges.length > 0 && handshake.ring === null) {
      sessions.resumableNs.set(channel, kernel.now + handshakeTimes.resumableNs);
      this.remember(handshake);
    }
    this.end(id);
    this.channels.establish(channel, handshake.initiator, handshake.responder, handshake.label, handshake.intendedNs);
    this.settled(handshake.initiator, true);
  }

  /** What a resumption starts from: who the ends proved to be when they last did. */
  private readonly memory = new Map<number, { readonly initiator: OpeningView; readonly responder: OpeningView; readonly first: number }>();

  private remember(handshake: Handshake): void {
    this.memory.set(handshake.channel, {
      initiator: handshake.atInitiator,
      responder: handshake.atResponder,
      first: handshake.initiator,
    });
  }

  /** An opening came to nothing. */
  private fail(id: number, handshake: Handshake, why: 'refused' | 'timeout'): void {
    const { sessions, kernel } = this.house;
    const { channel } = handshake;
    this.end(id);
    sessions.setState(channel, channelClosed);
    sessions.void(channel);
    sessions.resumableNs.delete(channel);
    const failures = Math.min(sessions.failures(channel) + 1, 4);
    sessions.setFailures(channel, failures);
    sessions.setRetryNs(channel, kernel.now + handshakeTimes.backOffNs * (1 << failures));
    const refusal = why === 'refused' ? handshake.refusal : undefined;
    this.channels.tell('not-opened', channel, handshake.initiator, handshake.responder, handshake.label, handshake.intendedNs, handshake.refusedBy, refusal);
    this.channels.dropParked(channel);
    this.settled(handshake.initiator, false);
  }

  private end(id: number): void {
    const handshake = this.handshakes[id];
    if (handshake === null || handshake === undefined || handshake.over) return;
    handshake.over = true;
    this.leavePlace(handshake);
    this.opening.delete(handshake.channel);
  }

  private hello(id: number): void {
    const handshake = this.handshakes[id]!;
    const tries = ++handshake.tries;
    const waitNs = handshakeTimes.retryNs * (1 << (tries - 1));
    this.house.kernel.after(waitNs, this.onTimeout, id, tries);
    this.packet(handshake.session, stepHello, id, packetBytes.hello, handshake.cookie, handshake.label, handshake.initiator);
  }

  private timeout(id: number, tries: number): void {
    const handshake = this.handshakes[id];
    if (handshake === null || handshake === undefined) return;
    if (handshake.over) {
      // Only when its last timer has run may the number be used again.
      if (handshake.tries === tries) {
        this.handshakes[id] = null;
        this.free.push(id);
      }
      return;
    }
    if (handshake.tries !== tries) return;
    if (tries >= handshakeTimes.tries) {
      this.fail(id, handshake, 'timeout');
      this.handshakes[id] = null;
      this.free.push(id);
    } else this.hello(id);
  }

  private halfOpenEnd(node: number, id: number): void {
    if (id < 0) {
      this.house.nodes.countHalfOpen(node, -1);
      return;
    }
    const handshake = this.handshakes[id];
    if (handshake !== null && handshake !== undefined) this.leavePlace(handshake);
  }

  private reopen(session: number): void {
    const { sessions } = this.house;
    if (sessions.state(session >> 1) !== channelOpening || this.opening.has(session >> 1)) return;
    sessions.setState(session >> 1, channelClosed);
    if (sessions.parkedHead(session >> 1) >= 0) this.open(session, null);
  }

  private packet(session: number, step: number, id: number, bytes: number, number: number, label: number, from: number): void {
    const { slots, sessions } = this.house;
    const slot = slots.take();
    const envelope = slots.envelopes[slot]!;
    envelope.point = points[sessions.point(session >> 1)]!;
    envelope.from = from;
    envelope.to = sessions.receiver(session);
    envelope.number = number;
    envelope.sizeBytes = bytes;
    envelope.record = 'none';
    slots.session[slot] = session;
    slots.step[slot] = step;
    slots.handshake[slot] = id;
    slots.epoch[slot] = this.handshakes[id]?.epoch ?? 0;
    slots.truth.label[slot] = label;
    slots.truth.flags[slot] = 0;
    this.corridor.launch(slot, session, this.corridor.outlayNs);
  }

  private stand(handshake: Handshake, side: 'initiator' | 'responder'): void {
    const { sessions, nodes } = this.house;
    const own = side === 'initiator' ? handshake.session : handshake.session ^ 1;
    const point = points[sessions.point(handshake.channel)]!;
    const sender = sessions.sender(own);
    const claimed = nodes.isHonest(sender) ? sender : this.corridor.interceptor.claimOf(sender);
    const ring = side === 'initiator' ? handshake.ring : null;
    this.post.stand(point, claimed, sessions.receiver(own), own, own ^ 1, handshake.label, ring);
  }

  private present(handshake: Handshake, side: 'initiator' | 'responder'): void {
    const chain = this.channels.chainOf(handshake.channel);
    const opening = side === 'initiator' ? handshake.atInitiator : handshake.atResponder;
    for (let index = 0; index < chain.presenters.length; index++) {
      this.post.use(chain.presenterNumbers[index]!);
      chain.presenters[index]!.present!(handshake.offers[side], this.post.view, opening);
    }
  }

  /** The responder asked for proof: the initiator shows it with its finish. */
  private proveInitiator(handshake: Handshake): void {
    handshake.offers.initiator.wantsProof = true;
    this.present(handshake, 'initiator');
  }

  private judge(handshake: Handshake, side: 'initiator' | 'responder'): Refusal | undefined {
    const chain = this.channels.chainOf(handshake.channel);
    const opening = side === 'initiator' ? handshake.atInitiator : handshake.atResponder;
    const other = side === 'initiator' ? handshake.offers.responder : handshake.offers.initiator;
    if (opening.resumed) this.recallInto(handshake, side, opening);
    this.house.trusts.staple(this.post.node, this.post.peer);
    for (let index = 0; index < chain.judges.length; index++) {
      this.post.use(chain.judgeNumbers[index]!);
      const refusal = chain.judges[index]!.judge!(other, this.post.view, opening);
      if (refusal !== undefined) return refusal;
    }
    return undefined;
  }

  private recallInto(handshake: Handshake, side: 'initiator' | 'responder', opening: OpeningView): void {
    const known = this.memory.get(handshake.channel);
    if (known === undefined) return;
    // The ends may have changed roles since: each remembers what it learnt of the other.
    const same = known.first === handshake.initiator;
    const earlier = (side === 'initiator') === same ? known.initiator : known.responder;
    opening.provedName = earlier.provedName;
    opening.provedCredential = earlier.provedCredential;
    opening.protect = earlier.protect;
  }

  /** Stateless cookie of a responder for a source address: only one who receives there learns it. */
  private cookieFor(node: number, source: number): number {
    return (this.house.rings.cookieSecret(node) ^ Math.imul(source + 1, 0x9e3779b1)) >>> 1 || 1;
  }
}
