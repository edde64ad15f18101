import type { Io, Operation, Partner } from '../../framework/component.ts';
import type { Circumstances, Duty } from '../../framework/control.ts';
import { nothingAsked } from '../../framework/deed.ts';
import type { Credential, CredentialRequest, StatusList, Token } from '../../framework/crypto.ts';
import type { DataClass, Purpose, Quantity } from '../../framework/datum.ts';
import type { Address, Point, Role } from '../../framework/figure.ts';
import type { IdentityObject } from '../../framework/identity-object.ts';
import type { TreeHead } from '../../framework/merkle/transparency-log.ts';
import type { Bodies, Draft, Kind, Message } from '../../framework/message.ts';
import type { StoredDatum } from '../../framework/stored.ts';
import { Stream, keyOf } from '../../kernel/stream.ts';

/** One thing that a component said. */
export interface Said {
  readonly how: 'send' | 'forward' | 'reply' | 'answer';
  readonly point: Point;
  readonly to: number;
  readonly number: number;
  readonly re: number;
  readonly kind: Kind;
  readonly subject: number;
  readonly dataClass: DataClass;
  readonly body: Bodies[Kind] | null;
}

/** A timer that a component set. */
export interface Woken {
  readonly timer: number;
  readonly atNs: number;
  readonly argument: number;
}

/** An io that writes down what a component does, and does what the test tells it to. For one node at a time. */
export class RecordingIo {
  now = 0;
  readonly node: Address;
  readonly random: Stream;
  readonly load = 0;
  readonly said: Said[] = [];
  readonly wakes: Woken[] = [];
  readonly finished: { readonly operation: Operation; readonly intendedNs: number; readonly done: 0 | 1 }[] = [];
  readonly used: { readonly purpose: Purpose; readonly circumstances: Circumstances }[] = [];
  readonly acts: { readonly quantity: Quantity; readonly value: number; readonly circumstances: Circumstances }[] = [];
  readonly ran: Circumstances[] = [];
  /** Cells and what was done with them, in order: `keep 3`. */
  readonly cells: string[] = [];
  readonly worked: number[] = [];
  /** Ends of channels that were ended. */
  readonly left: number[] = [];
  readonly puts = new Map<number, { readonly key: string; readonly datum: StoredDatum }>();
  readonly erased: string[] = [];
  readonly scans: { readonly ticket: number; readonly prefix: string }[] = [];
  inHand: Message | null = null;
  /** What controls rule. */
  allows: (purpose: Purpose | 'act' | 'run') => boolean = () => true;
  obliges = nothingAsked(1e18);
  senses: (quantity: Quantity) => number = () => 0;
  expiresNs = 0;
  revoked = false;
  partners: readonly Partner[] = [];
  issues: Credential | null = null;
  grants: Token | null = null;
  admits: (person: number, secret: string) => boolean = () => true;
  endorses = true;
  learnt: (StatusList | null)[] = [];
  heads: readonly Bodies['heads'][] = [];
  heard: { issuer: string; head: TreeHead }[] = [];
  presented: (Token | null)[] = [];
  installed: (Credential | null)[] = [];
  #number = 0;
  #ticket = 0;

  constructor(node: number, seed = 1) {
    this.node = node as Address;
    this.random = new Stream(keyOf(seed, node, 'component'));
  }

  send(point: Point, to: number, draft: Draft, re = 0): number {
    return this.#say('send', point, to, draft, re);
  }

  forward(point: Point, to: number): number {
    return this.#say('forward', point, to, this.inHand!, 0);
  }

  reply(draft: Draft): number {
    return this.#say('reply', this.inHand!.point, this.inHand!.from, draft, this.inHand!.number);
  }

  answer(point: Point, to: number, re: number): number {
    return this.#say('answer', point, to, this.inHand!, re);
  }

  leave(_point: Point, to: number): void {
    this.left.push(to);
  }

  keep(cell: number): void {
    this.cells.push(`keep ${cell}`);
  }

  blend(cell: number): void {
    this.cells.push(`blend ${cell}`);
  }

  recall(cell: number): void {
    this.cells.push(`recall ${cell}`);
  }

  because(cell: number): void {
    this.cells.push(`because ${cell}`);
  }

  wake(timer: number, delayNs: number, argument = 0): void {
    this.wakes.push({ timer, atNs: this.now + delayNs, argument });
  }

  sense(quantity: Quantity): number {
    return this.senses(quantity);
  }

  act(quantity: Quantity, value: number, circumstances: Circumstances): boolean {
    this.acts.push({ quantity, value, circumstances });
    return this.allows('act');
  }

  run(circumstances: Circumstances): boolean {
    this.ran.push(circumstances);
    return this.allows('run');
  }

  use(purpose: Purpose, circumstances: Circumstances = {}): boolean {
    this.used.push({ purpose, circumstances });
    return this.allows(purpose);
  }

  duty(): Duty {
    return this.obliges;
  }

  finish(operation: Operation, intendedNs: number, done: 0 | 1): void {
    this.finished.push({ operation, intendedNs, done });
  }

  work(_kind: 'estimate', times: number): void {
    this.worked.push(times);
  }

