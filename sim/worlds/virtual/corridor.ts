import { factNumber } from '../../framework/fact.ts';
import type { Drop } from '../../framework/fact.ts';
import type { KeyRing } from '../../framework/control.ts';
import type { Content } from '../../framework/crypto.ts';
import { points } from '../../framework/figure.ts';
import type { Refusal } from '../../framework/verdict.ts';
import { dropNumber, numberOfRefusal } from '../shared/numbers.ts';
import { disclose } from './disclosures.ts';
import { recordSlot } from './house.ts';
import type { House } from './house.ts';
import { StandingPost } from './post.ts';
import { channelOpen } from './sessions.ts';
import { stepMessage } from './slots.ts';
import { mayHurry } from './urgency.ts';

/** What sits on wires and lines: the attackers' hands, as the corridor meets them. */
export interface Interceptor {
  /** A message is about to travel on a session where an attacker sits. Returns extra delay in ns, or -1 when it was taken. */
  passing(session: number, slot: number): number;
  /** A message reached an attacker's own node. */
  caught(slot: number): void;
  /** Keys with which an attacker's own node speaks, and the node it claims to be. */
  ringOf(node: number): KeyRing;
  claimOf(node: number): number;
}

/** Channels, as the corridor needs them. */
export interface ChannelProvider {
  /** Whether an open channel has been unused for too long; it is closed then. */
  idle(channel: number): boolean;
  park(channel: number, slot: number): void;
  close(channel: number): void;
  linkOf(session: number): number;
}

/** Opens channels, as the corridor needs it. */
export interface Opener {
  open(session: number, attacker: null): void;
  /** Service of a handshake packet begins; returns its length in ns. */
  begin(node: number, slot: number): number;
  /** Service of a handshake packet ended. */
  receive(slot: number): void;
}

/** What the corridor ends in. */
export interface Receiver {
  receive(slot: number): void;
  undelivered(node: number, number: number): void;
}

/**
 * The one way of every message at every point:
 * send → controls protect → wire → station of the receiver → controls verify → receive.
 * The checks run when service begins and are paid for there; their verdict takes effect when it ends.
 */
export class Corridor {
  /** Work that the handler now running has caused so far, ns: what it sends leaves after it. */
  outlayNs = 0;
  readonly arrival: number;
  private readonly house: House;
  private readonly post: StandingPost;
  /** Records are really sealed: always with bytes, and with terms wherever an attacker can touch them. */
  private readonly sealAlways: boolean;
  channels!: ChannelProvider;
  openings!: Opener;
  receiver!: Receiver;
  interceptor!: Interceptor;

  constructor(house: House) {
    this.house = house;
    this.post = new StandingPost(house);
    this.sealAlways = house.suite.name === 'openssl';
    this.arrival = house.kernel.on((slot) => this.arrive(slot));
  }

  /** Sends what is in a slot on a session: at once where the channel is open, after its opening otherwise. */
  send(session: number, slot: number): void {
    const { sessions, slots, kernel } = this.house;
    slots.session[slot] = session;
    slots.step[slot] = stepMessage;
    const channel = session >> 1;
    if (sessions.state(channel) === channelOpen && !this.channels.idle(channel)) {
      sessions.touch(channel, kernel.now);
      this.transmit(slot);
    } else {
      this.channels.park(channel, slot);
      this.openings.open(session, null);
    }
  }

  /** Protects a message and puts it on the wire. */
  transmit(slot: number): void {
    const { house, post } = this;
    const { sessions, slots, nodes } = house;
    const session = slots.session[slot]!;
    const channel = session >> 1;
    const envelope = slots.envelopes[slot]!;
    const sender = sessions.sender(session);
    const chain = house.standing.chain(sessions.chain(channel));
    const honest = nodes.isHonest(sender);
    const cause = slots.truth.label[slot]!;
    if (honest) post.atSender(session, sender, cause, null);
    else post.atSender(session, this.interceptor.claimOf(sender), cause, this.interceptor.ringOf(sender));
    post.envelope = envelope;
    const { protectors, protectorNumbers } = chain;
    for (let index = 0; index < protectors.length; index++) {
      post.use(protectorNumbers[index]!);
      protectors[index]!(envelope, post.view);
    }
    if (honest) this.outlayNs += post.spentNs;
    slots.epoch[slot] = sessions.epoch(channel);
    envelope.record = 'none';
    if (sessions.secured(channel)) this.seal(slot, session);
    this.recordSent(sender, slot);
    this.launch(slot, session, honest ? this.outlayNs : 0);
  }

