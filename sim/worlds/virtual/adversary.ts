import type { Attack, Hand, Line, Loot, Recording, Ruling, Seen, Stage, Wait, Wire } from '../../framework/attack.ts';
import type { KeyRing } from '../../framework/control.ts';
import type { Sealed } from '../../framework/crypto.ts';
import type { DataClass } from '../../framework/datum.ts';
import { factNumber, flagAltered, flagForged, flagHostile, flagReplayed, placeNumber } from '../../framework/fact.ts';
import type { Point } from '../../framework/figure.ts';
import { bodyBytes, headerBytes } from '../../framework/message.ts';
import type { Bodies, Draft, Kind, Message, RoomWindow } from '../../framework/message.ts';
import { keyOf, Stream } from '../../kernel/stream.ts';
import type { Channels } from './channels.ts';
import type { Corridor, Interceptor } from './corridor.ts';
import { recordSlot } from './house.ts';
import type { House } from './house.ts';
import type { Meddler } from './io.ts';
import type { Attempt, Labels } from './labels.ts';
import { Lineage } from './lineage.ts';
import { Ring } from './rings.ts';
import type { Stores } from './stores.ts';

/** Lines that one attack can hold at once; the oldest node is used again after that. */
const linesPerAttack = 64;
/** How long a campaign waits for an answer on its own line, ns (assumption). */
const replyPatienceNs = 5_000_000_000;
/** Addresses that spoofed packets claim to come from (assumption: a /20 of them). */
const spoofedAddresses = 4096;

/** How many nodes attackers need. */
export const nodesFor = (attacks: number): number => attacks * (linesPerAttack + 1) + spoofedAddresses;

class HeldLine implements Line {
  state: Line['state'] = 'opening';
  readonly inbox: Message[] = [];
  readonly to: number;
  readonly node: number;
  readonly session: number;
  readonly claim: number;
  readonly ring: Ring;
  waiting: Campaign | null = null;

  constructor(to: number, node: number, session: number, claim: number, ring: Ring) {
    this.to = to;
    this.node = node;
    this.session = session;
    this.claim = claim;
    this.ring = ring;
  }
}

/** What was on a wire when it was recorded. */
interface Held extends Recording {
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
    readonly record: 'none' | 'intact' | 'broken';
    readonly recordNumber: number;
    readonly recordTerm: Sealed | null;
  };
  readonly truth: Lineage;
}

/** One attempt at work: the hand it has, and where its story stands. */
interface Campaign {
  readonly attempt: Attempt;
  readonly place: Placed;
  readonly story: Generator<Wait, void, void>;
  readonly taps: { readonly session: number; readonly see: (seen: Seen) => Ruling; readonly wire: Wire }[];
  readonly lines: HeldLine[];
  readonly insides: number[];
  over: boolean;
  /** Counts its waits, so that a wake-up for an earlier one is void. */
  turn: number;
}

/** An attack on stage. */
interface Placed {
  readonly attack: Attack;
  readonly random: Stream;
  readonly firstNode: number;
  lines: number;
  startsNs: number;
}

/** When attackers begin. */
export interface AttackPlan {
  readonly attacks: readonly Attack[];
  readonly fromNs: number;
  /** Multiplies the rate of attempts. */
  readonly intensity: number;
}

/**
 * The attackers' hands: what they can do on wires, on lines of their own, and inside nodes that they control. Each act
 * is labelled in the truth tables, and nothing here decides whether it succeeds.
 */
export class Adversary implements Interceptor, Meddler {
  private readonly house: House;
  private readonly corridor: Corridor;
  private readonly channels: Channels;
  private readonly labels: Labels;
  private readonly stores: Stores;
  private readonly placed: Placed[];
  private readonly copies: ReadonlyMap<string, Ring>;
  private readonly bySession = new Map<number, Campaign[]>();
  private readonly byNode = new Map<number, HeldLine>();
  private readonly rewriters = new Map<number, { readonly campaign: Campaign; readonly rewrite: (draft: Draft) => Draft | undefined }>();
  private readonly campaigns: Campaign[] = [];
  private readonly accounts = new WeakSet<object>();
  private readonly onAttempt: number;
  private readonly onTurn: number;
  private readonly onFlood: number;
  private readonly floods: { readonly campaign: Campaign; readonly session: number; readonly gapNs: number; readonly untilNs: number; readonly spoofed: boolean }[] = [];
  private readonly untilNs: number;
  private readonly intensity: number;

