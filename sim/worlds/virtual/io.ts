import type { Io, IdentityPort, Operation, StorePort } from '../../framework/component.ts';
import { workloads } from '../../framework/component.ts';
import type { Circumstances, Duty } from '../../framework/control.ts';
import type { Credential, CredentialRequest, Sealed, StatusList, Token } from '../../framework/crypto.ts';
import { purposes, quantities } from '../../framework/datum.ts';
import type { Purpose, Quantity } from '../../framework/datum.ts';
import { flagAltered, flagForged, flagHostile, flagReplayed, flagWrong } from '../../framework/fact.ts';
import { points } from '../../framework/figure.ts';
import type { Address, InnerPoint, Point, Role } from '../../framework/figure.ts';
import { bodyBytes, headerBytes } from '../../framework/message.ts';
import type { Bodies, Draft, Kind, RoomWindow } from '../../framework/message.ts';
import type { Stream } from '../../kernel/stream.ts';
import type { Channels } from './channels.ts';
import type { Corridor } from './corridor.ts';
import { numberOfRefusal } from './numbers.ts';
import { recordDeed } from './house.ts';
import type { House } from './house.ts';
import type { Lineage } from './lineage.ts';
import { StandingPost } from './post.ts';
import type { Rings } from './rings.ts';
import { stored } from './stores.ts';
import type { Stores } from './stores.ts';
import type { Timers } from './timers.ts';

/** Flags of a datum that go on to what descends from it. */
const inherited = flagForged | flagReplayed | flagWrong | flagHostile | flagAltered;

const purposeNumber: Readonly<Record<string, number>> = Object.fromEntries(purposes.map((name, index) => [name, index]));
const quantityNumber: Readonly<Record<string, number>> = Object.fromEntries(quantities.map((name, index) => [name, index]));
const workloadNumber: Readonly<Record<string, number>> = Object.fromEntries(workloads.map((name, index) => [name, index]));

/** Time that a medium takes to make a write durable, and to find records (assumption: an SSD with a sync per write). */
const writeNs = 1_000_000;
const readNs = 200_000;

/** What the attackers inside a node do to what it says. */
export interface Meddler {
  rewrite(node: number, draft: Draft): { readonly draft: Draft; readonly label: number } | undefined;
}

/** A deed under judgement; one object, reused. */
class DeedView {
  deed: 'use' | 'act' | 'store' | 'load' = 'use';
  purpose: Purpose = 'twin';
  subject = -1;
  dataClass: Draft['dataClass'] = 'public';
  kind: Kind | null = null;
  from = -1;
  body: Bodies[Kind] | null = null;
  sealed: Sealed | null = null;
  marks: unknown[] = [];
  circumstances: Circumstances = {};
}

const nothing: Circumstances = {};

/** The rooms of the world that an io leads to. */
export interface IoParts {
  readonly house: House;
  readonly corridor: Corridor;
  readonly channels: Channels;
  readonly rings: Rings;
  readonly stores: Stores;
  readonly timers: Timers;
  readonly hand: Lineage;
}

/** What only the world does with an io; no component has a way to it. */
export interface IoReins {
  /** Moves to a node for one call. `slot` is the message in hand, -1 for none; the lineage in hand is the caller's to set. */
  moveTo(node: number, slot: number): void;
  /** Lets attackers inside nodes at what those say. */
  meddle(meddler: Meddler): void;
}

/** All that components can do, for the node whose handler runs. One object, moved from node to node. */
export class IoView implements Io<Role>, StorePort, IdentityPort {
  readonly store: StorePort = this;
  readonly identity: IdentityPort = this;
  readonly #house: House;
  readonly #corridor: Corridor;
  readonly #channels: Channels;
  readonly #rings: Rings;
  readonly #stores: Stores;
  readonly #timers: Timers;
  readonly #hand: Lineage;
  readonly #post: StandingPost;
  readonly #deed = new DeedView();
  readonly #duty: Duty = { copies: 1, recheck: false, lifetimeNs: 0, token: false };
  /** Slot of the message in hand, -1 for none. */
  #slot = -1;
  #now = 0;
  #node = -1 as Address;
  #placement = 0;
  #index = 0;
  #meddler: Meddler | null = null;

  private constructor(parts: IoParts) {
    this.#house = parts.house;
    this.#corridor = parts.corridor;
    this.#channels = parts.channels;
    this.#rings = parts.rings;
    this.#stores = parts.stores;
    this.#timers = parts.timers;
    this.#hand = parts.hand;
    this.#post = new StandingPost(parts.house);
  }

  /** A view, and apart from it the reins by which the world alone moves it. */
  static make(parts: IoParts): { readonly io: IoView; readonly reins: IoReins } {
    const io = new IoView(parts);
    const reins = {
      moveTo: (node: number, slot: number) => io.#moveTo(node, slot),
      meddle: (meddler: Meddler) => {
        io.#meddler = meddler;
      },
    };
    return { io, reins };
  }

