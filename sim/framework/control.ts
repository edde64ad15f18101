import type {
  Content,
  Credential,
  KeyPair,
  PrivateKey,
  Proof,
  PublicKey,
  SecretKey,
  Sealed,
  Signature,
  StatusList,
  Suite,
  Tag,
  Token,
} from './crypto.ts';
import type { Attester } from './attester.ts';
import type { ControlId, Layer, Rung } from './chain.ts';
import type { Work } from './costs.ts';
import type { DataClass, Purpose } from './datum.ts';
import type { Deed, Duty } from './deed.ts';
import type { Group, Place, Role } from './figure.ts';
import type { Household } from './household.ts';
import type { Receipt } from './merkle/receipt.ts';
import type { TreeHead } from './merkle/transparency-log.ts';
import type { Bodies, Kind } from './message.ts';
import type { SessionRows } from './session-rows.ts';
import type { Stake } from './stake.ts';
import type { Trust } from './trust.ts';
import type { Verdict } from './verdict.ts';
import type { InitialIdentity } from './voucher.ts';

export type { Circumstances, Deed, Duty } from './deed.ts';
export type { ControlId } from './chain.ts';
export type { Household } from './household.ts';
export type { CertificateCheck, Trust } from './trust.ts';

/**
 * A security control, standing at both ends of a reference point (or at a component's inner point).
 * `stand` is called once per run; what it returns keeps its state in plain columns indexed by session, node or subject.
 */
export interface Control {
  /** Identifier of the catalogue, for example `C11`. */
  readonly id: ControlId;
  /** Name as used in `--without`, for example `replay-window`. */
  readonly name: string;
  /** What people call it, where that is not its name with blanks for hyphens. */
  readonly title?: string;
  /** One line: what it promises. */
  readonly summary: string;
  /** Requirement groups of X.stm-dpm that it serves. */
  readonly groups: readonly Group[];
  /** The first security profile that has it; every later one has it too. */
  readonly rung: Rung;
  /** Its layer in the chain of controls. */
  readonly layer: Layer;
  /** Its place within the layer: the lower step protects first. Tens leave room between; no two controls of a layer share one. */
  readonly step: number;
  /** Places where it stands when it is on. */
  readonly places: readonly Place[];
  /**
   * At reference points it stands at each end by that end's own profile, whatever the other end has: it only judges there what the
   * opening of a channel came to, and asks the other end for nothing. Any other control stands on a link where both ends have it.
   */
  readonly alone?: true;
  /**
   * An opening does without it where the initiator does not offer it. Any other control of openings stands as soon as both ends have it,
   * whatever is offered: nobody talks his way around proving who he is.
   */
  readonly offered?: true;
  /** What it does not do. */
  readonly limits: string;
  /** Where its default settings come from. */
  readonly source: string;
  stand(ground: Ground): Guard;
}

/** What a control gets when it takes up its stand. */
export interface Ground {
  /** Its own place in `WireMessage.marks`. */
  readonly mark: number;
  readonly suite: Suite;
  /** Facts about the cast that a defender knows; never who is an attacker. */
  readonly household: Household;
  /** State by session, one for all controls of a run. A control reserves its words here when it takes up its stand. */
  readonly sessionRows: SessionRows;
}

