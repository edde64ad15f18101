import type { Recording, Ruling, Seen, Wire } from '../../../framework/attack.ts';
import { factNumber, flagForged, placeNumber } from '../../../framework/fact.ts';
import { bodyBytes, headerBytes } from '../../../framework/message.ts';
import type { Bodies, Draft, Kind } from '../../../framework/message.ts';
import type { Campaign } from '../../shared/campaign.ts';
import { dropNumber } from '../../shared/numbers.ts';
import { Ring } from '../../shared/ring.ts';
import { Envelope } from '../../virtual/slots.ts';
import { checksum } from '../live-corridor.ts';
import type { LiveHouse } from '../live-house.ts';
import { LivePost } from '../live-post.ts';
import { tellDisclosure, tellMessage } from '../message-fact.ts';
import type { MessageFrames } from '../message-frame.ts';
import type { Passing, WireRuling } from '../proxy/wire-hand.ts';
import type { Unit, Way } from '../proxy/units.ts';
import { relays } from '../truth-ops.ts';
import { blindRecord, withFlippedBit } from './blind-records.ts';
import type { TappedLink, TappedWire } from './tapped-wire.ts';

/** What was on a wire when it was recorded: for the world, never in the attacker's hands. */
interface Held {
  readonly wire: TappedWire;
  readonly unit: Unit;
  /** Number of the recording with the judge, and what it says; null where it was not in clear. */
  readonly clear: { readonly message: number; readonly envelope: Envelope } | null;
}

/**
 * Of a protected connection nobody on the wire can tell where its opening ends: what passes in its first moments is taken for that
 * and passes unseen, ms (assumption).
 */
const openingMillis = 1_000;
const direction = (way: Way): 0 | 1 => (way === 'there' ? 0 : 1);
const relayNumber = Object.fromEntries(relays.map((name, index) => [name, index])) as Record<
  (typeof relays)[number],
  number
>;

/** Attackers on real wires: what they see, take down, alter, hold back and write, through proxies that the wires pass. */
export class LiveTaps {
  private readonly house: LiveHouse;
  private readonly frames: MessageFrames;
  private readonly wires: readonly TappedWire[];
  private readonly tapping = new Map<TappedWire, Set<Campaign>>();
  private readonly held = new WeakMap<Recording, Held>();
  /** What the judge keeps of recordings, by number, until their campaign is over. */
  private readonly kept = new Map<Campaign, readonly number[]>();
  private readonly post: LivePost;

  constructor(house: LiveHouse, frames: MessageFrames, wires: readonly TappedWire[]) {
    this.house = house;
    this.frames = frames;
    this.wires = wires;
    this.post = new LivePost(house);
  }

  /** Rules on what passes. */
  watch(wire: TappedWire, passing: Passing, tapped: TappedLink): WireRuling {
    let ruling: WireRuling = 'pass';
    this.house.pace.enter(() => {
      const { kind } = passing.unit;
      if (kind === 'message') ruling = this.passesClear(wire, passing, tapped);
      else if (kind === 'record') ruling = this.passesSealed(wire, passing, tapped);
    });
    return ruling;
  }

  tap(campaign: Campaign, wire: Wire, see: (seen: Seen) => Ruling): void {
    const tapped = this.wireOf(wire);
    campaign.taps.push({ session: this.wires.indexOf(tapped), see, wire, marks: [] });
    campaign.attempt.acts++;
    const there = this.tapping.get(tapped) ?? new Set();
    this.tapping.set(tapped, there.add(campaign));
  }

  replay(campaign: Campaign, recording: Recording): void {
    const held = this.held.get(recording);
    if (held === undefined) {
      throw new RangeError(`${campaign.place.attack.id} replays what is no recording: take one with seen.record()`);
    }
    const { truth } = this.house;
    campaign.attempt.acts++;
    const { clear, unit } = held;
    if (clear === null) {
      this.writeSealed(campaign, held.wire, unit.bytes);
      return;
    }
    const message = this.house.nextMessage();
    truth.tell('again', message, clear.message, campaign.attempt.label);
    const payload = unit.kind === 'message' ? unit.payload() : unit.bytes;
    this.writeClear(campaign, held.wire, { message, envelope: clear.envelope, payload }, (link) =>
      link.link.replay(link.forth, unit),
    );
  }

