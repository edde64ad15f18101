import type { Hand, Recording, Ruling, Seen, Wire } from '../../framework/attack.ts';
import type { Sealed } from '../../framework/crypto.ts';
import type { DataClass } from '../../framework/datum.ts';
import { factNumber, falsified, flagForged, flagReplayed } from '../../framework/fact.ts';
import type { Point } from '../../framework/figure.ts';
import type { Bodies, Draft, Kind } from '../../framework/message.ts';
import type { Campaign } from '../shared/campaign.ts';
import type { Channels } from './channels.ts';
import type { Corridor } from './corridor.ts';
import { disclose } from './disclosures.ts';
import { draftSlot } from './hostile-drafts.ts';
import { recordSlot } from './house.ts';
import type { House } from './house.ts';
import { recordInference } from './inferences.ts';
import { Lineage } from '../shared/lineage.ts';
import { Ring } from '../shared/ring.ts';
import { StandingPost } from './post.ts';
import { channelOpen } from './sessions.ts';
import type { Packets } from './packets.ts';
import { stepHello, stepMessage } from './slots.ts';

/** What was on a wire when it was recorded: for the world, never in the attacker's hands. */
interface Held {
  readonly point: Point;
  readonly session: number;
  readonly message: {
    readonly kind: Kind;
    readonly from: number;
    readonly to: number;
    readonly number: number;
    readonly re: number;
    readonly subject: number;
    readonly dataClass: DataClass;
    readonly body: Bodies[Kind] | null;
    readonly sealed: Sealed | null;
    readonly marks: readonly unknown[];
    readonly sizeBytes: number;
    readonly urgent: boolean;
    readonly record: 'none' | 'intact' | 'broken';
    readonly recordNumber: number;
    readonly recordTerm: Sealed | null;
  };
  readonly truth: Lineage;
}

/** Parts of a sealed record: who cannot open it cannot tell which one is hit. */
const blindly = ['header', 'ciphertext', 'tag'] as const;

/** Attackers on wires: what they see, take down, alter, hold back and write. */
export class Taps {
  private readonly house: House;
  private readonly corridor: Corridor;
  private readonly channels: Channels;
  private readonly bySession = new Map<number, Campaign[]>();
  private readonly held = new WeakMap<Recording, Held>();
  private readonly post: StandingPost;
  private readonly packets: Packets;

  constructor(house: House, corridor: Corridor, channels: Channels, packets: Packets) {
    this.house = house;
    this.corridor = corridor;
    this.channels = channels;
    this.packets = packets;
    this.post = new StandingPost(house);
  }

  passing(session: number, slot: number): number {
    const { slots } = this.house;
    if (slots.step[slot] !== stepMessage) {
      if (slots.step[slot] === stepHello) this.helloPasses(session, slot);
      return 0;
    }
    let extraNs = 0;
    for (const campaign of this.bySession.get(session) ?? []) {
      for (const tap of campaign.taps) {
        if (tap.session !== session) continue;
        const { see } = tap;
        if (!this.house.sessions.secured(session >> 1)) tap.marks = [...slots.envelopes[slot]!.marks];
        const ruling = see(this.seen(campaign, tap.wire, session, slot));
        if (ruling === 'pass') continue;
        campaign.attempt.acts++;
        slots.truth.label[slot] = campaign.attempt.label;
        if (ruling === 'drop') return -1;
        if ('delayNs' in ruling) extraNs += Math.max(0, Math.round(ruling.delayNs));
        else this.tamper(campaign, slot, ruling.body);
      }
    }
    return extraNs;
  }

  /** What a hello offers lies open on the wire: whoever sits there can take some of it away. */
  private helloPasses(session: number, slot: number): void {
    for (const campaign of this.bySession.get(session) ?? []) {
      for (const strip of campaign.strips) {
        const offered = this.packets.offerIn(slot);
        if (strip.session !== session || offered === null) continue;
        // Whatever else a hello tells of, only what an opening can do without can be taken away with effect.
        const { dispensable } = this.house.standing;
        const kept = new Set(strip.left(offered.filter((id) => dispensable.has(id))));
        const left = offered.filter((id) => !dispensable.has(id) || kept.has(id));
        if (left.length === offered.length) continue;
        campaign.attempt.acts++;
        this.house.slots.truth.label[slot] = campaign.attempt.label;
        this.packets.strip(slot, left);
      }
    }
  }