  constructor(
    parts: {
      readonly house: House;
      readonly corridor: Corridor;
      readonly channels: Channels;
      readonly labels: Labels;
      readonly stores: Stores;
      readonly copies: ReadonlyMap<string, Ring>;
    },
    plan: AttackPlan,
    seed: number,
    untilNs: number,
  ) {
    this.house = parts.house;
    this.corridor = parts.corridor;
    this.channels = parts.channels;
    this.labels = parts.labels;
    this.stores = parts.stores;
    this.copies = parts.copies;
    this.untilNs = untilNs;
    this.intensity = plan.intensity;
    const { kernel, nodes } = this.house;
    this.onAttempt = kernel.on((index) => this.begin(index));
    this.onTurn = kernel.on((index, turn) => this.turn(index, turn));
    this.onFlood = kernel.on((index) => this.floodOne(index));
    this.placed = plan.attacks.map((attack, index) => ({
      attack,
      random: new Stream(keyOf(seed, attack.id, 'attack')),
      firstNode: nodes.honest + index * linesPerAttack,
      lines: 0,
      startsNs: plan.fromNs,
    }));
    this.placed.forEach((place, index) => this.schedule(index, plan.fromNs, place));
    this.channels.settled = (node, open) => this.settled(node, open);
  }

  // --- interceptor ---------------------------------------------------------------------------------------------

  claimOf(node: number): number {
    return this.byNode.get(node)?.claim ?? node;
  }

  ringOf(node: number): KeyRing {
    return this.byNode.get(node)?.ring ?? new Ring(-1, this.house.rings.objectKeys);
  }