  /** Hands a finished record or packet to the link, past whoever sits on the wire. */
  launch(slot: number, session: number, afterNs: number): void {
    const { sessions } = this.house;
    let extraNs = 0;
    if (sessions.tapped(session)) {
      extraNs = this.interceptor.passing(session, slot);
      if (extraNs < 0) {
        this.drop(slot, 'attacker');
        return;
      }
    }
    this.emit(slot, session, afterNs + extraNs);
  }

  /** A message is the world's from here on: it will be delivered, refused or dropped. */
  recordSent(sender: number, slot: number): void {
    const { slots } = this.house;
    slots.onWire[slot] = 1;
    recordSlot(this.house, factNumber.sent, sender, slots.envelopes[slot]!.to, slot, 0, 0);
  }

  /** Lets the link carry a slot; its chances are drawn from the stream of whoever really sends. */
  emit(slot: number, session: number, afterNs: number, sender = this.house.sessions.sender(session)): void {
    const { slots, kernel, nodes, links } = this.house;
    const departs = kernel.now + afterNs;
    const arrives = links.transit(
      this.channels.linkOf(session),
      departs,
      slots.envelopes[slot]!.sizeBytes,
      nodes.link.at(sender),
    );
    if (arrives < 0) {
      this.drop(slot, 'link');
      return;
    }
    kernel.at(arrives, this.arrival, slot);
  }

  /** A slot reached its receiver's machine. */
  private arrive(slot: number): void {
    const { sessions, slots, nodes, machines } = this.house;
    const session = slots.session[slot]!;
    const receiver = sessions.receiver(session);
    if (!nodes.isHonest(receiver)) {
      if (slots.step[slot] === stepMessage) this.interceptor.caught(slot);
      else this.openings.receive(slot);
      slots.release(slot);
      return;
    }
    if (nodes.isDown(receiver)) {
      this.drop(slot, 'restart');
      return;
    }
    if (slots.step[slot] === stepMessage && slots.epoch[slot] !== sessions.epoch(session >> 1)) {
      this.drop(slot, 'no-channel');
      return;
    }
    const envelope = slots.envelopes[slot]!;
    // What is marked may be so by whoever sends: who enters a domain is marked anew (RFC 2475), before it takes anybody's place.
    if (envelope.urgent) envelope.urgent = mayHurry(this.house, this.post, session, slot);
    machines.arrive(receiver, slot, envelope.urgent);
  }

  /** Service of a slot begins: runs the checks and returns how long they and the handling take, ns. */
  begin(node: number, slot: number): number {
    const { house, post } = this;
    const { sessions, slots } = house;
    if (slots.step[slot] !== stepMessage) return this.openings.begin(node, slot);
    const session = slots.session[slot]!;
    const channel = session >> 1;
    const envelope = slots.envelopes[slot]!;
    // Its channel closed while it waited: nobody can say any more what it was worth.
    if (slots.epoch[slot] !== sessions.epoch(channel)) return 0;
    if (sessions.secured(channel)) this.unseal(slot, session);
    const chain = house.standing.chain(sessions.chain(channel));
    const sender = sessions.sender(session);
    envelope.via = sender;
    post.atReceiver(session, slots.truth.label[slot]!);
    post.envelope = null;
    const { verifiers, verifierNumbers } = chain;
    let refusal: Refusal | undefined;
    for (let index = 0; index < verifiers.length; index++) {
      post.use(verifierNumbers[index]!);
      refusal = verifiers[index]!(envelope, post.view);
      if (refusal !== undefined) {
        slots.refusedBy[slot] = post.control;
        break;
      }
    }
    slots.refusal[slot] = refusal;
    post.control = 0;
    for (const witness of chain.witnesses) witness(envelope, refusal, post.view);
    post.charge('handle', envelope.sizeBytes);
    if (sessions.secured(channel)) post.charge('record', envelope.sizeBytes);
    return post.spentNs;
  }