  readonly store = {
    put: (key: string, datum: StoredDatum): number => {
      this.puts.set(++this.#ticket, { key, datum });
      return this.#ticket;
    },
    get: (): number => ++this.#ticket,
    erase: (key: string): number => {
      this.erased.push(key);
      return ++this.#ticket;
    },
    scan: (prefix: string): number => {
      this.scans.push({ ticket: ++this.#ticket, prefix });
      return this.#ticket;
    },
  };

  get identity(): Io<Role>['identity'] {
    return {
      name: `node-${this.node}`,
      expiresNs: this.expiresNs,
      revoked: this.revoked,
      request: () => ({ name: `node-${this.node}` }) as CredentialRequest,
      install: (credential) => {
        this.installed.push(credential);
        if (credential !== null) this.expiresNs = credential.notAfterNs;
      },
      partners: this.partners,
      issue: () => this.issues,
      revoke: () => undefined,
      publish: (lifetimeNs) => ({ version: 1, issuedNs: this.now, nextNs: this.now + lifetimeNs }) as StatusList,
      endorse: (record, lifetimeNs) =>
        this.endorses ? ({ ...record, endorsedNs: this.now, untilNs: this.now + lifetimeNs } as IdentityObject) : null,
      learn: (list) => this.learnt.push(list) > 0,
      bundle: () => null,
      adopt: () => false,
      heads: (most) => this.heads.map(({ issuer, heads }) => ({ issuer, heads: heads.slice(0, most) })),
      hear: (issuer, head) => this.heard.push({ issuer, head }) > 0,
      release: (code, version, length) => ({ code, version, length, signature: null }),
      grant: () => this.grants,
      admits: (person, secret, rounds) => {
        this.worked.push(rounds);
        return this.admits(person, secret);
      },
      present: (token) => void this.presented.push(token),
    };
  }

  #say(how: Said['how'], point: Point, to: number, draft: Draft | Message, re: number): number {
    const number = ++this.#number;
    const { kind, subject, dataClass, body } = draft;
    this.said.push({ how, point, to, number, re, kind, subject, dataClass, body });
    return number;
  }
}

/** A component of any role with the state of one node, driven by hand. */
export class Driven<State> {
  readonly io: RecordingIo;
  readonly state: State;
  // Roles differ; the io serves them all.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly #component: any;

  constructor(
    // eslint-disable-next-line @typescript-eslint/no-explicit-any
    component: { state(count: number): State } & Record<string, any>,
    node: number,
  ) {
    this.io = new RecordingIo(node);
    this.#component = component;
    this.state = component.state(1);
  }

  start(): void {
    this.#component.start(this.state, 0, this.io);
  }

  /** A message comes in; what is not given is of no matter. Returns what the component said to it. */
  hear<K extends Kind>(
    message: { readonly kind: K; readonly body: Bodies[K] | null } & Partial<Omit<Message, 'kind' | 'body'>>,
  ): Said[] {
    const before = this.io.said.length;
    const defaults = {
      point: 'RP-M',
      from: -1,
      to: this.io.node,
      number: 1,
      re: 0,
      subject: 0,
      dataClass: 'operational',
      sealed: null,
    };
    const via = message.via ?? message.from ?? defaults.from;
    this.io.inHand = { ...defaults, ...message, via } as unknown as Message;
    this.#component.receive(this.state, 0, this.io.inHand, this.io);
    this.io.inHand = null;
    return this.io.said.slice(before);
  }

  /** Runs every timer up to a moment, in order. Returns what was said meanwhile. */
  runUntil(untilNs: number): Said[] {
    const before = this.io.said.length;
    while (this.#step(untilNs));
    this.io.now = untilNs;
    return this.io.said.slice(before);
  }

  /** Runs timers, in order, until something of a kind is said. Returns it. */
  runUntilSaid(kind: Kind): Said {
    for (;;) {
      const before = this.io.said.length;
      if (!this.#step(Infinity)) throw new Error(`nothing is left to do and no ${kind} was said`);
      const said = this.io.said.slice(before).find((one) => one.kind === kind);
      if (said !== undefined) return said;
    }
  }

  #step(untilNs: number): boolean {
    const due = this.io.wakes.filter((wake) => wake.atNs <= untilNs);
    if (due.length === 0) return false;
    const next = due.reduce((first, wake) => (wake.atNs < first.atNs ? wake : first));
    this.io.wakes.splice(this.io.wakes.indexOf(next), 1);
    this.io.now = Math.max(this.io.now, next.atNs);
    this.#component.wake(this.state, 0, next.timer, next.argument, this.io);
    return true;
  }

  stored(ticket: number, done: 0 | 1): Said[] {
    const before = this.io.said.length;
    this.#component.stored(this.state, 0, ticket, done, this.io);
    return this.io.said.slice(before);
  }

  loaded(ticket: number, records: readonly StoredDatum[]): Said[] {
    const before = this.io.said.length;
    this.#component.loaded(this.state, 0, ticket, records, this.io);
    return this.io.said.slice(before);
  }

  /** Restarts the node: volatile state is gone, timers are void. */
  restart(): void {
    this.io.wakes.length = 0;
    this.#component.forget?.(this.state, 0);
    this.start();
  }
}
