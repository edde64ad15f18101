import { placeNumber } from '../../../framework/figure.ts';
import type { Recording, Ruling, Seen, Wire } from '../../../framework/attack.ts';
import { factNumber, flagForged } from '../../../framework/fact.ts';
import { plainBytesOf } from '../../../framework/message.ts';
import type { Draft } from '../../../framework/message.ts';
import type { Campaign } from '../../shared/campaign.ts';
import { dropNumber } from '../../shared/numbers.ts';
import { Ring } from '../../shared/ring.ts';
import { Envelope } from '../../shared/envelope.ts';
import { checksum } from '../live-corridor.ts';
import type { LiveHouse } from '../live-house.ts';
import { LivePost } from '../live-post.ts';
import { tellDisclosure, tellMessage } from '../message-fact.ts';
import type { MessageFrames } from '../message-frame.ts';
import type { Passing, WireRuling } from '../proxy/wire-hand.ts';
import type { Unit, Way } from '../proxy/units.ts';
import { relays } from '../truth-ops.ts';
import { blindRecord, withFlippedBit } from './blind-records.ts';
import { isOneWire, wayOf } from './tapped-wire.ts';
import type { TappedLink, TappedWire } from './tapped-wire.ts';

/** What was on a wire when it was recorded: for the world, never in the attacker's hands. */
interface Held {
  readonly tapped: TappedWire;
  readonly wire: Wire;
  readonly unit: Unit;
  /** Number of the recording with the judge, and what it says; null where it was not in clear. */
  readonly clear: { readonly message: number; readonly envelope: Envelope } | null;
}

/** Somebody who has tapped a wire, and how. */
interface Watcher {
  readonly campaign: Campaign;
  readonly tap: Campaign['taps'][number];
}

/** A message in clear that passes, and what it says. */
interface ClearMessage {
  readonly unit: Unit;
  readonly way: Way;
  readonly link: TappedLink;
  readonly envelope: Envelope;
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

  strip(_campaign: Campaign, { point }: Wire): never {
    throw new RangeError(
      `${point}: no hello of the live world offers protection, since both ends are told of it beforehand`,
    );
  }

