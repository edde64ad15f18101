import type { Implants, LeavingMessage } from './implants.ts';
import type { Io, IdentityPort, Operation, StorePort } from '../../framework/component.ts';
import { workloads } from '../../framework/component.ts';
import type { Circumstances, Duty } from '../../framework/control.ts';
import { purposes, quantities } from '../../framework/datum.ts';
import type { Purpose, Quantity } from '../../framework/datum.ts';
import type { Address, Point, Role } from '../../framework/figure.ts';
import { plainBytesOf } from '../../framework/message.ts';
import type { Draft } from '../../framework/message.ts';
import type { Stream } from '../../kernel/stream.ts';
import { Envelope } from '../shared/envelope.ts';
import { unknown } from '../shared/deed-view.ts';
import type { Timers } from '../shared/timers.ts';
import type { Channels } from './channels.ts';
import type { End } from './ends.ts';
import type { Inbox } from './inbox.ts';
import type { LiveCorridor } from './live-corridor.ts';
import type { LiveDeeds } from './live-deeds.ts';
import type { LiveHouse } from './live-house.ts';
import type { LiveTurn } from './live-turn.ts';

/** The rooms of a process that an io leads to. */
export interface LiveIoParts {
  readonly house: LiveHouse;
  readonly corridor: LiveCorridor;
  readonly channels: Channels;
  readonly inbox: Inbox;
  readonly implants: () => Implants;
  readonly timers: Timers;
  readonly turn: LiveTurn;
  readonly deeds: LiveDeeds;
  readonly store: StorePort;
  readonly identity: IdentityPort;
}

/** All that components can do, for the node whose turn it is, over real sockets and a real clock. */
export class LiveIo implements Io<Role> {
  readonly store: StorePort;
  readonly identity: IdentityPort;
  readonly #parts: LiveIoParts;

  constructor(parts: LiveIoParts) {
    this.store = parts.store;
    this.identity = parts.identity;
    this.#parts = parts;
  }

  get now(): number {
    return this.#parts.turn.nowNs;
  }

  get node(): Address {
    return this.#parts.turn.node;
  }

  get random(): Stream {
    return this.#parts.house.nodes.own.at(this.node);
  }

  get load(): number {
    return this.#parts.inbox.waitingAt(this.node);
  }

  send(point: Point, to: number, draft: Draft, re = 0): number {
    return this.#say(this.#end(point, to), to, draft, re);
  }

  reply(draft: Draft): number {
    const { envelope, end } = this.#parts.turn.received!;
    return this.#say(end, envelope.from, draft, envelope.number);
  }

  forward(point: Point, to: number): number {
    return this.#pass(point, to, 0);
  }

  answer(point: Point, to: number, re: number): number {
    return this.#pass(point, to, re);
  }

  leave(point: Point, to: number): void {
    this.#parts.channels.close(this.#end(point, to));
  }

  keep(cell: number): void {
    this.#parts.house.truth.tell('keep', this.#cell(cell));
  }

  blend(cell: number): void {
    this.#parts.house.truth.tell('blend', this.#cell(cell));
  }

  recall(cell: number): void {
    this.#parts.house.truth.tell('recall', this.#cell(cell));
  }

  because(cell: number): void {
    this.#parts.house.truth.tell('because', this.#cell(cell));
  }

  wake(timer: number, delayNs: number, argument = 0): void {
    const { house, timers } = this.#parts;
    timers.set(this.node, timer, house.clocks.waitNs(this.node, delayNs), argument);
  }

  sense(quantity: Quantity): number {
    const { cast, kernel } = this.#parts.house;
    return cast.environment.sense(this.node, quantity, kernel.now, this.random);
  }

  act(quantity: Quantity, value: number, circumstances: Circumstances): boolean {
    const { house, deeds } = this.#parts;
    deeds.take('act', 'control', circumstances);
    if (!deeds.run('act')) return false;
    house.cast.environment.act(this.node, quantity, value, house.kernel.now);
    deeds.tell('acted', 'act', deeds.deed.asker, quantities.indexOf(quantity), 1, { value });
    return true;
  }

  use(purpose: Purpose, circumstances: Circumstances = unknown): boolean {
    const { deeds } = this.#parts;
    deeds.take('use', purpose, circumstances);
    if (!deeds.run('use')) return false;
    deeds.tell('used', 'use', deeds.deed.from, purposes.indexOf(purpose), 1, { value: deeds.deed.value });
    return true;
  }

  /** Its machine could not forget what it ran. */
  run(): never {
    throw new RangeError(`node ${this.node}: no code of a node is exchanged in the live world`);
  }

  duty(purpose: Purpose): Readonly<Duty> {
    return this.#parts.deeds.asked(purpose);
  }

  finish(operation: Operation, intendedNs: number, done: 0 | 1): void {
    const { house, turn, deeds } = this.#parts;
    const bornNs = house.clocks.worldNs(turn.node, intendedNs, house.kernel.now);
    deeds.tell('finished', 'use', -1, workloads.indexOf(operation), done, { bornNs });
  }

  /** Work takes the time that it takes here. */
  work(): void {}

  #end(point: Point, to: number): End {
    return this.#parts.house.ends.obtain(point, this.node, to);
  }

  #cell(cell: number): number {
    const { house, turn } = this.#parts;
    const placement = house.nodes.placements[turn.placement]!;
    if (cell < 0 || cell >= placement.cells) {
      throw new RangeError(`cell ${cell} of ${placement.name}: its placement declares ${placement.cells}`);
    }
    return house.nodes.firstCell[turn.placement]! + turn.index * placement.cells + cell;
  }

  #say(end: End, to: number, draft: Draft, re: number): number {
    const { house } = this.#parts;
    const envelope = new Envelope(house.standing.marks);
    envelope.kind = draft.kind;
    envelope.subject = draft.subject;
    envelope.dataClass = draft.dataClass;
    envelope.body = draft.body;
    const message = house.nextMessage();
    house.truth.tell('say', message, this.node, -1, 0);
    return this.#dispatch(end, { envelope, message, passes: false }, to, re);
  }

  #pass(point: Point, to: number, re: number): number {
    const { house, turn } = this.#parts;
    const from = turn.received!.envelope;
    const envelope = new Envelope(house.standing.marks);
    envelope.kind = from.kind;
    envelope.subject = from.subject;
    envelope.dataClass = from.dataClass;
    envelope.body = from.body;
    envelope.sealed = from.sealed;
    for (let mark = 0; mark < from.marks.length; mark++) envelope.marks[mark] = from.marks[mark];
    const message = house.nextMessage();
    house.truth.tell('pass', message);
    return this.#dispatch(this.#end(point, to), { envelope, message, passes: true }, to, re);
  }

  #dispatch(end: End, leaving: Omit<LeavingMessage, 'send'>, to: number, re: number): number {
    const { envelope, message } = leaving;
    const number = this.#parts.house.nodes.nextMessage(this.node);
    envelope.point = end.point;
    envelope.from = this.node;
    envelope.to = to;
    envelope.number = number;
    envelope.re = re;
    envelope.sizeBytes = plainBytesOf(envelope.kind, envelope.body);
    const { implants, corridor } = this.#parts;
    implants().leave(this.node, { ...leaving, send: () => corridor.send(end, { envelope, message }) });
    return number;
  }
}