  /** Service of a slot ended: its verdict takes effect. */
  done(node: number, slot: number): void {
    const { house } = this;
    const { slots, machines, sessions } = house;
    this.outlayNs = 0;
    if (slots.step[slot] !== stepMessage) {
      this.openings.receive(slot);
      slots.release(slot);
    } else if (slots.epoch[slot] !== sessions.epoch(slots.session[slot]! >> 1)) {
      this.drop(slot, 'no-channel');
    } else {
      const session = slots.session[slot]!;
      const sender = sessions.sender(session);
      const refusal = slots.refusal[slot];
      if (refusal === undefined) {
        recordSlot(house, factNumber.delivered, node, sender, slot, 0, 0);
        disclose(house, node, slot);
        this.receiver.receive(slot);
        slots.release(slot);
      } else {
        recordSlot(house, factNumber.refused, node, sender, slot, slots.refusedBy[slot]!, numberOfRefusal(refusal));
        slots.release(slot);
        if (refusal === 'record-broken') this.channels.close(session >> 1);
      }
    }
    if (this.outlayNs > 0) machines.owe(node, this.outlayNs);
    this.outlayNs = 0;
  }

  /** An arrival found the receiver's queue full. */
  lost(slot: number): void {
    this.drop(slot, 'queue');
  }

  /** Gives a slot up on its way. */
  drop(slot: number, why: Drop): void {
    const { slots, sessions } = this.house;
    if (slots.step[slot] === stepMessage) {
      const session = slots.session[slot]!;
      if (slots.onWire[slot] === 0) this.recordSent(sessions.sender(session), slot);
      recordSlot(
        this.house,
        factNumber.dropped,
        sessions.sender(session),
        sessions.receiver(session),
        slot,
        dropNumber[why],
        0,
      );
    }
    slots.release(slot);
  }

  /** Protects the record of a secured channel: numbered, and sealed where somebody could touch it. */
  private seal(slot: number, session: number): void {
    const { sessions, slots, suite } = this.house;
    const envelope = slots.envelopes[slot]!;
    const number = sessions.countRecord(session);
    envelope.record = 'intact';
    slots.recordNumber[slot] = number;
    if (this.sealAlways || sessions.tapped(session)) {
      // A channel whose keys were installed at commissioning gets its key when it first needs one.
      let key = sessions.keys.get(session >> 1);
      if (key === undefined) sessions.keys.set(session >> 1, (key = suite.secret()));
      slots.records[slot] = suite.seal(key, this.contentOf(slot), [session, number]);
    }
  }

  /** Opens a record: it must be unaltered, and later than the last one taken. */
  private unseal(slot: number, session: number): void {
    const { sessions, slots, suite } = this.house;
    const envelope = slots.envelopes[slot]!;
    if (envelope.record === 'none') return;
    const number = slots.recordNumber[slot]!;
    const record = slots.records[slot]!;
    let opened = true;
    if (record !== null) {
      const key = sessions.keys.get(session >> 1);
      opened = key !== undefined && suite.open(key, record, [session, number]) !== undefined;
    }
    if (!opened || number <= sessions.recordsTaken(session)) envelope.record = 'broken';
    else sessions.setRecordsTaken(session, number);
  }

  private contentOf(slot: number): Content {
    const envelope = this.house.slots.envelopes[slot]!;
    return [
      points.indexOf(envelope.point),
      envelope.kind,
      envelope.from,
      envelope.to,
      envelope.number,
      envelope.re,
      envelope.subject,
      envelope.dataClass,
      envelope.body as Content,
      envelope.sealed,
      envelope.marks.map((mark) => (mark === undefined ? null : (mark as Content))),
    ];
  }
}