  inject(campaign: Campaign, wire: Wire, draft: Draft): void {
    const { house } = this;
    const tapped = this.wireOf(wire);
    campaign.attempt.acts++;
    if (house.ends.passing(wire.point, wire.to, wire.from).overTls) {
      // It has not the channel's key: it can only seal with one of its own.
      this.writeSealed(campaign, tapped, blindRecord(headerBytes + bodyBytes[draft.kind]));
      return;
    }
    const envelope = new Envelope(house.standing.marks);
    const { kind, subject, dataClass, body } = draft;
    Object.assign(envelope, { kind, subject, dataClass, body, point: wire.point, from: wire.from, to: wire.to });
    envelope.number = campaign.place.random.u32();
    this.imitate(campaign, tapped, envelope);
    const payload = this.frames.write(envelope);
    envelope.sizeBytes = payload.length;
    const message = house.nextMessage();
    house.truth.tell('invent', message, campaign.place.firstNode, campaign.attempt.label, flagForged);
    this.writeClear(campaign, tapped, { message, envelope, payload }, (link) => link.link.write(link.forth, payload));
  }

  /** The campaign leaves its wires. */
  leave(campaign: Campaign): void {
    for (const there of this.tapping.values()) there.delete(campaign);
    for (const message of this.kept.get(campaign) ?? []) this.house.truth.tell('forget', message);
    this.kept.delete(campaign);
  }

  private wireOf({ point, from, to }: Wire): TappedWire {
    const found = this.wires.find(({ wire }) => wire.point === point && wire.from === from && wire.to === to);
    if (found === undefined) throw new RangeError(`no attacker sits on a wire from ${from} to ${to} at ${point}`);
    return found;
  }

  /** A message in clear: whoever has tapped the wire sees it and rules on it. */
  private passesClear(wire: TappedWire, { unit, way }: Passing, tapped: TappedLink): WireRuling {
    const { truth } = this.house;
    const on = this.tapping.get(wire);
    const tell = (act: (typeof relays)[number], node = 0, label = 0, hash = 0): void =>
      truth.tell('relay', tapped.id, direction(way), relayNumber[act], node, label, hash);
    const watchers = way === tapped.forth && on !== undefined ? [...on] : [];
    const envelope = unit.kind === 'message' && watchers.length > 0 ? this.frames.read(unit.payload()) : undefined;
    let act: (typeof relays)[number] = 'pass';
    let by: Campaign | null = null;
    let delayMillis = 0;
    for (const campaign of watchers) {
      for (const tap of campaign.taps.filter(({ session }) => this.wires[session] === wire)) {
        if (envelope === undefined || act === 'drop') continue;
        tap.marks = [...envelope.marks];
        const ruling = this.shown(campaign, tap, wire, { unit, way, tapped, envelope });
        if (ruling === 'pass') continue;
        campaign.attempt.acts++;
        by = campaign;
        if (ruling === 'drop') act = 'drop';
        else if ('delayNs' in ruling) delayMillis += Math.max(0, ruling.delayNs / 1e6);
        else {
          act = 'alter';
          envelope.body = ruling.body;
          envelope.sealed = null;
        }
      }
    }
    const payload = act === 'alter' ? this.frames.write(envelope!) : null;
    tell(act, by?.place.firstNode ?? 0, by?.attempt.label ?? 0, payload === null ? 0 : checksum(payload));
    truth.flush();
    if (act === 'drop') return 'drop';
    if (payload !== null) return { payload };
    return delayMillis > 0 ? { delayMillis } : 'pass';
  }

  /** A record of TLS: only its size and time can be seen, and its bits be flipped. */
  private passesSealed(wire: TappedWire, { unit, way }: Passing, tapped: TappedLink): WireRuling {
    if (way !== tapped.forth || performance.now() - tapped.sinceMillis < openingMillis) return 'pass';
    let bytes = unit.bytes;
    let delayMillis = 0;
    for (const campaign of this.tapping.get(wire) ?? []) {
      for (const tap of campaign.taps.filter(({ session }) => this.wires[session] === wire)) {
        const seen = { ...this.seen(wire, bytes.length), clear: null, record: () => this.record(wire, unit, null) };
        const ruling = tap.see(seen);
        if (ruling === 'pass') continue;
        campaign.attempt.acts++;
        this.behind(campaign, wire, tapped);
        if (ruling === 'drop') return 'drop';
        if ('delayNs' in ruling) delayMillis += Math.max(0, ruling.delayNs / 1e6);
        else bytes = withFlippedBit(bytes, campaign.place.random);
      }
    }
    if (bytes !== unit.bytes) return { bytes };
    return delayMillis > 0 ? { delayMillis } : 'pass';
  }

