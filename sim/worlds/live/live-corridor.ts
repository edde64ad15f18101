import { cards } from '../../framework/message.ts';
import type { Kind } from '../../framework/message.ts';
import { crc32 } from 'node:zlib';
import { factNumber } from '../../framework/fact.ts';
import type { Drop } from '../../framework/fact.ts';
import type { Refusal } from '../../framework/verdict.ts';
import type { KeyRing } from '../../framework/control.ts';
import { dropNumber, numberOfRefusal } from '../shared/numbers.ts';
import type { Envelope } from '../shared/envelope.ts';
import type { Channels, ChannelUser } from './channels.ts';
import type { Caller } from './caller.ts';
import type { End, Outgoing } from './ends.ts';
import type { Inbox, Arrived } from './inbox.ts';
import type { Link, LinkOwner } from './link.ts';
import type { LiveHouse } from './live-house.ts';
import { LivePost } from './live-post.ts';
import { tellDisclosure, tellMessage } from './message-fact.ts';
import type { MessageFrames } from './message-frame.ts';

/** A message in the hands of its receiver. */
export interface Received {
  readonly envelope: Envelope;
  readonly end: End;
  readonly message: number;
}

/** What the corridor ends in. */
export interface LiveReceiver {
  receive(received: Received): void;
  undelivered(node: number, number: number): void;
}

/** Whom an attacker's own node claims to be, and with which keys it speaks. */
export interface Claimant {
  claimOf(node: number): number;
  ringOf(node: number): KeyRing | null;
  /** A message reached an attacker's own node: nothing is checked there. */
  caught(received: Received): void;
}

/** Messages that may wait for one channel to open (assumption: a few seconds of what a node sends). */
const mostParked = 1024;

/**
 * The one way of every message at every point, on real sockets:
 * send → controls protect → frame → link → inbox of the receiver → frame → controls verify → receive.
 */
export class LiveCorridor implements ChannelUser {
  receiver!: LiveReceiver;
  caller!: Caller;
  inbox!: Inbox;
  claimant: Claimant | null = null;
  /** Frames sent, and writes in which they went out together. */
  frames = 0;
  writes = 0;
  private readonly house: LiveHouse;
  private readonly channels: Channels;
  private readonly form: MessageFrames;
  private readonly post: LivePost;

  constructor(house: LiveHouse, channels: Channels, frames: MessageFrames) {
    this.house = house;
    this.channels = channels;
    this.form = frames;
    this.post = new LivePost(house);
  }

  /** Sends a message: at once where the channel is open, after its opening otherwise. */
  send(end: End, outgoing: Outgoing): void {
    if (end.state === 'open') this.transmit(end, outgoing);
    else if (end.parked.length >= mostParked) this.drop(end, outgoing, 'queue');
    else {
      end.parked.push(outgoing);
      this.caller.open(end);
    }
  }

  transmit(end: End, outgoing: Outgoing): void {
    const { envelope, message } = outgoing;
    const { post } = this;
    const honest = this.house.nodes.isHonest(end.node);
    const node = honest ? end.node : (this.claimant?.claimOf(end.node) ?? end.node);
    const ring = honest ? null : (this.claimant?.ringOf(end.node) ?? null);
    post.stand({ place: end.point, node, peer: envelope.to, session: end.out, end, message, ring });
    post.envelope = envelope;
    const { protectors, protectorNumbers } = end.chain;
    for (let index = 0; index < protectors.length; index++) {
      post.use(protectorNumbers[index]!);
      protectors[index]!(envelope, post.view);
    }
    post.rest();
    post.envelope = null;
    const bytes = this.form.write(envelope);
    envelope.sizeBytes = bytes.length;
    const link = end.link!;
    this.hold(link);
    tellMessage(this.house.truth, 'sent', envelope, { message, node: end.node, peer: envelope.to });
    const ordinal = link.send(bytes);
    if (ordinal === 0) {
      this.dropped(end, envelope, message, 'queue');
      this.house.truth.tell('forget', message);
      return;
    }
    this.frames++;
    this.house.truth.tell('depart', message, link.id, link.direction, ordinal, checksum(bytes));
  }

  /** What goes onto a link in one turn leaves together, and not before the judge knows of it. */
  private hold(link: Link): void {
    const { outward } = this.house;
    if (link.heldIn === outward.turn) return;
    link.heldIn = outward.turn;
    outward.after(() => {
      this.writes++;
      link.uncork();
    });
  }