/** A control at work in one run. Every method is a synchronous judgement; a missing one passes. */
export interface Guard {
  /** Before a half-open handshake takes a place at the responder. */
  admit?: (hello: Hello, at: Post) => Verdict;
  /** Adds to what this end shows when a channel opens. */
  present?: (offer: Offer, at: Post, opening: Opening) => void;
  /** Judges what the other end showed. */
  judge?: (offer: Offer, at: Post, opening: Opening) => Verdict;
  /** Prepares a message for the wire, in order. */
  protect?: (message: WireMessage, at: Post) => void;
  /**
   * Puts beside a message what one who sits on a wire in clear can put there, who knows the protocol and has no key; `chosen` is a
   * number of its choice. A control without this asks for nothing, or for what takes a key.
   */
  imitate?: (message: WireMessage, at: Post, chosen: number) => void;
  /** Checks a message off the wire, in reverse order. */
  verify?: (message: WireMessage, at: Post) => Verdict;
  /**
   * Whether what the other end marks as urgent may be: asked as it arrives, before it is queued, when nothing is known of it but whom it
   * comes from. What may not is served with the rest.
   */
  hastens?: (at: Post) => boolean;
  /** What the component must do because this control stands at an inner point. */
  oblige?: (purpose: Purpose, duty: Duty, at: Post) => void;
  /** Judges a use, an act or a storing inside a component. */
  inner?: (deed: Deed, at: Post) => Verdict;
  /** Sees every verdict at this point, as a defender's sensor would; may raise an alarm. */
  witness?: (message: WireMessage, verdict: Verdict, at: Post) => void;
  /** As `witness`, for handshakes that came to an end. */
  witnessOpening?: (opening: Opening, verdict: Verdict, at: Post) => void;
  /**
   * Another control has alarmed this node's defender, at a place where this one stands too: what is known of it is what the alarm says,
   * and where it was raised. May raise no alarm itself.
   */
  warned?: (about: number, reason: string, at: Post) => void;
  /** Whether the machine keeps this node's memory sealed from whoever runs it, because this control stands at the inner point `store`. */
  seals?: (at: Post) => boolean;
  /** Whether the private key of this node lies where no copy of it can be taken, because this control stands at the inner point `issue`. */
  keepsKey?: (at: Post) => boolean;
  /** A node restarted: its volatile state is gone. */
  forget?: (node: number) => void;
}

/** Where and for whom a control judges: one end of a session. Reused; valid during the call only. */
export interface Post {
  readonly place: Place;
  /** ns on the node's own clock. */
  readonly now: number;
  readonly node: number;
  readonly role: Role;
  /** The address at the other end; who it really is, only evidence can say. */
  readonly peer: number;
  /** Dense number of this directed session, an index for columns: 2k there and 2k + 1 back, or the reverse; -1 at an inner point. */
  readonly session: number;
  /** Grows with every new channel in this session: state of an older channel is void. */
  readonly epoch: number;
  /**
   * What the channel's opening has proved of the other end; null on a channel that proves nothing. At an inner point: of whoever sent the
   * message in hand over its last hop; null where none is in hand.
   */
  readonly evidence: Evidence | null;
  readonly keys: KeyRing;
  readonly trust: Trust;
  readonly suite: Suite;
  /** Work done here: charged to the node's station in virtual time, and measured in the live world. */
  charge(work: Work, bytes?: number): void;
  /** Adds bytes to the message on the wire. */
  extend(bytes: number): void;
  /** A fresh 32-bit number from this node's stream for controls: nonces and sampling, never keys. */
  draw(): number;
  /**
   * Searches for a proof of work over a content and pays for each try; null where whoever stands here searches on a machine of its own
   * and has found none.
   */
  prove(content: Content, bits: number): Proof | null;
  /** Offers a status list to this node's party: it counts when an authority that the party trusts signed it and it is newer than the one known. */
  learn(list: StatusList): void;
  /** Tells this node's party of a head of an issuer's log: it is kept when the log signed it and none of its size is known. */
  hear(issuer: string, head: TreeHead): void;
  /**
   * Tells the defender that something about a node or subject looks wrong; -1 where it is about none of them. `score` says how wrong, for
   * who keeps one.
   */
  alarm(about: number, reason: string, score?: number): void;
  /** Asks whoever operates a node for something that only they can do, which is begun after a delay, ns. */
  order(what: OperatorAct, node: number, afterNs: number): void;
  /** Tells that something about a subject was released with noise, at a privacy loss of `epsilon`. */
  release(subject: number, epsilon: number): void;
}

/**
 * What operators do to a node of theirs when a control asks. `revoke`: its authority takes back what it has issued under that name.
 * `re-image`: it is stopped, its own code is laid down anew, and it starts with nothing in memory.
 */
export type OperatorAct = 'revoke' | 're-image';

/** A message on its way through the controls: they may change what is not yet protected. */
export interface WireMessage {
  readonly kind: Kind;
  readonly from: number;
  readonly to: number;
  readonly number: number;
  readonly re: number;
  readonly subject: number;
  readonly dataClass: DataClass;
  body: Bodies[Kind] | null;
  sealed: Sealed | null;
  readonly sizeBytes: number;
  /** Marked as urgent, outside of what a channel protects. */
  readonly urgent: boolean;
  /** What controls put beside the content, by the control's `mark`. Undefined where its sender put nothing. */
  readonly marks: unknown[];
  /** State of the channel's record: `intact` means protected and unaltered since the peer sent it in this order. */
  readonly record: 'none' | 'intact' | 'broken';
}