  get now(): number {
    return this.#now;
  }

  get node(): Address {
    return this.#node;
  }

  #moveTo(node: number, slot: number): void {
    const { nodes, kernel, skews } = this.#house;
    this.#node = node as Address;
    this.#slot = slot;
    this.#placement = nodes.placement(node);
    this.#index = node - nodes.placements[this.#placement]!.first;
    this.#now = kernel.now + skews[this.#placement]!;
  }

  get random(): Stream {
    return this.#house.nodes.own.at(this.#node);
  }

  get load(): number {
    return this.#house.stations.waiting(this.#node);
  }

  send(point: Point, to: number, draft: Draft, re = 0): number {
    return this.#say(this.#channels.session(point, this.#node, to), to, draft, re);
  }

  reply(draft: Draft): number {
    const { slots } = this.#house;
    const envelope = slots.envelopes[this.#slot]!;
    return this.#say(slots.session[this.#slot]! ^ 1, envelope.from, draft, envelope.number);
  }

  forward(point: Point, to: number): number {
    return this.#pass(point, to, 0);
  }

  answer(point: Point, to: number, re: number): number {
    return this.#pass(point, to, re);
  }

  leave(point: Point, to: number): void {
    this.#channels.close(this.#channels.session(point, this.#node, to) >> 1);
  }

  keep(cell: number): void {
    this.#house.cells.write(this.#cell(cell), this.#hand);
  }

  blend(cell: number): void {
    this.#house.cells.blend(this.#cell(cell), this.#hand);
  }

  recall(cell: number): void {
    this.#house.cells.merge(this.#cell(cell), this.#hand);
  }

  wake(timer: number, delayNs: number, argument = 0): void {
    this.#timers.set(this.#node, timer, delayNs, argument);
  }

  sense(quantity: Quantity): number {
    const { cast, kernel } = this.#house;
    return cast.environment.sense(this.#node, quantity, kernel.now, this.random);
  }

  act(quantity: Quantity, value: number, circumstances: Circumstances): boolean {
    const { cast, kernel } = this.#house;
    if (!this.#judge('act', 'control', circumstances)) return false;
    cast.environment.act(this.#node, quantity, value, kernel.now);
    const body = this.#deed.body as { readonly person?: number } | null;
    const row = this.#tell('acted', 'act', body?.person ?? -1, quantityNumber[quantity]!, 1);
    this.#house.recorder.page.value[row] = value;
    return true;
  }

  use(purpose: Purpose, circumstances: Circumstances = nothing): boolean {
    if (!this.#judge('use', purpose, circumstances)) return false;
    const body = this.#deed.body as { readonly value?: number; readonly occupied?: number } | null;
    const row = this.#tell('used', 'use', this.#deed.from, purposeNumber[purpose]!, 1);
    this.#house.recorder.page.value[row] = body?.value ?? body?.occupied ?? 0;
    return true;
  }

  duty(purpose: Purpose): Readonly<Duty> {
    const duty = this.#duty;
    duty.copies = 1;
    duty.recheck = false;
    duty.lifetimeNs = this.#house.cast.longCredentialNs;
    duty.token = false;
    for (const place of ['use', 'issue'] as const) {
      const chain = this.#chain(place);
      this.#post.stand(place, this.#node, -1, -1, -1, this.#hand.label, null);
      for (const guard of chain.obligers) guard.oblige!(purpose, duty, this.#post.view);
      this.#corridor.outlayNs += this.#post.spentNs;
    }
    return duty;
  }

  finish(operation: Operation, intendedNs: number, done: 0 | 1): void {
    const hand = this.#hand;
    const row = recordDeed(this.#house, 'finished', 'use', this.#node, -1, hand, {
      subject: this.#node,
      dataClass: 'public',
      detail: workloadNumber[operation]!,
      outcome: done,
    });
    this.#house.recorder.page.born[row] = intendedNs - this.#house.skews[this.#placement]!;
  }

  work(kind: 'estimate', times: number): void {
    this.#post.stand('use', this.#node, -1, -1, -1, 0, null);
    for (let time = 0; time < times; time++) this.#post.charge(kind);
    this.#corridor.outlayNs += this.#post.spentNs;
  }

  // --- storage -------------------------------------------------------------------------------------------------

  put(key: string, record: RoomWindow): number {
    const node = this.#node;
    const deed = this.#deed;
    this.#setDeed('store', 'archive', nothing);
    deed.body = record;
    deed.sealed = null;
    deed.subject = record.room;
    deed.marks = [];
    if (!this.#run('store')) return this.#timers.ticket(node, 'stored', writeNs, 0);
    this.#stores.medium(node).set(key, stored(deed, record, this.#hand));
    this.#tell('stored', 'store', -1, 0, 1);
    return this.#timers.ticket(node, 'stored', writeNs, 1);
  }

  get(key: string): number {
    const found = this.#stores.medium(this.#node).get(key);
    return this.#load(found === undefined ? [] : [found]);
  }

  erase(key: string): number {
    const medium = this.#stores.medium(this.#node);
    const record = medium.get(key);
    if (record !== undefined) {
      medium.delete(key);
      this.#setDeed('store', 'archive', nothing);
      this.#tellRecord('erased', record, 1);
    }
    return this.#timers.ticket(this.#node, 'stored', writeNs, 1);
  }

  scan(prefix: string, limit: number): number {
    return this.#load(this.#stores.scan(this.#node, prefix, limit));
  }

  // --- identity ------------------------------------------------------------------------------------------------

  get name(): string {
    return this.#house.cast.household.nameOf(this.#node);
  }

  get expiresNs(): number {
    return this.#rings.of(this.#node).credential?.notAfterNs ?? 0;
  }

  request(): CredentialRequest | null {
    const ring = this.#rings.own(this.#node);
    if (ring.credential === null) return null;
    ring.pending = this.#house.suite.keyPair();
    this.#charge('keygen');
    this.#charge('sign');
    return this.#house.suite.request(ring.pending, this.name);
  }

  install(credential: Credential | null): void {
    const ring = this.#rings.own(this.#node);
    if (credential === null || ring.pending === null) return;
    ring.pair = ring.pending;
    ring.credential = credential;
    ring.pending = null;
    this.#tell('credentialed', 'issue', -1, 0, 1);
  }

  issue(identifier: string, request: CredentialRequest | null, lifetimeNs: number): Credential | null {
    this.#charge('verify');
    this.#charge('sign');
    return this.#rings.issue(identifier, request, this.#house.kernel.now, lifetimeNs);
  }

  revoke(identifier: string): void {
    this.#rings.revoke(identifier);
    this.#tell('revoked', 'issue', this.#rings.nodeNamed(identifier), 0, 1);
  }

  publish(lifetimeNs: number): StatusList | null {
    this.#charge('sign');
    return this.#rings.publish(this.#now, lifetimeNs);
  }

  learn(list: StatusList | null): boolean {
    this.#charge('verify');
    return this.#house.trusts.learn(this.#node, list);
  }

  grant(person: number, lifetimeNs: number): Token | null {
    const session = this.#slot < 0 ? -1 : this.#house.slots.session[this.#slot]!;
    const proved = session < 0 ? -1 : this.#house.sessions.provedNode(session);
    if (proved < 0) return null;
    this.#charge('sign');
    return this.#rings.grant(person, this.#house.cast.household.nameOf(proved), this.#now, lifetimeNs);
  }

  present(token: Token | null): void {
    this.#rings.own(this.#node).token = token;
  }

  // --- inside --------------------------------------------------------------------------------------------------

  #charge(operation: 'sign' | 'verify' | 'keygen'): void {
    this.#post.stand('issue', this.#node, -1, -1, -1, 0, null);
    this.#post.charge(operation);
    this.#corridor.outlayNs += this.#post.spentNs;
  }

  #cell(cell: number): number {
    const placement = this.#house.nodes.placements[this.#placement]!;
    if (cell < 0 || cell >= placement.cells) {
      throw new RangeError(`cell ${cell} of ${placement.name}: its placement declares ${placement.cells}`);
    }
    return this.#house.nodes.firstCell[this.#placement]! + this.#index * placement.cells + cell;
  }

  #say(session: number, to: number, draft: Draft, re: number): number {
    const { slots, nodes, kernel } = this.#house;
    const hand = this.#hand;
    let said = draft;
    let label = hand.label;
    let flags = hand.flags & inherited;
    if (this.#meddler !== null) {
      const meddled = this.#meddler.rewrite(this.#node, draft);
      if (meddled !== undefined) {
        said = meddled.draft;
        label = meddled.label;
        flags |= flagForged | flagWrong;
      }
    }
    const slot = slots.take();
    const envelope = slots.envelopes[slot]!;
    envelope.kind = said.kind;
    envelope.subject = said.subject;
    envelope.dataClass = said.dataClass;
    envelope.body = said.body;
    slots.clearMarks(slot);
    slots.truth.origin[slot] = this.#node;
    slots.truth.counter[slot] = nodes.nextDatum(this.#node);
    slots.truth.born[slot] = hand.present ? hand.born : kernel.now;
    slots.truth.label[slot] = label;
    slots.truth.flags[slot] = flags;
    return this.#dispatch(session, slot, to, re);
  }

  #pass(point: Point, to: number, re: number): number {
    const { slots } = this.#house;
    const from = slots.envelopes[this.#slot]!;
    const slot = slots.take();
    const envelope = slots.envelopes[slot]!;
    envelope.kind = from.kind;
    envelope.subject = from.subject;
    envelope.dataClass = from.dataClass;
    envelope.body = from.body;
    envelope.sealed = from.sealed;
    const { marks } = from;
    for (let index = 0; index < marks.length; index++) envelope.marks[index] = marks[index];
    slots.truth.write(slot, this.#hand);
    return this.#dispatch(this.#channels.session(point, this.#node, to), slot, to, re);
  }

  #dispatch(session: number, slot: number, to: number, re: number): number {
    const { slots, nodes, sessions } = this.#house;
    const envelope = slots.envelopes[slot]!;
    const number = nodes.nextMessage(this.#node);
    envelope.point = points[sessions.point(session >> 1)]!;
    envelope.from = this.#node;
    envelope.to = to;
    envelope.number = number;
    envelope.re = re;
    envelope.record = 'none';
    envelope.sizeBytes = headerBytes + bodyBytes[envelope.kind];
    this.#corridor.send(session, slot);
    return number;
  }

  #chain(place: InnerPoint): ReturnType<House['standing']['chain']> {
    const { standing, profiles } = this.#house;
    const profile = profiles[this.#placement]!;
    return standing.chain(standing.chainOf(place, profile, profile));
  }

  #setDeed(kind: DeedView['deed'], purpose: Purpose, circumstances: Circumstances): void {
    const deed = this.#deed;
    deed.deed = kind;
    deed.purpose = purpose;
    deed.circumstances = circumstances;
    if (this.#slot < 0) {
      deed.subject = this.#node;
      deed.dataClass = 'operational';
      deed.kind = null;
      deed.from = -1;
      deed.body = null;
      deed.sealed = null;
      return;
    }
    const envelope = this.#house.slots.envelopes[this.#slot]!;
    deed.subject = envelope.subject;
    deed.dataClass = envelope.dataClass;
    deed.kind = envelope.kind;
    deed.from = envelope.from;
    deed.body = envelope.body;
    deed.sealed = envelope.sealed;
    deed.marks = envelope.marks;
  }

  #judge(kind: 'use' | 'act', purpose: Purpose, circumstances: Circumstances): boolean {
    this.#setDeed(kind, purpose, circumstances);
    return this.#run(kind);
  }

  /** Runs the controls of an inner point over the deed in hand. */
  #run(place: InnerPoint): boolean {
    const house = this.#house;
    const chain = this.#chain(place);
    const post = this.#post;
    post.stand(place, this.#node, this.#deed.from, -1, -1, this.#hand.label, null);
    let passed = true;
    for (let index = 0; index < chain.inner.length; index++) {
      post.use(chain.innerNumbers[index]!);
      const refusal = chain.inner[index]!.inner!(this.#deed, post.view);
      if (refusal === undefined) continue;
      passed = false;
      this.#tell('refused', place, this.#deed.from, post.control, numberOfRefusal(refusal));
      if (this.#slot >= 0) {
        const envelope = house.slots.envelopes[this.#slot]!;
        for (const witness of chain.witnesses) witness.witness!(envelope, refusal, post.view);
      }
      break;
    }
    this.#corridor.outlayNs += post.spentNs;
    return passed;
  }

  #load(records: readonly ReturnType<typeof stored>[]): number {
    const deed = this.#deed;
    const found: RoomWindow[] = [];
    for (const record of records) {
      this.#setDeed('load', 'archive', nothing);
      deed.body = record.body;
      deed.sealed = record.sealed;
      deed.subject = record.subject;
      deed.dataClass = record.dataClass;
      deed.marks = [...record.marks];
      if (!this.#run('store') || deed.body === null) continue;
      found.push(deed.body as RoomWindow);
      this.#tellRecord('loaded', record, 1);
    }
    return this.#timers.load(this.#node, readNs, found, records);
  }

  /** What happened to a record on the medium: the fact is about the record's own datum. */
  #tellRecord(kind: 'loaded' | 'erased', record: ReturnType<typeof stored>, outcome: number): void {
    const { subject, dataClass, truth } = record;
    recordDeed(this.#house, kind, 'store', this.#node, -1, truth, { subject, dataClass, detail: 0, outcome });
  }

  #tell(kind: 'used' | 'acted' | 'refused' | 'stored' | 'loaded' | 'erased' | 'credentialed' | 'revoked', place: InnerPoint, peer: number, detail: number, outcome: number): number {
    const deed = this.#deed;
    return recordDeed(this.#house, kind, place, this.#node, peer, this.#hand, {
      subject: kind === 'credentialed' || kind === 'revoked' ? this.#node : deed.subject,
      dataClass: deed.dataClass,
      detail,
      outcome,
    });
  }
}
