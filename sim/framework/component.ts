import type { Stream } from '../kernel/stream.ts';
import type { Circumstances, Duty } from './control.ts';
import type { Credential, CredentialRequest, StatusList, Token } from './crypto.ts';
import type { Purpose, Quantity } from './datum.ts';
import type { Address, PeerOf, PointOf, Role, SaidBy } from './figure.ts';
import type { IdentityObject, IdentityRecord } from './identity-object.ts';
import type { TreeHead } from './merkle/transparency-log.ts';
import type { Bodies, Draft, Message } from './message.ts';
import type { TrustBundle } from './trust-bundle.ts';
import type { Image } from './messages/maintenance.ts';
import type { StoredDatum } from './stored.ts';

/**
 * A behaviour from the framework: plain state and handlers, sans-IO. The same object is driven by the kernel in the
 * virtual world and by sockets in the live world. It serves `count` nodes at once: a handler gets the state of all and
 * the index of the one it runs for, so one node is a population of one and nothing is written twice for scale.
 */
export interface Component<R extends Role, State> {
  readonly role: R;
  /** Name of the behaviour; part of what a machine measures when it attests its code. */
  readonly code: string;
  /** Plain data for `count` nodes: columns by index. It can be printed, hashed, saved and forked. */
  state(count: number): State;
  /** Begins work, and begins anew after a restart, with what `forget` left; what is on a medium is asked for again. */
  start(state: State, index: number, io: Io<R>): void;
  /** A message passed every control on its way here. */
  receive(state: State, index: number, message: Message, io: Io<R>): void;
  /** A timer that this node set. */
  wake(state: State, index: number, timer: number, argument: number, io: Io<R>): void;
  /** A put or erase is durable (1) or failed (0). */
  stored?(state: State, index: number, ticket: number, done: 0 | 1, io: Io<R>): void;
  /** What a get or scan found. */
  loaded?(state: State, index: number, ticket: number, found: readonly StoredDatum[], io: Io<R>): void;
  /** The node lost its volatile state; what `state` holds for the index goes back to its beginning. */
  forget?(state: State, index: number): void;
  /** A message of this node will not get there: its channel could not be opened or broke. */
  undelivered?(state: State, index: number, number: number, io: Io<R>): void;
}

/** All that a component can do. One view, positioned on the node whose handler runs. */
export interface Io<R extends Role> {
  /** ns on the node's own clock, frozen during a call. */
  readonly now: number;
  readonly node: Address<R>;
  /** The node's own random stream. */
  readonly random: Stream;
  /** Messages waiting at this node. */
  readonly load: number;

  /**
   * Says something new. In a handler for a message, the datum descends from that message. `re` is the number of an earlier
   * request of the other end which this answers, where the request is no longer in hand. Returns the message's number.
   */
  send<P extends PointOf<R>, To extends PeerOf<R, P>, K extends SaidBy<R, P, To>>(
    point: P,
    to: Address<To>,
    draft: Draft<K>,
    re?: number,
  ): number;
  /** Passes the message in hand on as it is: the same datum, a copy. Returns the copy's number. */
  forward<P extends PointOf<R>>(point: P, to: Address<PeerOf<R, P>>): number;
  /** Answers the message in hand, at the point where it came. */
  reply<K extends SaidBy<R>>(draft: Draft<K>): number;
  /** Passes the message in hand on as the answer to an earlier request. */
  answer(point: PointOf<R>, to: number, re: number): number;

  /** Ends the channel with a peer: what is still on its way there or back is lost. */
  leave<P extends PointOf<R>>(point: P, to: Address<PeerOf<R, P>>): void;

  /** Remembers under a small whole number where the datum in hand came from, replacing what was there. */
  keep(cell: number): void;
  /** As `keep`, but adds to what was there: the cell then descends from both. */
  blend(cell: number): void;
  /** What this call says next descends from that cell too. */
  recall(cell: number): void;
  /** What this call says next is said because of what the cell holds, such as a contract, though it is made of something else. */
  because(cell: number): void;

  /** Calls `wake` after a delay, once. Timers are numbered 0 to 255. */
  wake(timer: number, delayNs: number, argument?: number): void;