  passing(session: number, slot: number): number {
    const { slots } = this.house;
    if (slots.step[slot] !== 0) return 0;
    let extraNs = 0;
    for (const campaign of this.bySession.get(session) ?? []) {
      for (const tap of campaign.taps) {
        if (tap.session !== session) continue;
        const ruling = tap.see(this.seen(campaign, tap.wire, session, slot));
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

  caught(slot: number): void {
    const { slots, sessions } = this.house;
    const node = sessions.receiver(slots.session[slot]!);
    recordSlot(this.house, 'delivered', node, sessions.sender(slots.session[slot]!), slot, 0, 0);
    const line = this.byNode.get(node);
    if (line === undefined) return;
    const { kind, point, from, to, number, re, subject, dataClass, body, sealed } = slots.envelopes[slot]!;
    if (line.inbox.length < 1024) {
      line.inbox.push({ kind, point, from, to, number, re, subject, dataClass, body, sealed } as Message);
    }
    this.learn(node, slot);
    const { waiting } = line;
    line.waiting = null;
    if (waiting !== null) this.resume(waiting);
  }

  // --- inside nodes --------------------------------------------------------------------------------------------

  rewrite(node: number, draft: Draft): { readonly draft: Draft; readonly label: number } | undefined {
    if (this.rewriters.size === 0) return undefined;
    const inside = this.rewriters.get(node);
    if (inside === undefined) return undefined;
    const changed = inside.rewrite(draft);
    if (changed === undefined) return undefined;
    inside.campaign.attempt.acts++;
    return { draft: changed, label: inside.campaign.attempt.label };
  }

  // --- campaigns -----------------------------------------------------------------------------------------------

  private schedule(index: number, afterNs: number, place: Placed): void {
    const gap = -Math.log(place.random.open()) * (place.attack.intensity.everyNs / this.intensity);
    const at = Math.round(afterNs + gap);
    if (at < this.untilNs) this.house.kernel.at(at, this.onAttempt, index);
  }

  private begin(index: number): void {
    const place = this.placed[index]!;
    const { kernel } = this.house;
    const attempt = this.labels.begin(place.attack.id, kernel.now);
    this.labels.step(attempt, 'begin', kernel.now);
    const campaign: Campaign = {
      attempt,
      place,
      story: null as unknown as Campaign['story'],
      taps: [],
      lines: [],
      insides: [],
      over: false,
      turn: 0,
    };
    Object.assign(campaign, { story: place.attack.campaign(this.handFor(campaign)) });
    this.campaigns.push(campaign);
    this.resume(campaign);
  }

  /** Lets the story go on until it waits or ends. */
  private resume(campaign: Campaign): void {
    if (campaign.over) return;
    const turn = ++campaign.turn;
    const { kernel } = this.house;
    for (;;) {
      const next = campaign.story.next();
      if (next.done === true) {
        this.end(campaign);
        return;
      }
      const wait = next.value;
      const index = campaign.attempt.index;
      if ('untilNs' in wait) {
        kernel.at(Math.max(kernel.now, Math.round(wait.untilNs)), this.onTurn, index, turn);
        return;
      }
      const line = ('line' in wait ? wait.line : wait.reply) as HeldLine;
      if ('line' in wait && line.state !== 'opening') continue;
      if ('reply' in wait && line.state !== 'open') continue;
      line.waiting = campaign;
      if ('reply' in wait) kernel.after(replyPatienceNs, this.onTurn, index, turn);
      return;
    }
  }

  private turn(index: number, turn: number): void {
    const campaign = this.campaigns[index]!;
    if (campaign.over || campaign.turn !== turn) return;
    for (const line of campaign.lines) if (line.waiting === campaign) line.waiting = null;
    this.resume(campaign);
  }

  private end(campaign: Campaign): void {
    const { sessions, kernel, rings } = this.house;
    campaign.over = true;
    campaign.attempt.endNs = kernel.now;
    for (const tap of campaign.taps) {
      const left = (this.bySession.get(tap.session) ?? []).filter((other) => other !== campaign);
      if (left.length > 0) this.bySession.set(tap.session, left);
      else {
        this.bySession.delete(tap.session);
        sessions.tapped[tap.session] = 0;
      }
    }
    for (const node of campaign.insides) {
      this.rewriters.delete(node);
      rings.changeCode(node, null);
    }
    for (const line of campaign.lines) this.hangUp(line);
    const index = this.placed.indexOf(campaign.place);
    this.schedule(index, kernel.now, campaign.place);
  }

  private settled(node: number, open: boolean): void {
    const line = this.byNode.get(node);
    if (line === undefined || line.state !== 'opening') return;
    line.state = open ? 'open' : 'refused';
    const { waiting } = line;
    line.waiting = null;
    if (waiting !== null) this.resume(waiting);
  }

  private hangUp(line: HeldLine): void {
    if (line.state === 'open') this.channels.close(line.session >> 1);
    if (line.state !== 'refused') line.state = 'closed';
  }

  // --- what hands do -------------------------------------------------------------------------------------------

  private handFor(campaign: Campaign): Hand {
    const { kernel, cast } = this.house;
    const stage: Stage = cast.stage;
    return {
      get now() {
        return kernel.now;
      },
      random: campaign.place.random,
      stage,
      step: (name) => this.labels.step(campaign.attempt, name, kernel.now),
      wait: (delayNs) => ({ untilNs: kernel.now + Math.max(0, delayNs) }),
      tap: (wire, see) => this.tap(campaign, wire, see),
      replay: (recording) => this.replay(campaign, recording as Held),
      inject: (wire, draft) => this.inject(campaign, wire, draft),
      open: (point, to, as, ring) => this.open(campaign, point, to, as, ring),
      say: (line, draft) => this.say(campaign, line as HeldLine, draft),
      present: (line, token) => {
        (line as HeldLine).ring.token = token;
      },
      close: (line) => this.hangUp(line as HeldLine),
      copied: (name) => {
        const ring = this.copies.get(name);
        if (ring === undefined) throw new RangeError(`${campaign.place.attack.id} asks for copied keys "${name}": the stage has none`);
        return ring;
      },
      account: (name) => {
        const account = stage.accounts[name];
        if (account === undefined) throw new RangeError(`${campaign.place.attack.id} asks for account "${name}": the stage has none`);
        const ring = this.house.rings.own(account.person);
        this.accounts.add(ring);
        return ring;
      },
      inside: (node, rewrite) => this.enter(campaign, node, rewrite),
      readMedium: (node) => this.readMedium(campaign, node),
      flood: (door, perSecond, forNs, source) => this.flood(campaign, door, perSecond, forNs, source),
    };
  }

  private tap(campaign: Campaign, wire: Wire, see: (seen: Seen) => Ruling): void {
    const session = this.channels.session(wire.point, wire.from, wire.to);
    campaign.taps.push({ session, see, wire });
    campaign.attempt.acts++;
    const there = this.bySession.get(session);
    if (there === undefined) this.bySession.set(session, [campaign]);
    else if (!there.includes(campaign)) there.push(campaign);
    this.house.sessions.tapped[session] = 1;
  }

  private seen(campaign: Campaign, wire: Wire, session: number, slot: number): Seen {
    const { slots, sessions, kernel } = this.house;
    const envelope = slots.envelopes[slot]!;
    const secured = sessions.secured[session >> 1] === 1;
    if (!secured && envelope.body !== null) this.learn(campaign.place.firstNode, slot, campaign.attempt.label);
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
    const { kind, from, to, number, re, subject, dataClass, body, sealed, marks, sizeBytes, record } = slots.envelopes[slot]!;
    const truth = new Lineage();
    slots.truth.read(slot, truth);
    const held: Held = {
      wire,
      takenNs: kernel.now,
      session,
      message: {
        kind, from, to, number, re, subject, dataClass, body, sealed, sizeBytes, record,
        marks: [...marks],
        recordNumber: slots.recordNumber[slot]!,
        recordTerm: slots.records[slot]!,
      },
      truth,
    };
    return held;
  }

  private replay(campaign: Campaign, held: Held): void {
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
    envelope.record = message.record;
    for (let index = 0; index < envelope.marks.length; index++) envelope.marks[index] = message.marks[index];
    slots.recordNumber[slot] = message.recordNumber;
    slots.records[slot] = message.recordTerm;
    slots.truth.write(slot, held.truth);
    slots.truth.flags[slot] = slots.truth.flags[slot]! | flagReplayed;
    this.write(campaign, held.wire.point, held.session, slot);
  }

  private inject(campaign: Campaign, wire: Wire, draft: Draft): void {
    const { sessions, slots, suite, nodes } = this.house;
    const session = this.channels.session(wire.point, wire.from, wire.to);
    const slot = this.draft(campaign, wire.from, wire.to, draft, flagForged);
    slots.envelopes[slot]!.number = nodes.messages[wire.from]! + campaign.attempt.acts;
    if (sessions.secured[session >> 1] === 1) {
      // It has not the channel's key: it can only seal with one of its own.
      slots.recordNumber[slot] = sessions.recordsSent[session]! + 1;
      slots.records[slot] = suite.seal(suite.secret(), draft.kind, [session, slots.recordNumber[slot]!]);
      slots.envelopes[slot]!.record = 'intact';
    }
    this.write(campaign, wire.point, session, slot);
  }

  /** Puts a finished message on a wire, past the attacker's own ears. */
  private write(campaign: Campaign, point: Point, session: number, slot: number): void {
    const { slots, sessions } = this.house;
    slots.session[slot] = session;
    slots.step[slot] = 0;
    slots.epoch[slot] = sessions.epoch[session >> 1]!;
    slots.envelopes[slot]!.point = point;
    slots.truth.label[slot] = campaign.attempt.label;
    campaign.attempt.acts++;
    this.corridor.recordSent(campaign.place.firstNode, slot);
    this.corridor.emit(slot, session, 0);
  }

  private open(campaign: Campaign, point: Point, to: number, as: number, loot: Loot | null): Line {
    const { sessions, rings } = this.house;
    const { place, attempt } = campaign;
    const node = place.firstNode + 1 + (place.lines++ % (linesPerAttack - 1));
    const earlier = this.byNode.get(node);
    if (earlier !== undefined) this.hangUp(earlier);
    const session = this.channels.session(point, node, to);
    this.channels.close(session >> 1);
    sessions.retryNs[session >> 1] = 0;
    sessions.failures[session >> 1] = 0;
    const ring = (loot as Ring | null) ?? new Ring(-1, rings.objectKeys);
    const line = new HeldLine(to, node, session, as, ring);
    this.byNode.set(node, line);
    campaign.lines.push(line);
    attempt.acts++;
    this.channels.open(session, { ring, claim: as, label: attempt.label });
    return line;
  }

  private say(campaign: Campaign, line: HeldLine, draft: Draft): number {
    const { slots, nodes } = this.house;
    if (line.state !== 'open') return 0;
    campaign.attempt.acts++;
    // Who speaks through an account of its own is hostile but no forger.
    const flag = this.accounts.has(line.ring) && line.ring.owner === line.claim ? flagHostile : flagForged;
    const slot = this.draft(campaign, line.claim, line.to, draft, flag);
    const number = (nodes.messages[line.node]! += 1);
    slots.envelopes[slot]!.number = number;
    slots.truth.label[slot] = campaign.attempt.label;
    this.corridor.send(line.session, slot);
    return number;
  }

  private draft(campaign: Campaign, from: number, to: number, draft: Draft, flag: number): number {
    const { slots, nodes, kernel } = this.house;
    const slot = slots.take();
    const envelope = slots.envelopes[slot]!;
    slots.clearMarks(slot);
    envelope.kind = draft.kind;
    envelope.from = from;
    envelope.to = to;
    envelope.re = 0;
    envelope.subject = draft.subject;
    envelope.dataClass = draft.dataClass;
    envelope.body = draft.body;
    envelope.sealed = null;
    envelope.sizeBytes = headerBytes + bodyBytes[draft.kind];
    envelope.record = 'none';
    const { truth } = slots;
    truth.origin[slot] = campaign.place.firstNode;
    truth.counter[slot] = nodes.data[campaign.place.firstNode]! += 1;
    truth.born[slot] = kernel.now;
    truth.flags[slot] = flag;
    return slot;
  }

  private tamper(campaign: Campaign, slot: number, body: Bodies[Kind]): void {
    const { slots, sessions, suite } = this.house;
    const envelope = slots.envelopes[slot]!;
    const record = slots.records[slot]!;
    if (sessions.secured[slots.session[slot]! >> 1] === 1 && record !== null) {
      slots.records[slot] = suite.flip(record, 'ciphertext', campaign.place.random.below(64));
    } else {
      envelope.body = body;
      envelope.sealed = null;
    }
    slots.truth.flags[slot] = slots.truth.flags[slot]! | flagForged | flagAltered;
    recordSlot(this.house, 'tampered', campaign.place.firstNode, envelope.to, slot, 0, 1);
  }

  private enter(campaign: Campaign, node: number, rewrite: (draft: Draft) => Draft | undefined): void {
    campaign.attempt.acts++;
    campaign.insides.push(node);
    this.rewriters.set(node, { campaign, rewrite });
    // To make a node say something else, other code must run on it: its hardware measures that.
    this.house.rings.changeCode(node, `${this.house.rings.measurementOf(node)} altered`);
  }

  private readMedium(campaign: Campaign, node: number): readonly RoomWindow[] {
    const { recorder, kernel } = this.house;
    campaign.attempt.acts++;
    const read: RoomWindow[] = [];
    for (const record of this.stores.scan(node, '', Infinity)) {
      if (record.body === null) continue;
      read.push(record.body as RoomWindow);
      const row = recorder.add(kernel.now, factNumber.disclosed, placeNumber['store']!, campaign.place.firstNode, node);
      const page = recorder.page;
      page.subject[row] = record.subject;
      page.dataClass[row] = record.dataClass === 'personal' ? 2 : 1;
      page.origin[row] = record.truth.origin;
      page.counter[row] = record.truth.counter;
      page.born[row] = record.truth.born;
      page.outcome[row] = 1;
      page.label[row] = campaign.attempt.label;
      page.value[row] = 1;
    }
    return read;
  }

  /** An attacker got to know a datum: a fact where its class is protected. */
  private learn(node: number, slot: number, label = 0): void {
    const { slots, recorder } = this.house;
    const envelope = slots.envelopes[slot]!;
    if (envelope.body === null || envelope.dataClass === 'public' || envelope.dataClass === 'operational') return;
    const row = recordSlot(this.house, 'disclosed', node, envelope.from, slot, 0, 1);
    if (label !== 0) recorder.page.label[row] = label;
    recorder.page.value[row] = (envelope.body as { readonly records?: readonly unknown[] }).records?.length ?? 1;
  }

  private flood(campaign: Campaign, door: { node: number; point: Point }, perSecond: number, forNs: number, source: 'spoofed' | 'own'): void {
    const { kernel } = this.house;
    const session = this.channels.session(door.point, campaign.place.firstNode, door.node);
    const index = this.floods.push({
      campaign,
      session,
      gapNs: Math.max(1, Math.round(1e9 / perSecond)),
      untilNs: kernel.now + forNs,
      spoofed: source === 'spoofed',
    }) - 1;
    kernel.at(kernel.now, this.onFlood, index);
  }

  private floodOne(index: number): void {
    const flood = this.floods[index]!;
    const { kernel, nodes } = this.house;
    if (flood.campaign.over || kernel.now >= flood.untilNs) return;
    const { attempt, place } = flood.campaign;
    attempt.acts++;
    const source = flood.spoofed ? nodes.count - spoofedAddresses + place.random.below(spoofedAddresses) : place.firstNode;
    this.channels.floodHello(flood.session, source, attempt.label);
    kernel.after(flood.gapNs, this.onFlood, index);
  }
}
