import type { Choice } from '../../framework/agenda.ts';
import type { Attack, Hand, Line, Ruling, Seen, Wait, Wire } from '../../framework/attack.ts';
import type { Message } from '../../framework/message.ts';
import type { Stream } from '../../kernel/stream.ts';
import type { Attempt } from './labels.ts';
import type { Notices } from './notices.ts';
import type { Ring } from './ring.ts';

/** Lines that one attack can hold at once; the oldest node is used again after that. */
export const linesPerAttack = 64;
/** Addresses that spoofed packets claim to come from (assumption: a /20 of them). */
export const spoofedAddresses = 4096;

/** How many nodes attackers need: their own, one for each line, and the addresses that floods claim to come from. */
export const nodesFor = (attacks: number): number => (attacks === 0 ? 0 : attacks * linesPerAttack + spoofedAddresses);

/** An attack on stage. */
export interface Placed {
  readonly attack: Attack;
  readonly random: Stream;
  /** What people do whom it asks. */
  readonly responses: Stream;
  /** How many tries its searches for proofs of work take, and until when its machine searches, ns. */
  readonly searches: Stream;
  searchingUntilNs: number;
  /** First of its nodes; the others are for its lines. */
  readonly firstNode: number;
  lines: number;
}

/** What an attacker sees of a line. */
class LineView implements Line {
  readonly to: number;
  readonly #held: HeldLine;

  constructor(held: HeldLine) {
    this.to = held.to;
    this.#held = held;
  }

  get state(): Line['state'] {
    return this.#held.state;
  }

  get inbox(): readonly Message[] {
    return this.#held.inbox;
  }
}

/** A channel of the attacker's own, as the world holds it. */
export class HeldLine {
  /** What its owner gets. */
  readonly view: Line;
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
    this.view = new LineView(this);
  }
}

/** One attempt at work: where its story stands, and what it holds. */
export interface Campaign {
  readonly attempt: Attempt;
  readonly place: Placed;
  /** How it came to be chosen. */
  readonly choice: Choice;
  /** Names of what it believes to have gained. */
  readonly gained: string[];
  story: Generator<Wait, void, void>;
  readonly taps: {
    readonly session: number;
    readonly see: (seen: Seen) => Ruling;
    readonly wire: Wire;
    /** What stood beside the last message that went by in clear. */
    marks: readonly unknown[];
  }[];
  /** Where it takes away from what hellos offer. */
  readonly strips: { readonly session: number; readonly left: Parameters<Hand['strip']>[1] }[];
  readonly lines: HeldLine[];
  readonly insides: number[];
  /** What it has seen of being refused. */
  readonly notices: Notices;
  /** Whether its story goes on when another node begins to run its code. */
  rousable: boolean;
  /** Whether its next step was put off, since its attacker has made more requests than it can: once, however busy its taps are meanwhile. */
  putOff: boolean;
  over: boolean;
  /** Counts its waits, so that a wake-up for an earlier one is void. */
  turn: number;
}
