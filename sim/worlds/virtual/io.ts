import type { Leaving } from '../../framework/attack.ts';
import type { Io, IdentityPort, Operation, StorePort } from '../../framework/component.ts';
import { workloads } from '../../framework/component.ts';
import type { Circumstances, Duty } from '../../framework/control.ts';
import { purposes, quantities } from '../../framework/datum.ts';
import type { Purpose, Quantity } from '../../framework/datum.ts';
import {
  factNumber,
  falsified,
  flagAltered,
  flagForged,
  flagHostile,
  flagReplayed,
  flagWrong,
} from '../../framework/fact.ts';
import { points } from '../../framework/figure.ts';
import type { Address, Point, Role } from '../../framework/figure.ts';
import { plainBytesOf } from '../../framework/message.ts';
import type { Draft } from '../../framework/message.ts';
import type { Image } from '../../framework/messages/maintenance.ts';
import type { Stream } from '../../kernel/stream.ts';
import type { Channels } from './channels.ts';
import { isOtherResult } from '../shared/other-result.ts';
import type { Corridor } from './corridor.ts';
import type { Deeds } from './deeds.ts';
import { unknown } from '../shared/deed-view.ts';
import { recordDeed } from './house.ts';
import type { House } from './house.ts';
import type { Lineage } from '../shared/lineage.ts';
import type { Stored } from './stores.ts';
import type { Timers } from '../shared/timers.ts';
import type { Turn } from './turn.ts';

/** Flags of a datum that go on to what descends from it. */
const inherited = flagForged | flagReplayed | flagWrong | flagHostile | flagAltered;

const numbered = <Word>(words: readonly Word[]): ReadonlyMap<Word, number> =>
  new Map(words.map((word, index) => [word, index]));
const purposeNumbers = numbered(purposes);
const quantityNumbers = numbered(quantities);
const workloadNumbers = numbered(workloads);

/** What the attackers inside a node do to what leaves it, and see of what it holds. */
export interface Meddler {
  /** Whether somebody is inside a node. */
  isInside(node: number): boolean;
  rewrite(node: number, leaving: Leaving): { readonly draft: Draft; readonly label: number } | undefined;
  /** The attack step by which what a node erases stays on its medium; 0 where it goes. */
  withholding(node: number): number;
  /** A message lies in a node's memory: it was taken in, or is about to be said. */
  held(node: number, slot: number): void;
  /** A record of its own medium came to lie in a node's memory in clear. */
  found(node: number, record: Stored): void;
}

/** The rooms of the world that an io leads to. */
export interface IoParts {
  readonly house: House;
  readonly corridor: Corridor;
  readonly channels: Channels;
  readonly timers: Timers;
  readonly turn: Turn;
  readonly deeds: Deeds;
  readonly store: StorePort;
  readonly identity: IdentityPort;
  /** Asked at each message where attackers may be inside nodes; null where there are none. */
  readonly meddler: () => Meddler | null;
  /** A node is to run other code from now on; false where what runs there does not let it. */
  readonly boot: (node: number, from: number, image: Image, truth: Lineage) => boolean;
}

/** All that components can do, for the node whose turn it is. The world moves the turn; no component has a way to it. */
export class IoView implements Io<Role> {
  readonly store: StorePort;
  readonly identity: IdentityPort;
  readonly #house: House;
  readonly #corridor: Corridor;
  readonly #channels: Channels;
  readonly #timers: Timers;
  readonly #turn: Turn;
  readonly #deeds: Deeds;
  readonly #meddler: () => Meddler | null;
  readonly #boot: IoParts['boot'];

  constructor(parts: IoParts) {
    this.store = parts.store;
    this.identity = parts.identity;
    this.#house = parts.house;
    this.#corridor = parts.corridor;
    this.#channels = parts.channels;
    this.#timers = parts.timers;
    this.#turn = parts.turn;
    this.#deeds = parts.deeds;
    this.#meddler = parts.meddler;
    this.#boot = parts.boot;
  }

  get now(): number {
    return this.#turn.nowNs;
  }