  tap(campaign: Campaign, wire: Wire, see: (seen: Seen) => Ruling): void {
    campaign.taps.push({ session: this.sit(campaign, wire), see, wire, marks: [] });
  }

  strip(campaign: Campaign, wire: Wire, left: Parameters<Hand['strip']>[1]): void {
    campaign.strips.push({ session: this.sit(campaign, wire), left });
  }

  /** Takes a place on a wire. */
  private sit(campaign: Campaign, wire: Wire): number {
    const session = this.channels.session(wire.point, wire.from, wire.to);
    campaign.attempt.acts++;
    const there = this.bySession.get(session);
    if (there === undefined) this.bySession.set(session, [campaign]);
    else if (!there.includes(campaign)) there.push(campaign);
    this.house.sessions.setTapped(session, true);
    return session;
  }

  infer(campaign: Campaign, ...[wire, quantity, value, sinceNs]: Parameters<Hand['infer']>): void {
    const session = this.channels.session(wire.point, wire.from, wire.to);
    if (!campaign.taps.some((tap) => tap.session === session)) {
      const { id } = campaign.place.attack;
      throw new RangeError(`${id} infers something of a wire where it does not sit: take a place with hand.tap()`);
    }
    campaign.attempt.acts++;
    recordInference(this.house, campaign, { wire, quantity, value, sinceNs });
  }

  private seen(campaign: Campaign, wire: Wire, session: number, slot: number): Seen {
    const { slots, sessions, kernel } = this.house;
    const envelope = slots.envelopes[slot]!;
    const secured = sessions.secured(session >> 1);
    if (!secured) disclose(this.house, campaign.place.firstNode, slot, campaign.attempt.label);
    return {
      atNs: kernel.now,
      wire,
      sizeBytes: envelope.sizeBytes,
      clear: secured ? null : { kind: envelope.kind, subject: envelope.subject, body: envelope.body },
      record: () => this.record(wire, session, slot),
    };
  }

  private record(wire: Wire, session: number, slot: number): Recording {
    const { slots, kernel } = this.house;
    const { kind, from, to, number, re, subject, dataClass, body, sealed, marks, sizeBytes, urgent, record } =
      slots.envelopes[slot]!;
    const truth = new Lineage();
    slots.truth.read(slot, truth);
    const recording: Recording = Object.freeze({ wire, takenNs: kernel.now });
    this.held.set(recording, {
      point: wire.point,
      session,
      message: {
        kind,
        from,
        to,
        number,
        re,
        subject,
        dataClass,
        body,
        sealed,
        sizeBytes,
        urgent,
        record,
        marks: [...marks],
        recordNumber: slots.recordNumber[slot]!,
        recordTerm: slots.records[slot]!,
      },
      truth,
    });
    return recording;
  }

  replay(campaign: Campaign, recording: Recording): void {
    const held = this.held.get(recording);
    if (held === undefined) {
      throw new RangeError(`${campaign.place.attack.id} replays what is no recording: take one with seen.record()`);
    }
    const { slots } = this.house;
    const slot = slots.take();
    const envelope = slots.envelopes[slot]!;
    const { message } = held;
    envelope.kind = message.kind;
    envelope.from = message.from;
    envelope.to = message.to;
    envelope.number = message.number;
    envelope.re = message.re;
    envelope.subject = message.subject;
    envelope.dataClass = message.dataClass;
    envelope.body = message.body;
    envelope.sealed = message.sealed;
    envelope.sizeBytes = message.sizeBytes;
    envelope.urgent = message.urgent;
    envelope.record = message.record;
    for (let index = 0; index < envelope.marks.length; index++) envelope.marks[index] = message.marks[index];
    slots.recordNumber[slot] = message.recordNumber;
    slots.records[slot] = message.recordTerm;
    slots.truth.write(slot, held.truth);
    slots.truth.flags[slot] = slots.truth.flags[slot]! | flagReplayed;
    envelope.point = held.point;
    this.write(campaign, held.session, slot);
  }

