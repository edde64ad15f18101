import type { Stream } from '../kernel/stream.ts';
import type { Group, InteractionClass, Point, Role } from './figure.ts';
import type { FactKind } from './fact.ts';
import type { ControlId } from './control.ts';
import type { Bodies, Draft, Kind, Message } from './message.ts';
import type { LaidRecord, StoredBody } from './stored.ts';
import type { Quote } from './attester.ts';
import type { Credential, Forgery, Token } from './crypto.ts';
import type { DataClass, Quantity } from './datum.ts';
import type { Gain, KnownSession, Loot } from './gain.ts';
import type { Stage, StageNeed, Wire } from './stage.ts';

export type { Gain, KnownSession, Loot } from './gain.ts';
export type { Leaked, Stage, Victim, Wire } from './stage.ts';

/** What an adversary does, from a position, with stated knowledge and budget. */
export interface Attack {
  /** Identifier of the catalogue, for example `A07`. */
  readonly id: AttackId;
  readonly name: string;
  readonly summary: string;
  readonly classes: readonly InteractionClass[];
  readonly groups: readonly Group[];
  /** The property that it breaks. */
  readonly breaks: Property;
  readonly position: string;
  readonly knowledge: KnowledgeLevel;
  readonly budget: string;
  readonly preconditions: string;
  /** What of the stage and of its hand its campaign takes for granted; an attack that says nothing does so at its own peril. */
  readonly needs?: readonly (StageNeed | HandNeed)[];
  /** Names of its steps in order, as its campaign gives them to `hand.step`; progress is measured against them. */
  readonly steps?: readonly string[];
  /** Names of what its campaign may gain, as it gives them to `hand.gain`. */
  readonly gains?: readonly string[];
  /** What a defender could observe. */
  readonly observables: string;
  /** Controls that beat it: with all of them taken out of the full framework it is back. The file says what each does alone. */
  readonly beatenBy: readonly ControlId[];
  /** Controls that one might hope would help, and do not. */
  readonly notBeatenBy: readonly ControlId[];
  /** Where it needs that a person lets itself be tricked: how often one does, each time it is asked, which is drawn. */
  readonly drawn?: PersonsResponse;
  /** Success that is expected to remain under the full framework, with its reason; 0 where none is. */
  readonly residual: { readonly rate: number; readonly reason: string };
  /** Checked external ids (ATT&CK v18.1, EMB3D 2.0.1, CAPEC 3.9, ATLAS 5.6.0) and literature. */
  readonly references: readonly string[];
  /** Mean time from the end of one attempt to the start of the next, ns, and where that comes from. */
  readonly intensity: { readonly everyNs: number; readonly source: string };
  /** One attempt, from its start to its goal or its giving up. */
  campaign(hand: Hand): Generator<Wait, void, void>;
  /** When an attempt has succeeded, on ground truth alone. */
  readonly goal: Goal;
}

/** What a person does when an attacker asks for it: drawn from a sourced base rate, the only thing about an attack that is. */
export interface PersonsResponse {
  readonly response: string;
  /** Share of those asked who do it. */
  readonly rate: number;
  readonly source: string;
}

/** Identifier of an attack in the catalogue; or of an attacker class without a goal, for what it does. */
export type AttackId = `A${number}` | `P${number}`;

/** How much of the range an attacker knows beforehand, each more than the one before. */
export const knowledgeLevels = ['none', 'protocol', 'configuration', 'white box'] as const;
export type KnowledgeLevel = (typeof knowledgeLevels)[number];

/** What must hold. */
export const properties = [
  'authenticity',
  'integrity',
  'freshness',
  'confidentiality',
  'access',
  'lifecycle',
  'availability',
  'result correctness',
  'privacy',
  'safety',
  'protection',
] as const;
export type Property = (typeof properties)[number];

/** Success predicate: facts that descend from the attempt, or what honest users got while it ran. */
export type Goal =
  | { readonly over: 'facts'; readonly needed: number; reached(fact: TrueFact): boolean }
  | { readonly over: 'service'; reached(window: ServiceWindow): boolean };

/** A fact with its truth, as the oracle sees it. */
export interface TrueFact {
  readonly kind: FactKind;
  readonly atNs: number;
  readonly place: string;
  readonly node: number;
  readonly subject: number;
  readonly dataClass: DataClass;
  /** Purpose, quantity, control or operation, by kind. */
  readonly detail: string;
  readonly value: number;
  readonly forged: boolean;
  readonly replayed: boolean;
  readonly wrong: boolean;
  readonly hostile: boolean;
  /** Whether it is about what a platform is entrusted with that is to be matched by whoever is given it; false where the cast names nothing. */
  readonly entrusted: boolean;
  /** Whether what was agreed with the node about data had ended by then; false where the cast names no end. */
  readonly lapsed: boolean;
  /** Whether the node that learnt the datum or inferred it, or the person behind it (acted), was entitled. */
  readonly entitled: boolean;
  /** Whether the two identities that it puts together (guessed, used for identity) are of one thing; true where it puts none together. */
  readonly oneThing: boolean;
  /** How long before its opening the credential that a channel relies on had been revoked, ns; 0 where it was not. */
  readonly staleNs: number;
}