  infer(_campaign: Campaign, { point }: Wire): never {
    throw new RangeError(`${point}: no judge of the live world hears what an attacker infers`);
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
      this.writeSealed(campaign, held, unit.bytes);
      return;
    }
    const message = this.house.nextMessage();
    truth.tell('again', message, clear.message, campaign.attempt.label);
    const payload = unit.kind === 'message' ? unit.payload() : unit.bytes;
    this.writeClear(campaign, held, { message, envelope: clear.envelope, payload }, (link) =>
      link.link.replay(wayOf(held.wire, link), unit),
    );
  }

  inject(campaign: Campaign, wire: Wire, draft: Draft): void {
    const { house } = this;
    const tapped = this.wireOf(wire);
    campaign.attempt.acts++;
    if (house.ends.passing(wire.point, wire.to, wire.from).overTls) {
      // It has not the channel's key: it can only seal with one of its own.
      this.writeSealed(campaign, { tapped, wire }, blindRecord(plainBytesOf(draft.kind, draft.body)));
      return;
    }
    const envelope = new Envelope(house.standing.marks);
    const { kind, subject, dataClass, body } = draft;
    Object.assign(envelope, { kind, subject, dataClass, body, point: wire.point, from: wire.from, to: wire.to });
    envelope.number = campaign.place.random.u32();
    this.imitate(campaign, { tapped, wire }, envelope);
    const payload = this.frames.write(envelope);
    envelope.sizeBytes = payload.length;
    const message = house.nextMessage();
    house.truth.tell('invent', message, campaign.place.firstNode, campaign.attempt.label, flagForged);
    this.writeClear(campaign, { tapped, wire }, { message, envelope, payload }, (link) =>
      link.link.write(wayOf(wire, link), payload),
    );
  }

  /** The campaign leaves its wires. */
  leave(campaign: Campaign): void {
    for (const there of this.tapping.values()) there.delete(campaign);
    for (const message of this.kept.get(campaign) ?? []) this.house.truth.tell('forget', message);
    this.kept.delete(campaign);
  }

  private wireOf(wire: Wire): TappedWire {
    const found = this.wires.find((tapped) => isOneWire(tapped.wire, wire));
    if (found === undefined)
      throw new RangeError(`no attacker sits on a wire from ${wire.from} to ${wire.to} at ${wire.point}`);
    return found;
  }

  /** Who has tapped a wire in the direction in which something passes there. */
  private watchers(tapped: TappedWire, link: TappedLink, way: Way): readonly Watcher[] {
    return [...(this.tapping.get(tapped) ?? [])].flatMap((campaign) =>
      campaign.taps
        .filter(({ session, wire }) => this.wires[session] === tapped && wayOf(wire, link) === way)
        .map((tap) => ({ campaign, tap })),
    );
  }

  /** A message in clear: whoever has tapped the wire sees it and rules on it. */
  private passesClear(tapped: TappedWire, { unit, way }: Passing, link: TappedLink): WireRuling {
    const { truth } = this.house;
    const watchers = this.watchers(tapped, link, way);
    const envelope = unit.kind === 'message' && watchers.length > 0 ? this.frames.read(unit.payload()) : undefined;
    let act: (typeof relays)[number] = 'pass';
    let by: Campaign | null = null;
    let delayMillis = 0;
    for (const watcher of watchers) {
      if (envelope === undefined || act === 'drop') continue;
      const ruling = this.shown(watcher, tapped, { unit, way, link, envelope });
      if (ruling === 'pass') continue;
      watcher.campaign.attempt.acts++;
      // Who drops or alters it is behind what becomes of it, and where nobody does, who holds it back.
      if (act !== 'alter' || ruling === 'drop' || !('delayNs' in ruling)) by = watcher.campaign;
      if (ruling === 'drop') act = 'drop';
      else if ('delayNs' in ruling) delayMillis += Math.max(0, ruling.delayNs / 1e6);
      else {
        act = 'alter';
        envelope.body = ruling.body;
        envelope.sealed = null;
      }
    }
    const payload = act === 'alter' ? this.frames.write(envelope!) : null;
    const [node, label] = [by?.place.firstNode ?? 0, by?.attempt.label ?? 0];
    const hash = payload === null ? 0 : checksum(payload);
    truth.tell('relay', link.id, direction(way), relayNumber[act], node, label, hash);
    truth.flush();
    if (act === 'drop') return 'drop';
    if (payload !== null) return { payload, delayMillis };
    return delayMillis > 0 ? { delayMillis } : 'pass';
  }

  /** A record of TLS: only its size and time can be seen, and its bits be flipped. */
  private passesSealed(tapped: TappedWire, { unit, way }: Passing, link: TappedLink): WireRuling {
    if (performance.now() - link.sinceMillis < openingMillis) return 'pass';
    let bytes = unit.bytes;
    let delayMillis = 0;
    for (const { campaign, tap } of this.watchers(tapped, link, way)) {
      const { wire, see } = tap;
      const record = (): Recording => this.record({ tapped, wire, unit, clear: null });
      const ruling = see({ ...this.seen(wire, bytes.length), clear: null, record });
      if (ruling === 'pass') continue;
      campaign.attempt.acts++;
      if (ruling === 'drop') {
        this.behind(campaign, link);
        return 'drop';
      }
      if ('delayNs' in ruling) delayMillis += Math.max(0, ruling.delayNs / 1e6);
      else {
        bytes = withFlippedBit(bytes, campaign.place.random);
        this.behind(campaign, link);
        this.tampered(campaign, wire, link);
      }
    }
    if (bytes !== unit.bytes) return { bytes, delayMillis };
    return delayMillis > 0 ? { delayMillis } : 'pass';
  }

  private seen(wire: Wire, sizeBytes: number): Pick<Seen, 'atNs' | 'wire' | 'sizeBytes'> {
    return { atNs: this.house.kernel.now, wire, sizeBytes };
  }

  /** Shows a message in clear to who has tapped the wire: it is disclosed to them. */
  private shown({ campaign, tap }: Watcher, tapped: TappedWire, { unit, way, link, envelope }: ClearMessage): Ruling {
    const { truth } = this.house;
    const { wire, see } = tap;
    const message = this.house.nextMessage();
    const { kind, subject, body } = envelope;
    tap.marks = [...envelope.marks];
    truth.tell('overhear', message, link.id, direction(way), campaign.attempt.label);
    tellDisclosure(truth, envelope, { message, node: campaign.place.firstNode }, 'always');
    const copy = Object.assign(new Envelope(envelope.marks.length), envelope, { marks: [...envelope.marks] });
    let isKept = false;
    const record = (): Recording => {
      isKept = true;
      return this.record({ tapped, wire, unit, clear: { message, envelope: copy } });
    };
    const ruling = see({ ...this.seen(wire, unit.bytes.length), clear: { kind, subject, body }, record });
    if (isKept) this.kept.set(campaign, [...(this.kept.get(campaign) ?? []), message]);
    else truth.tell('forget', message);
    return ruling;
  }

  private record(held: Held): Recording {
    const recording: Recording = Object.freeze({ wire: held.wire, takenNs: this.house.kernel.now });
    this.held.set(recording, held);
    return recording;
  }

  /** Puts a message in clear on the newest connection of a wire; it is lost where there is none. */
  private writeClear(
    campaign: Campaign,
    { tapped, wire }: Pick<Held, 'tapped' | 'wire'>,
    {
      message,
      envelope,
      payload,
    }: { readonly message: number; readonly envelope: Envelope; readonly payload: Uint8Array },
    write: (link: TappedLink) => boolean,
  ): void {
    const { truth } = this.house;
    const event = { message, node: campaign.place.firstNode, peer: wire.to };
    tellMessage(truth, 'sent', envelope, event);
    const link = tapped.newest();
    if (link === undefined || !write(link)) {
      tellMessage(truth, 'dropped', envelope, { ...event, detail: dropNumber['no-channel'] });
      truth.tell('forget', message);
      return;
    }
    truth.tell('slip', message, link.id, direction(wayOf(wire, link)), checksum(payload));
    truth.flush();
  }

  /** Puts a record of TLS on the newest connection of a wire, where there is one: TLS judges it there. */
  private writeSealed(campaign: Campaign, { tapped, wire }: Pick<Held, 'tapped' | 'wire'>, bytes: Buffer): void {
    const link = tapped.newest();
    if (link?.link.replay(wayOf(wire, link), { kind: 'record', bytes }) !== true) return;
    this.behind(campaign, link);
    this.tampered(campaign, wire, link);
  }

  /** A protected connection lacks a record, or has one that is not right: what becomes of it now descends from this step. */
  private behind(campaign: Campaign, link: TappedLink): void {
    const { truth } = this.house;
    truth.tell('hostileLink', link.id, campaign.attempt.label);
    truth.flush();
  }

  private tampered(campaign: Campaign, { point, from, to }: Wire, link: TappedLink): void {
    const { truth } = this.house;
    const place = placeNumber[point];
    truth.tell('event', factNumber.tampered, place, campaign.place.firstNode, to, from, 0, 1, 0, link.id, 0);
    truth.flush();
  }

  /** Puts beside a message what its sender would: copied off the wire, and made up where the protocol wants something new. */
  private imitate(campaign: Campaign, { tapped, wire }: Pick<Held, 'tapped' | 'wire'>, envelope: Envelope): void {
    const { ends, rings } = this.house;
    const { point, from, to } = wire;
    const own = campaign.taps.find((tap) => this.wires[tap.session] === tapped && tap.wire.from === from);
    const copied = own?.marks ?? [];
    copied.forEach((mark, place) => (envelope.marks[place] = mark));
    const end = ends.passing(point, to, from);
    this.post.stand({ place: point, node: from, peer: to, session: -1, end: null, ring: new Ring(-1, rings.secrets) });
    for (const imitate of end.chain.imitators) imitate(envelope, this.post.view, campaign.place.random.u32());
  }
}