  /** Reads the physical world at this device, in the quantity's unit. */
  sense(quantity: Quantity): number;
  /** Acts on the physical world for the message in hand; false where a control forbade it. */
  act(quantity: Quantity, value: number, circumstances: Circumstances): boolean;
  /** Uses the datum in hand for a purpose; false where a control forbade it. */
  use(purpose: Purpose, circumstances?: Circumstances): boolean;
  /** Runs the code in the message in hand from now on, in the place of its own; false where a control forbade it. */
  run(circumstances: Circumstances): boolean;
  /** What the standing controls ask of this component before it does this. */
  duty(purpose: Purpose): Readonly<Duty>;

  readonly store: StorePort;
  readonly identity: IdentityPort;

  /** Tells that an operation that a user or device wanted came to its end. */
  finish(operation: Operation, intendedNs: number, done: 0 | 1): void;
  /** Charges work of the component itself to its station. */
  work(kind: 'estimate', times: number): void;
}

/** Operations whose goodput and latency are measured. */
export const workloads = [
  'report',
  'command',
  'view',
  'enter',
  'job',
  'query',
  'enrol',
  'archive',
  'say',
  'guard',
  'consent',
  'erase',
  'trade',
  'hand-over',
  'resolve',
  'pose',
  'register',
  'follow',
] as const;
export type Operation = (typeof workloads)[number];

/** Durable storage; every call returns a ticket, its outcome comes later through `stored` or `loaded`. */
export interface StorePort {
  put(key: string, datum: StoredDatum): number;
  get(key: string): number;
  erase(key: string): number;
  /** Records whose keys begin with `prefix`, in key order, at most `limit`. */
  scan(prefix: string, limit: number): number;
}

/** Another authority, and how often to ask it, ns. */
export interface Partner {
  readonly authority: Address<'identity-storage'>;
  readonly refreshNs: number;
  /** Its roots are had from its bundle endpoint. */
  readonly endpoint: boolean;
  /** When the endpoint would be asked again, by the last bundle that was taken, ns; null before the first. */
  readonly hintNs: number | null;
}

/** Credentials of this node, and of others where it is an authority. */
export interface IdentityPort {
  readonly name: string;
  /** The moment (own clock, ns) at which this node's credential ends; 0 when it has none. */
  readonly expiresNs: number;
  /** Whether the newest status list that this node's party knows revokes its credential. */
  readonly revoked: boolean;
  /** Makes a fresh key and asks for a credential for it; null where identities are claimed only. */
  request(): CredentialRequest | null;
  /** Takes a credential for the key last asked for into use. Where the one before was revoked, the node's channels end, which rest on it. */
  install(credential: Credential | null): void;
  /** Authorities besides its own of which this node's party learns the newest roots and revocations, again and again. */
  readonly partners: readonly Partner[];
  /** Authority only: issues for who asks, whose claim was judged as the request came in; null when it may not. */
  issue(identifier: string, request: CredentialRequest | null, lifetimeNs: number): Credential | null;
  /** Authority only: revokes whatever the named node holds of it. */
  revoke(identifier: string): void;
  /** Authority only: a new signed list, valid for `lifetimeNs`. */
  publish(lifetimeNs: number): StatusList | null;
  /** Authority only: vouches for what is on record of an identifier, for `lifetimeNs`; null for who is none. */
  endorse(record: IdentityRecord, lifetimeNs: number): IdentityObject | null;
  /** Accepts a list when an authority that this node's party trusts signed it and it is newer; false otherwise. */
  learn(list: StatusList | null): boolean;
  /** Authority only: its current roots, signed; `hintNs` says when to ask again. */
  bundle(hintNs: number): TrustBundle | null;
  /** Takes the roots that the endpoint of another authority gave, which speaks of itself only; whether they count now. */
  adopt(from: number, bundle: TrustBundle): boolean;
  /** Heads of logs that this node's party has heard of last, those of its own certificate among them, at most `most` of each log. */
  heads(most: number): readonly Bodies['heads'][];
  /** Hears of a head of an issuer's log; whether it was news and signed by the log. */
  hear(issuer: string, head: TreeHead): boolean;
  /** An image as the maker of the things has released it: public, signed by the maker. */
  release(code: string, version: number, length: number): Image;
  /** Issues a token for a person, bound to the name the person proved. */
  grant(person: number, lifetimeNs: number): Token | null;
  /**
   * Whether that is the secret of a person's account with this node's platform, which holds it as a salted hash of so many rounds; false
   * for who has none.
   */
  admits(person: number, secret: string, rounds: number): boolean;
  /** Presents this token from now on. */
  present(token: Token | null): void;
}