/** What honest users got between the start and the end of an attempt. */
export interface ServiceWindow {
  readonly opensWanted: number;
  readonly opensDone: number;
  readonly operationsWanted: number;
  readonly operationsDone: number;
  /** Of the operations those that people wished for, in person. */
  readonly wishesWanted: number;
  readonly wishesDone: number;
  /** And those that a control judged and refused: whether somebody attacks has no part in that. */
  readonly wishesRefused: number;
  /** Of the operations the jobs that platforms hand to their connectors. */
  readonly jobsWanted: number;
  readonly jobsDone: number;
}

/** Something that a campaign waits for. */
export type Wait =
  /** `orTaken`: or until another node begins to run its code. */
  { readonly untilNs: number; readonly orTaken?: true } | { readonly line: Line } | { readonly reply: Line };

/** What an attacker's hand can do that not every world has: a campaign that does it says so. */
export type HandNeed = `hand.${'attest' | 'guess' | 'implant' | 'infer' | 'layDown' | 'strip' | 'watch' | 'withhold'}`;

/** All that an attacker can do. It sees what is on its wires, in its accounts and inside its nodes; nothing else. */
export interface Hand {
  readonly now: number;
  readonly random: Stream;
  readonly stage: Stage;
  /** Names the step that begins now; what follows descends from it. */
  step(name: string): void;
  /** Waits for some time. */
  wait(delayNs: number): { readonly untilNs: number };

  /** Sits on a wire until the attempt ends; `see` rules on each message as it passes. Of handshakes it sees what `strip` says. */
  tap(wire: Wire, see: (seen: Seen) => Ruling): void;
  /**
   * Sits on a wire until the attempt ends, and says what is left of the protection that the wire's sender offers when it opens a
   * channel; it cannot put anything in. In the virtual world only.
   */
  strip(wire: Wire, left: (offered: readonly string[]) => readonly string[]): void;
  /**
   * States, of the thing that speaks on a wire where it sits, that a quantity there has become `value` since a moment when it was another.
   * Whether that is so, only the oracle finds out; it can be so of quantities only that are states, as presence is. In the virtual world only.
   */
  infer(wire: Wire, quantity: Quantity, value: number, sinceNs: number): void;
  /** Sends a recording again, on the wire where it was taken. */
  replay(recording: Recording): void;
  /**
   * Writes a message of its own into a wire that it sits on, as if the wire's sender had sent it. Where the wire is in clear it
   * puts beside it what the protocol asks for and no key is needed for.
   */
  inject<K extends Kind>(wire: Wire, draft: Draft<K>): void;

  /** Opens a channel of its own, claiming to be `as`, with the keys of `ring` (null: none). Wait for it with `{ line }`. */
  open(point: Point, to: number, as: number, ring: Loot | null): Line;
  /** Says something on its own line, claiming `claim` as the line's owner. Returns the message's number. */
  say<K extends Kind>(line: Line, draft: Draft<K>): number;
  /** Presents a token on its own line from now on. */
  present(line: Line, token: Token | null): void;
  /**
   * Begins to search, on a machine of its own that does one search at a time, for the proof of work that is asked of whoever comes in by
   * a line as somebody (who it claims to be, where nothing is said); says when it is found. Only from then on it stands beside what is said there. Undefined where none
   * is asked for.
   */
  prove(line: Line, comer?: number): { readonly untilNs: number } | undefined;
  close(line: Line): void;