  inject(campaign: Campaign, wire: Wire, draft: Draft): void {
    const { sessions, slots, suite, nodes } = this.house;
    const session = this.channels.session(wire.point, wire.from, wire.to);
    const slot = draftSlot(this.house, campaign, { session, from: wire.from, draft, flag: flagForged });
    slots.envelopes[slot]!.number = nodes.messages(wire.from) + campaign.attempt.acts;
    if (sessions.secured(session >> 1)) {
      // It has not the channel's key: it can only seal with one of its own.
      slots.recordNumber[slot] = sessions.recordsSent(session) + 1;
      slots.records[slot] = suite.seal(suite.secret(), draft.kind, [session, slots.recordNumber[slot]!]);
      slots.envelopes[slot]!.record = 'intact';
    } else this.imitate(campaign, wire, session, slot);
    this.write(campaign, session, slot);
  }

  /** Puts beside a message what its sender would: copied off the wire, and made up where the protocol wants something new. */
  private imitate(campaign: Campaign, wire: Wire, session: number, slot: number): void {
    const { slots, sessions, standing, rings } = this.house;
    const envelope = slots.envelopes[slot]!;
    const copied = campaign.taps.find((tap) => tap.session === session)?.marks ?? [];
    copied.forEach((mark, place) => (envelope.marks[place] = mark));
    const chain = standing.chain(sessions.chain(session >> 1));
    const noKeys = new Ring(-1, rings.secrets);
    this.post.atSender(session, wire.from, campaign.attempt.label, noKeys);
    this.post.envelope = envelope;
    for (const imitate of chain.imitators) imitate(envelope, this.post.view, campaign.place.random.u32());
  }

  /** Puts a finished message on a wire, past the attacker's own ears. */
  private write(campaign: Campaign, session: number, slot: number): void {
    const { slots, sessions } = this.house;
    slots.session[slot] = session;
    slots.step[slot] = stepMessage;
    slots.epoch[slot] = sessions.epoch(session >> 1);
    slots.truth.label[slot] = campaign.attempt.label;
    campaign.attempt.acts++;
    this.corridor.recordSent(campaign.place.firstNode, slot);
    // Behind a channel that is closed nobody listens: there are no keys to judge a record with, so it must not be judged.
    if (sessions.state(session >> 1) === channelOpen) this.corridor.emit(slot, session, 0, campaign.place.firstNode);
    else this.corridor.drop(slot, 'no-channel');
  }

  private tamper(campaign: Campaign, slot: number, body: Bodies[Kind]): void {
    const { slots, sessions, suite } = this.house;
    const envelope = slots.envelopes[slot]!;
    const record = slots.records[slot]!;
    if (sessions.secured(slots.session[slot]! >> 1) && record !== null) {
      const { random } = campaign.place;
      slots.records[slot] = suite.flip(record, blindly[random.below(blindly.length)]!, random.below(64));
    } else {
      envelope.body = body;
      envelope.sealed = null;
    }
    slots.truth.flags[slot] = slots.truth.flags[slot]! | falsified;
    recordSlot(this.house, factNumber.tampered, campaign.place.firstNode, envelope.to, slot, 0, 1);
  }

  /** The campaign leaves its wires. */
  leave(campaign: Campaign): void {
    const { sessions } = this.house;
    for (const tap of [...campaign.taps, ...campaign.strips]) {
      const left = (this.bySession.get(tap.session) ?? []).filter((other) => other !== campaign);
      if (left.length > 0) this.bySession.set(tap.session, left);
      else {
        this.bySession.delete(tap.session);
        sessions.setTapped(tap.session, false);
      }
    }
  }
}
