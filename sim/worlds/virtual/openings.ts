import type { KeyRing } from '../../framework/control.ts';
import type { Corridor, Opener } from './corridor.ts';
import { Door } from './door.ts';
import { wireSizes } from '../../framework/wire-sizes.ts';
import { Handshake, handshakeTimes } from '../shared/handshake.ts';
import { HandshakeDesk } from './handshake-desk.ts';
import type { House } from './house.ts';
import { Packets } from './packets.ts';
import { channelClosed, channelOpening } from './sessions.ts';
import { stepAccept, stepCookie, stepFinish, stepHello, stepRefuse, stepReply } from './slots.ts';
import type { Channels } from './channels.ts';

/**
 * How channels open: by handshake, or at once where keys were installed at commissioning. The world provides channels as
 * an operating system provides TLS; the controls at both ends judge the evidence.
 */
export class Openings implements Opener {
  private readonly house: House;
  private readonly corridor: Corridor;
  private readonly channels: Channels;
  private readonly desk: HandshakeDesk;
  private readonly handshakes: (Handshake | null)[] = [];
  private readonly free: number[] = [];
  private readonly opening = new Map<number, number>();
  private readonly onTimeout: number;
  readonly packets: Packets;
  private readonly door: Door;
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
    this.desk = new HandshakeDesk(house, corridor, channels);
    this.onTimeout = house.kernel.on((id, tries) => this.timeout(id, tries));
    this.packets = new Packets(house, corridor);
    this.door = new Door(house, channels, this.desk, this.packets, (id) => this.handshakes[id] ?? null);
    this.onRetry = house.kernel.on((session) => this.reopen(session));
  }

  /** Opens a channel from the sending end of a session, unless that is under way. */
  open(
    session: number,
    attacker: { readonly ring: KeyRing | null; readonly claim: number; readonly label: number } | null,
  ): void {
    const { sessions, kernel, cast, nodes } = this.house;
    const channel = session >> 1;
    if (sessions.state(channel) === channelOpening) return;
    const initiator = sessions.sender(session);
    const responder = sessions.receiver(session);
    if (sessions.provisioned(channel) && attacker === null) {
      this.openProvisioned(session);
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
    const resumable = attacker === null && sessions.resumptions.holds(channel, kernel.now);
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
      means: this.desk.meansOf(initiator, responder, channel),
      claimedName: cast.household.nameOf(attacker?.claim ?? initiator),
      responderName: cast.household.nameOf(responder),
    });
    const id = this.free.pop() ?? this.handshakes.push(null) - 1;
    this.handshakes[id] = handshake;
    this.opening.set(channel, id);
    this.desk.stand(handshake, 'initiator');
    this.desk.present(handshake, 'initiator');
    // Its fresh key is made before its hello can leave.
    if (attacker === null) this.corridor.outlayNs += this.desk.post.spentNs;
    this.hello(id);
  }

  /** A first packet that nobody means to finish. `source` is the address it claims to come from. */
  floodHello(session: number, source: number, label: number): void {
    const bytes = wireSizes.handshake.hello;
    this.packets.send(session, { step: stepHello, handshake: -1, epoch: 0, bytes, cookie: null, label, from: source });
  }

  /** Service of a handshake packet begins at an honest node: the checks run here and are paid for. */
  begin(node: number, slot: number): number {
    const { slots } = this.house;
    const step = slots.step[slot]!;
    const handshake = this.handshakeOf(slot);
    slots.refusal[slot] = undefined;
    if (step === stepHello) return this.door.begin(node, slot, handshake);
    if (handshake === null || handshake.over) return 0;
    if (step === stepReply) {
      this.desk.stand(handshake, 'initiator');
      this.desk.connect(handshake);
      slots.refusal[slot] = this.desk.judge(handshake, 'initiator');
      slots.refusedBy[slot] = this.desk.post.control;
      if (slots.refusal[slot] === undefined && handshake.offers.responder.wantsProof)
        this.desk.proveInitiator(handshake);
      return this.desk.post.spentNs;
    }
    if (step === stepFinish) {
      this.desk.stand(handshake, 'responder');
      this.desk.connect(handshake);
      slots.refusal[slot] = this.desk.judge(handshake, 'responder');
      slots.refusedBy[slot] = this.desk.post.control;
      return this.desk.post.spentNs;
    }
    this.desk.stand(handshake, 'initiator');
    this.desk.post.charge('parse');
    return this.desk.post.spentNs;
  }

  /** Service of a packet ended, or it reached an attacker's own node. */
  receive(slot: number): void {
    const { slots } = this.house;
    const id = slots.handshake[slot]!;
    const handshake = this.handshakeOf(slot);
    // What is left over from a handshake that is long over means nothing; only a flood's packets never had one.
    if (id >= 0 && handshake === null) return;
    const step = slots.step[slot]!;
    if (step === stepHello) this.door.done(slot, id, handshake);
    else if (handshake !== null && !handshake.over) this.goOn(step, slot, id, handshake);
  }

  /** The next step of a handshake that is under way. */
  private goOn(step: number, slot: number, id: number, handshake: Handshake): void {
    if (step === stepCookie) {
      handshake.cookie = this.packets.cookieIn(slot);
      this.hello(id);
    } else if (step === stepReply) this.replyDone(slot, id, handshake);
    else if (step === stepFinish) this.finishDone(slot, id, handshake);
    else if (step === stepAccept) this.accepted(id, handshake);
    else this.fail(id, handshake, 'refused');
  }

  private openProvisioned(session: number): void {
    const { sessions, kernel } = this.house;
    const channel = session >> 1;
    const initiator = sessions.sender(session);
    const responder = sessions.receiver(session);
    const { refusal, protect } = this.desk.judgeProvisioned(session);
    if (refusal !== undefined) {
      const told = { channel, node: initiator, peer: responder, label: 0, bornNs: kernel.now };
      this.channels.tell('not-opened', { ...told, detail: this.desk.post.control, refusal });
      this.channels.dropParked(channel);
      return;
    }
    sessions.setSecured(channel, protect);
    this.channels.establish(channel, initiator, responder, 0, kernel.now);
  }

  /** The handshake that a packet belongs to; null for a flood's, and where its number has since been given to another. */
  private handshakeOf(slot: number): Handshake | null {
    const { slots } = this.house;
    const handshake = this.handshakes[slots.handshake[slot]!];
    if (handshake === undefined || handshake === null) return null;
    return handshake.channel === slots.session[slot]! >> 1 && handshake.epoch === slots.epoch[slot] ? handshake : null;
  }

  private replyDone(slot: number, id: number, handshake: Handshake): void {
    const { slots, nodes } = this.house;
    const refusal = slots.refusal[slot];
    if (!nodes.isHonest(handshake.initiator)) {
      // An attacker does not care whom it talks to, but needs the keys that come of it.
      this.desk.stand(handshake, 'initiator');
      this.desk.judge(handshake, 'initiator');
      if (handshake.offers.responder.wantsProof) this.desk.proveInitiator(handshake);
    } else if (refusal !== undefined) {
      handshake.refusal = refusal;
      handshake.refusedBy = slots.refusedBy[slot]!;
      this.fail(id, handshake, 'refused');
      return;
    }
    this.say(handshake, id, 'initiator', stepFinish, wireSizes.handshake.finish + handshake.offers.initiator.sizeBytes);
  }

  private finishDone(slot: number, id: number, handshake: Handshake): void {
    const { slots, sessions } = this.house;
    const refusal = slots.refusal[slot];
    this.door.leavePlace(handshake);
    this.desk.stand(handshake, 'responder');
    for (const witness of this.desk.chainOf(handshake).openingWitnesses)
      witness(handshake.atResponder, refusal, this.desk.post.view);
    if (refusal !== undefined) {
      handshake.refusal = refusal;
      handshake.refusedBy = slots.refusedBy[slot]!;
      this.say(handshake, id, 'responder', stepRefuse, wireSizes.handshake.refuse);
      return;
    }
    // The responder may be spoken to from here on; the initiator speaks once it knows.
    sessions.credentials.delete(handshake.session);
    this.say(handshake, id, 'responder', stepAccept, wireSizes.handshake.accept);
  }

  private accepted(id: number, handshake: Handshake): void {
    const { sessions, kernel, suite, rings, standing } = this.house;
    const { channel, session, atInitiator, atResponder } = handshake;
    const protect = atInitiator.protect && atResponder.protect;
    sessions.setChain(channel, standing.reduced(sessions.chain(channel), handshake.negotiation.agreed));
    sessions.setSecured(channel, protect);
    if (protect && atInitiator.ephemeral !== null && handshake.offers.responder.ephemeral !== null) {
      sessions.keys.set(channel, suite.agree(atInitiator.ephemeral, handshake.offers.responder.ephemeral, 'records'));
    } else if (protect) sessions.keys.set(channel, suite.secret());
    sessions.setProvedNode(session, rings.nodeNamed(atResponder.provedName));
    sessions.setProvedNode(session ^ 1, rings.nodeNamed(atInitiator.provedName));
    if (atResponder.provedCredential !== null) sessions.credentials.set(session, atResponder.provedCredential);
    if (atInitiator.provedCredential !== null) sessions.credentials.set(session ^ 1, atInitiator.provedCredential);
    if (this.channels.chainOf(channel).judges.length > 0 && handshake.ring === null) {
      // Nothing is resumed on a proof that has run out meanwhile: a full handshake takes its place.
      const provedUntilNs = [atInitiator, atResponder].map((end) => end.provedCredential?.notAfterNs ?? Infinity);
      const untilNs = Math.min(kernel.now + handshakeTimes.resumableNs, ...provedUntilNs);
      sessions.resumptions.keep(handshake, kernel.now, untilNs);
    }
    this.end(id);
    this.channels.establish(channel, handshake.initiator, handshake.responder, handshake.label, handshake.intendedNs);
    this.settled(handshake.initiator, true);
  }

  /** An opening came to nothing. */
  private fail(id: number, handshake: Handshake, why: 'refused' | 'timeout'): void {
    const { sessions, kernel } = this.house;
    const { channel } = handshake;
    this.end(id);
    sessions.setState(channel, channelClosed);
    sessions.void(channel);
    sessions.resumptions.forget(channel);
    const failures = Math.min(sessions.failures(channel) + 1, 4);
    sessions.setFailures(channel, failures);
    sessions.setRetryNs(channel, kernel.now + handshakeTimes.backOffNs * (1 << failures));
    this.channels.tell('not-opened', {
      channel,
      node: handshake.initiator,
      peer: handshake.responder,
      label: handshake.label,
      bornNs: handshake.intendedNs,
      detail: handshake.refusedBy,
      refusal: why === 'refused' ? handshake.refusal : undefined,
    });
    this.channels.dropParked(channel);
    this.settled(handshake.initiator, false);
  }

  private end(id: number): void {
    const handshake = this.handshakes[id];
    if (handshake === null || handshake === undefined || handshake.over) return;
    handshake.over = true;
    this.door.leavePlace(handshake);
    this.opening.delete(handshake.channel);
  }

  private say(handshake: Handshake, id: number, side: 'initiator' | 'responder', step: number, bytes: number): void {
    const { session, epoch, label, cookie, initiator, responder } = handshake;
    const own = side === 'initiator' ? session : session ^ 1;
    const from = side === 'initiator' ? initiator : responder;
    const offer = step === stepHello ? handshake.negotiation.means.initiator : null;
    this.packets.send(own, { step, handshake: id, epoch, bytes, cookie, offer, label, from });
  }

  private hello(id: number): void {
    const handshake = this.handshakes[id]!;
    const tries = ++handshake.tries;
    const waitNs = handshakeTimes.retryNs * (1 << (tries - 1));
    this.house.kernel.after(waitNs, this.onTimeout, id, tries);
    this.say(handshake, id, 'initiator', stepHello, wireSizes.handshake.hello);
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

  private reopen(session: number): void {
    const { sessions } = this.house;
    if (sessions.state(session >> 1) !== channelOpening || this.opening.has(session >> 1)) return;
    sessions.setState(session >> 1, channelClosed);
    if (sessions.parkedHead(session >> 1) < 0) return;
    this.corridor.outlayNs = 0;
    this.open(session, null);
    this.house.machines.owe(sessions.sender(session), this.corridor.outlayNs);
    this.corridor.outlayNs = 0;
  }
}