  drop(end: End, { envelope, message }: Outgoing, why: Drop): void {
    tellMessage(this.house.truth, 'sent', envelope, { message, node: end.node, peer: envelope.to });
    this.dropped(end, envelope, message, why);
    this.house.truth.tell('forget', message);
  }

  undelivered(node: number, number: number): void {
    this.receiver.undelivered(node, number);
  }

  /** How the links of an end report to it. */
  ownerOf(end: End): LinkOwner {
    const { pace } = this.house;
    return {
      came: (link, bytes, ordinal) =>
        pace.enter(() => {
          const message = this.house.nextMessage();
          this.house.truth.tell('arrive', message, link.id, link.direction ^ 1, ordinal, checksum(bytes));
          this.inbox.take({ end, link, bytes, message });
        }),
      closed: (link, why) =>
        pace.enter(() => {
          this.channels.linkClosed(end, link, why);
          this.caller.calledOff(end);
        }),
    };
  }

  /** Serves one frame: its checks run, and then what it says is heard. */
  serve({ end, link, bytes, message }: Arrived): void {
    const { truth, nodes } = this.house;
    if (end.link !== link || nodes.isDown(end.node)) {
      const why = nodes.isDown(end.node) ? 'restart' : 'no-channel';
      this.lose(end, message, factNumber.dropped, dropNumber[why], 0);
      return;
    }
    const envelope = this.form.read(bytes);
    if (envelope === undefined || envelope.point !== end.point) {
      this.lose(end, message, factNumber.refused, 0, numberOfRefusal('malformed'));
      return;
    }
    envelope.via = end.peer;
    envelope.record = end.secured ? 'intact' : 'none';
    if (!nodes.isHonest(end.node)) {
      this.claimant?.caught({ envelope, end, message });
      truth.tell('forget', message);
      return;
    }
    const refusal = this.verified(end, envelope, message);
    if (refusal === undefined) {
      tellMessage(truth, 'delivered', envelope, { message, node: end.node, peer: end.peer });
      tellDisclosure(truth, envelope, { message, node: end.node }, 'protected');
      truth.tell('take', message);
      this.receiver.receive({ envelope, end, message });
    } else {
      const outcome = numberOfRefusal(refusal);
      const event = { message, node: end.node, peer: end.peer, detail: this.post.control, outcome };
      tellMessage(truth, 'refused', envelope, event);
    }
    truth.tell('forget', message);
  }

  private verified(end: End, envelope: Envelope, message: number): Refusal | undefined {
    const { post } = this;
    post.stand({ place: end.point, node: end.node, peer: end.peer, session: end.in, end, message });
    const { verifiers, verifierNumbers, witnesses } = end.chain;
    let refusal: Refusal | undefined;
    for (let index = 0; index < verifiers.length && refusal === undefined; index++) {
      post.use(verifierNumbers[index]!);
      refusal = verifiers[index]!(envelope, post.view);
    }
    post.rest();
    const refusedBy = refusal === undefined ? 0 : post.control;
    if (refusal === undefined && envelope.body === null && !this.mayBeSealed(envelope.kind, end.node))
      refusal = 'malformed';
    post.control = 0;
    for (const witness of witnesses) witness(envelope, refusal, post.view);
    post.control = refusedBy;
    return refusal;
  }

  /** Whether a node may be handed what it cannot read. */
  private mayBeSealed(kind: Kind, node: number): boolean {
    const { sealable } = cards[kind];
    return sealable === true || sealable?.includes(this.house.roles[this.house.nodes.placement(node)]!) === true;
  }

  private dropped(end: End, envelope: Envelope, message: number, why: Drop): void {
    const event = { message, node: end.node, peer: end.peer, detail: dropNumber[why] };
    tellMessage(this.house.truth, 'dropped', envelope, event);
  }

  /** A frame came to its end unread: what it was, its sender has told. */
  private lose(end: End, message: number, kind: number, detail: number, outcome: number): void {
    this.house.truth.tell('lost', kind, message, end.node, end.peer, end.place, detail, outcome);
  }
}

/** CRC-32 of a frame: by it the judge sees that both ends mean the same message. */
export const checksum = (bytes: Uint8Array): number => crc32(bytes);