  get node(): Address {
    return this.#turn.node;
  }

  get random(): Stream {
    return this.#house.nodes.own.at(this.#turn.node);
  }

  get load(): number {
    return this.#house.machines.waiting(this.#turn.node);
  }

  send(point: Point, to: number, draft: Draft, re = 0): number {
    return this.#say(this.#channels.session(point, this.#turn.node, to), to, draft, re);
  }

  reply(draft: Draft): number {
    const { slots } = this.#house;
    const envelope = slots.envelopes[this.#turn.slot]!;
    return this.#say(slots.session[this.#turn.slot]! ^ 1, envelope.from, draft, envelope.number, envelope.urgent);
  }

  forward(point: Point, to: number): number {
    return this.#pass(point, to, 0);
  }

  answer(point: Point, to: number, re: number): number {
    return this.#pass(point, to, re);
  }

  leave(point: Point, to: number): void {
    this.#channels.close(this.#channels.session(point, this.#turn.node, to) >> 1);
  }

  keep(cell: number): void {
    this.#house.cells.write(this.#cell(cell), this.#turn.hand);
  }

  blend(cell: number): void {
    this.#house.cells.blend(this.#cell(cell), this.#turn.hand);
  }

  recall(cell: number): void {
    this.#house.cells.merge(this.#cell(cell), this.#turn.hand);
  }

  because(cell: number): void {
    this.#house.cells.owe(this.#cell(cell), this.#turn.hand);
  }

  wake(timer: number, delayNs: number, argument = 0): void {
    this.#timers.set(this.#turn.node, timer, delayNs, argument);
  }

  sense(quantity: Quantity): number {
    const { cast, kernel } = this.#house;
    return cast.environment.sense(this.#turn.node, quantity, kernel.now, this.random);
  }

  act(quantity: Quantity, value: number, circumstances: Circumstances): boolean {
    const { cast, kernel, recorder } = this.#house;
    const { deed } = this.#deeds;
    this.#deeds.take('act', 'control', circumstances);
    if (!this.#deeds.run('act')) return false;
    cast.environment.act(this.#turn.node, quantity, value, kernel.now);
    const row = this.#deeds.tell('acted', 'act', deed.asker, quantityNumbers.get(quantity)!, 1);
    recorder.page.value[row] = value;
    return true;
  }

  run(circumstances: Circumstances): boolean {
    const { deed } = this.#deeds;
    this.#deeds.take('run', 'control', circumstances);
    if (deed.kind !== 'image' || deed.body === null || !this.#deeds.run('act')) return false;
    if (!this.#boot(this.#turn.node, deed.from, deed.body as Image, this.#turn.hand)) return false;
    this.#deeds.tell('booted', 'act', deed.from, 0, 1);
    return true;
  }

  use(purpose: Purpose, circumstances: Circumstances = unknown): boolean {
    const { deed } = this.#deeds;
    this.#deeds.take('use', purpose, circumstances);
    if (!this.#deeds.run('use')) return false;
    const row = this.#deeds.tell('used', 'use', deed.from, purposeNumbers.get(purpose)!, 1);
    this.#house.recorder.page.value[row] = deed.value;
    return true;
  }

  duty(purpose: Purpose): Readonly<Duty> {
    return this.#deeds.asked(purpose);
  }

  finish(operation: Operation, intendedNs: number, done: 0 | 1): void {
    const hand = this.#turn.hand;
    const row = recordDeed(this.#house, factNumber.finished, 'use', this.#turn.node, -1, hand, {
      subject: this.#turn.node,
      dataClass: 'public',
      detail: workloadNumbers.get(operation)!,
      outcome: done,
    });
    this.#house.recorder.page.born[row] = intendedNs - this.#house.skews[this.#turn.placement]!;
  }

  work(kind: 'estimate', times: number): void {
    this.#deeds.charge(kind, times);
  }

  #cell(cell: number): number {
    const placement = this.#house.nodes.placements[this.#turn.placement]!;
    if (cell < 0 || cell >= placement.cells) {
      throw new RangeError(`cell ${cell} of ${placement.name}: its placement declares ${placement.cells}`);
    }
    return this.#house.nodes.firstCell[this.#turn.placement]! + this.#turn.index * placement.cells + cell;
  }

  #say(session: number, to: number, draft: Draft, re: number, urgent = draft.urgent === true): number {
    const { slots, nodes, kernel } = this.#house;
    const hand = this.#turn.hand;
    let said = draft;
    let label = hand.label;
    let flags = hand.flags & inherited;
    const meddler = this.#meddler();
    const meddled = meddler?.isInside(this.#turn.node) === true ? meddler.rewrite(this.#turn.node, draft) : undefined;
    if (meddled !== undefined) {
      said = meddled.draft;
      label = meddled.label;
      flags |= flagForged;
      if (isOtherResult(draft, said)) flags |= flagWrong;
    }
    const slot = slots.take();
    const envelope = slots.envelopes[slot]!;
    envelope.kind = said.kind;
    envelope.subject = said.subject;
    envelope.dataClass = said.dataClass;
    envelope.body = said.body;
    envelope.urgent = urgent;
    slots.clearMarks(slot);
    slots.truth.origin[slot] = this.#turn.node;
    slots.truth.counter[slot] = nodes.nextDatum(this.#turn.node);
    slots.truth.born[slot] = hand.present ? hand.born : kernel.now;
    slots.truth.label[slot] = label;
    slots.truth.flags[slot] = flags;
    return this.#dispatch(session, slot, to, re, meddler);
  }

  #pass(point: Point, to: number, re: number): number {
    const { slots } = this.#house;
    const from = slots.envelopes[this.#turn.slot]!;
    const slot = slots.take();
    const envelope = slots.envelopes[slot]!;
    envelope.kind = from.kind;
    envelope.subject = from.subject;
    envelope.dataClass = from.dataClass;
    envelope.body = from.body;
    envelope.sealed = from.sealed;
    envelope.urgent = from.urgent;
    const { marks } = from;
    for (let index = 0; index < marks.length; index++) envelope.marks[index] = marks[index];
    slots.truth.write(slot, this.#turn.hand);
    const meddler = this.#meddler();
    if (meddler?.isInside(this.#turn.node) === true) this.#meddle(meddler, slot);
    return this.#dispatch(this.#channels.session(point, this.#turn.node, to), slot, to, re, null);
  }

  /** Somebody inside the node puts something else in the place of what it passes on. */
  #meddle(meddler: Meddler, slot: number): void {
    const { slots } = this.#house;
    const envelope = slots.envelopes[slot]!;
    const { kind, subject, dataClass, body } = envelope;
    const meddled = meddler.rewrite(this.#turn.node, { kind, subject, dataClass, body });
    if (meddled === undefined) return;
    const { draft, label } = meddled;
    if (isOtherResult({ kind, subject, dataClass, body }, draft)) slots.truth.flags[slot]! |= flagWrong;
    slots.truth.flags[slot]! |= falsified;
    slots.truth.label[slot] = label;
    envelope.kind = draft.kind;
    envelope.subject = draft.subject;
    envelope.dataClass = draft.dataClass;
    envelope.body = draft.body;
    envelope.sealed = null;
  }

  /** Sends what is in a slot; `watching` hears of it first: of what is only passed on it has heard as it came. */
  #dispatch(session: number, slot: number, to: number, re: number, watching: Meddler | null): number {
    const { slots, nodes, sessions } = this.#house;
    const envelope = slots.envelopes[slot]!;
    const number = nodes.nextMessage(this.#turn.node);
    envelope.point = points[sessions.point(session >> 1)]!;
    envelope.from = this.#turn.node;
    envelope.to = to;
    envelope.number = number;
    envelope.re = re;
    envelope.record = 'none';
    envelope.sizeBytes = plainBytesOf(envelope.kind, envelope.body);
    if (watching !== null) {
      slots.session[slot] = session;
      watching.held(this.#turn.node, slot);
    }
    this.#corridor.send(session, slot);
    return number;
  }
}