  /** Keys copied from a node some time ago, as they were then. */
  copied(name: string): Loot;
  /** Keys of its own, with a certificate in a node's name that it has put together itself. */
  feigned(node: number, forgery: Forgery): Loot;
  /** Keys of its own, with a certificate in a node's name that it has signed with a copied issuing key. */
  certified(issuer: string, node: number): Loot;
  /** A root of its own, under the name of a node's authority, and what it certifies in nodes' names. */
  founded(node: number): { readonly root: Credential; certify(node: number): Loot };
  /**
   * Keys of its own, and what to ask an authority with for a certificate in a node's name; they go with the one that it answers with.
   */
  requested(node: number): { readonly body: Bodies['enrol']; readonly take: (credential: Credential) => Loot };
  /** Keys of an account that it controls. */
  account(name: string): Loot;
  /**
   * Asks the person behind an account, on a way of its own, to let a device of the attacker's into it. Whether the person does is drawn, at the
   * rate that the attack declares (`drawn`); keys of the account where it does, else null. What is said with them is not the person's word.
   */
  persuade(name: string): Loot | null;
  /**
   * Rewrites what leaves a node whose inside it controls, before that node's own protection, until the attempt ends: what the
   * node says itself, and what it passes on.
   */
  inside(node: number, rewrite: (leaving: Leaving) => Draft | undefined): void;
  /**
   * Stands between a node whose inside it controls and the machine's hardware, until the attempt ends: `own` is what that states, `genuine`
   * what another machine of the same operator would, which runs the operator's code with a key of its own and is fed what makes it answer
   * so. What `show` returns is shown. In the virtual world only.
   */
  attest(node: number, show: (own: Quote, genuine: () => Quote) => Quote): void;
  /**
   * Looks into the memory of a node whose machine it runs, until the attempt ends: what the node takes in and says, as it lies there,
   * and which of its records it opens. Nothing is seen where the machine keeps the memory sealed. While it looks, the keys that lie there
   * open the node's medium to `readMedium`.
   */
  watch(node: number, see: (held: Leaving) => void): void;
  /** Reads the medium of a storage that it has reach of: all records that lie there, in key order. */
  readMedium(node: number): readonly LaidRecord[];
  /**
   * Lays a record that it read there, as it was or with a body of its own in clear, on the medium of a storage that it has reach of, in the place of
   * what lies under the key. The storage is told of nothing.
   */
  layDown(node: number, key: string, record: LaidRecord, body?: StoredBody): void;
  /**
   * Has other code on a node whose inside it controls leave on the medium what the node erases, until the attempt ends; the node is
   * told that it is done.
   */
  withhold(node: number): void;
  /**
   * States, with what it knows at a node whose inside it controls, that two identities are of one thing. Whether that is so, only the
   * oracle finds out. `so far` says what it would guess by now, to see what more watching gives: it counts for nothing else.
   */
  guess(node: number, one: number, other: number, how?: 'so far'): void;
  /**
   * Brings code of its own into a node whose inside it controls, and into every node that runs an image which it has sent, until the
   * attempt ends.
   */
  implant(node: number, implant: Implant): void;
  /** Nodes that run its code now, in the order in which it came to them. */
  readonly taken: readonly number[];
  /** Whether a node runs its code now. */
  runsIn(node: number): boolean;
  /**
   * An address by lot, among all of a role to which the network lets a node that runs its code speak at a point; -1 where there is
   * none.
   */
  scan(node: number, point: Point, role: Role): number;
  /** Says something from within a node that runs its code, with that node's keys and in its name. Returns the message's number. */
  speak<K extends Kind>(node: number, point: Point, to: number, draft: Draft<K>): number;
  /**
   * Notes that it holds something now, as far as it can see: later stages of its chain may need it, and whoever chooses what is tried
   * next learns by it: keys, or the number of a session. Success it is not: that is the goal's alone.
   */
  gain(what: string, keys?: Loot | null, session?: KnownSession): void;
  /** The newest thing of a name that this attacker has gained, in this attempt or, in a chain, in an earlier one of the same play. */
  gained(what: string): Gain | undefined;
  /** First packets of handshakes at a rate, for a time; `spoofed` ones come from addresses it cannot receive at. */
  flood(door: { node: number; point: Point }, perSecond: number, forNs: number, source: 'spoofed' | 'own'): void;
}

/** What is about to leave a node, or has come in, as it lies in the node's memory: a body of null is sealed for somebody else. */
export type Leaving = Omit<Draft, 'body'> & { readonly body: Bodies[Kind] | null };

/** Code of an attacker's, wherever it runs. */
export interface Implant {
  /** A message came to a node that runs it; the node's own code gets it too. Valid during the call only. */
  heard?(node: number, message: Message): void;
  /** As `rewrite` of `inside`, in every node that runs it. */
  rewrite?(node: number, leaving: Leaving): Draft | undefined;
}

/** A channel of the attacker's own. */
export interface Line {
  readonly to: number;
  readonly state: 'opening' | 'open' | 'refused' | 'closed';
  /** Answers that came back in clear, oldest first. */
  readonly inbox: readonly Message[];
}

/** What an attacker on a wire sees of one message. */
export interface Seen {
  readonly atNs: number;
  readonly wire: Wire;
  readonly sizeBytes: number;
  /** Null where the wire is protected: then only size and time can be seen. */
  readonly clear: { readonly kind: Kind; readonly subject: number; readonly body: Bodies[Kind] | null } | null;
  /** Takes a recording, opaque or not. */
  record(): Recording;
}

/** What was taken down on a wire; opaque. */
export interface Recording {
  readonly wire: Wire;
  readonly takenNs: number;
}

/** What becomes of a message that an attacker saw. */
export type Ruling =
  | 'pass'
  | 'drop'
  | { readonly delayNs: number }
  /** Puts another content in its place where it is in clear; on a protected wire the bits are altered blindly. */
  | { readonly body: Bodies[Kind] };