/** First packet of a handshake, before anything is proved. */
export interface Hello {
  readonly from: number;
  readonly to: number;
  /** Source address as seen on the wire; may be spoofed. */
  readonly source: number;
  /** Echo of a cookie given earlier, which only one who receives at `source` can have. */
  readonly cookie: Tag | null;
  /** What the responder's stateless cookie is made over: the address that the packet came from. */
  readonly cookieContent: Content;
  /** Half-open handshakes at the responder and its limit. */
  readonly halfOpen: number;
  readonly halfOpenLimit: number;
}

/** What one end shows of itself while a channel opens. */
export interface Offer {
  credential: Credential | null;
  /** Signature over the transcript with the credential's key. */
  proof: Signature | null;
  /** Public key of this end's fresh key agreement pair. */
  ephemeral: PublicKey | null;
  /** The newest status list that this end has (after RFC 6066). */
  status: StatusList | null;
  /**
   * Set by a responder that asks the initiator to prove itself. The world copies it into the initiator's last offer before
   * `present` is called for that one; in the offer of a hello it is false.
   */
  wantsProof: boolean;
  /** What shows that the credential stands in its issuer's log; absent and null where nothing does. */
  receipt?: Receipt | null;
}

/** One handshake in progress. */
export interface Opening {
  readonly initiator: number;
  readonly responder: number;
  /** The end for which the guard is called now. */
  readonly side: 'initiator' | 'responder';
  /** Name that the initiator means to reach, and the name that the peer claims. */
  readonly peerName: string;
  /** Both ephemeral keys, both addresses, and what was offered as this end knows it, in a fixed order; what proofs sign. */
  readonly transcript: readonly (PublicKey | number | string | null)[];
  /** Controls of the channel that this end has itself here, and those that the two have agreed on. */
  readonly own: readonly ControlId[];
  readonly agreed: readonly ControlId[];
  /** Set where the channel continues one whose proofs were checked; `proof` is not shown again. */
  readonly resumed: boolean;
  /** Set where both ends hold a key installed at commissioning, which has been checked. */
  readonly provisioned: boolean;
  /** Private half of this end's ephemeral key. */
  ephemeral: PrivateKey | null;
  /** Set by the transport control when both ends agreed on keys: records are protected from here on. */
  protect: boolean;
  /** Set by whoever proved it: the name that the other end showed to hold. */
  provedName: string | null;
  /** The other end's credential, once its proof held. */
  provedCredential: Credential | null;
}

/** What a channel's opening has proved to one end of the other. */
export interface Evidence {
  /** Node registered under the name that was proved, -1 where nothing was: compare this, not strings, on the hot path. */
  readonly provedNode: number;
  readonly name: string | null;
  readonly credential: Credential | null;
  readonly protected: boolean;
  readonly openedNs: number;
}

/** Keys and credentials that a node holds. Capabilities: it can use them, nobody can read them. */
export interface KeyRing {
  readonly pair: KeyPair | null;
  readonly credential: Credential | null;
  /** That the credential stands in its issuer's log; absent and null where nothing shows it. */
  readonly receipt?: Receipt | null;
  /** Key shared with the readers of this subject's data, or null when this node is not one of them. */
  objectKey(subject: number): SecretKey | null;
  /** Key under which commands to a thing behind a gateway are sealed, or null when this node neither gives, opens nor receives them. */
  commandKey(thing: number): SecretKey | null;
  /** Key of this node's storage at rest. */
  readonly storageKey: SecretKey | null;
  /** Secret under which this node makes stateless cookies, known to nobody else. */
  readonly cookieSecret: SecretKey | null;
  /** Key with which the machine's hardware signs what code it runs. */
  readonly attestation: Attester | null;
  /** What its maker has given it for life; null where it has none. */
  readonly initial: InitialIdentity | null;
  /** Token that this node presents. */
  token: Token | null;
  /** A proof of work that was searched for on a machine of its own; absent and null where there is none. */
  readonly stake?: Stake | null;
}