  private seen(wire: TappedWire, sizeBytes: number): Pick<Seen, 'atNs' | 'wire' | 'sizeBytes'> {
    return { atNs: this.house.kernel.now, wire: wire.wire, sizeBytes };
  }

  /** Shows a message in clear to who has tapped the wire: it is disclosed to them. */
  private shown(
    campaign: Campaign,
    tap: Campaign['taps'][number],
    wire: TappedWire,
    {
      unit,
      way,
      tapped,
      envelope,
    }: {
      readonly unit: Unit;
      readonly way: Way;
      readonly tapped: TappedLink;
      readonly envelope: Envelope;
    },
  ): Ruling {
    const { truth } = this.house;
    const message = this.house.nextMessage();
    const { kind, subject, body } = envelope;
    truth.tell('overhear', message, tapped.id, direction(way), campaign.attempt.label);
    tellDisclosure(truth, envelope, { message, node: campaign.place.firstNode }, 'always');
    const clear: { readonly kind: Kind; readonly subject: number; readonly body: Bodies[Kind] | null } = {
      kind,
      subject,
      body,
    };
    const copy = Object.assign(new Envelope(envelope.marks.length), envelope, { marks: [...envelope.marks] });
    let isKept = false;
    const record = (): Recording => {
      isKept = true;
      return this.record(wire, unit, { message, envelope: copy });
    };
    const ruling = tap.see({ ...this.seen(wire, unit.bytes.length), clear, record });
    if (isKept) this.kept.set(campaign, [...(this.kept.get(campaign) ?? []), message]);
    else truth.tell('forget', message);
    return ruling;
  }

  private record(wire: TappedWire, unit: Unit, clear: Held['clear']): Recording {
    const recording: Recording = Object.freeze({ wire: wire.wire, takenNs: this.house.kernel.now });
    this.held.set(recording, { wire, unit, clear });
    return recording;
  }

  /** Puts a message in clear on the newest connection of a wire; it is lost where there is none. */
  private writeClear(
    campaign: Campaign,
    wire: TappedWire,
    {
      message,
      envelope,
      payload,
    }: { readonly message: number; readonly envelope: Envelope; readonly payload: Uint8Array },
    write: (tapped: TappedLink) => boolean,
  ): void {
    const { truth } = this.house;
    const { to } = wire.wire;
    const node = campaign.place.firstNode;
    tellMessage(truth, 'sent', envelope, { message, node, peer: to });
    const tapped = wire.newest();
    if (tapped === undefined || !write(tapped)) {
      tellMessage(truth, 'dropped', envelope, { message, node, peer: to, detail: dropNumber['no-channel'] });
      truth.tell('forget', message);
      return;
    }
    truth.tell('slip', message, tapped.id, direction(tapped.forth), checksum(payload));
    truth.flush();
  }

  /** Puts a record of TLS on the newest connection of a wire, where there is one: TLS judges it there. */
  private writeSealed(campaign: Campaign, wire: TappedWire, bytes: Buffer): void {
    const tapped = wire.newest();
    if (tapped === undefined) return;
    this.behind(campaign, wire, tapped);
    tapped.link.replay(tapped.forth, { kind: 'record', bytes });
  }

  /** What becomes of a protected connection now descends from this step. */
  private behind(campaign: Campaign, wire: TappedWire, tapped: TappedLink): void {
    const { truth } = this.house;
    const { label } = campaign.attempt;
    const { point, from, to } = wire.wire;
    truth.tell('hostileLink', tapped.id, label);
    const place = placeNumber[point]!;
    truth.tell('event', factNumber.tampered, place, campaign.place.firstNode, to, from, 0, 1, 0, tapped.id, 0);
    truth.flush();
  }

  /** Puts beside a message what its sender would: copied off the wire, and made up where the protocol wants something new. */
  private imitate(campaign: Campaign, wire: TappedWire, envelope: Envelope): void {
    const { ends, rings } = this.house;
    const { point, from, to } = wire.wire;
    const copied = campaign.taps.find(({ session }) => this.wires[session] === wire)?.marks ?? [];
    copied.forEach((mark, place) => (envelope.marks[place] = mark));
    const end = ends.passing(point, to, from);
    this.post.stand({ place: point, node: from, peer: to, session: -1, end: null, ring: new Ring(-1, rings.secrets) });
    for (const imitate of end.chain.imitators) imitate(envelope, this.post.view, campaign.place.random.u32());
  }
}
