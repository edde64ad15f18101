import type { Point } from './figure.ts';
import type { Bodies } from './message.ts';

/** Where the scenario puts the attackers, and at whom they aim. Every attack uses a part of it. */
export interface Stage {
  /** A wire on which an attacker can sit, between two nodes at a point, by name. */
  readonly wires: Readonly<Record<string, Wire>>;
  /** Things whose twins an attacker would like to move: the thing, where its reports enter, and a harmful false value. */
  readonly victims: readonly Victim[];
  /** Accounts (persons) that an attacker controls, by name; their own credentials come with them, and the secret where the door takes one. */
  readonly accounts: Readonly<
    Record<string, { readonly person: number; readonly door: number; readonly secret?: string }>
  >;
  /** Nodes whose inside an attacker controls (a provider gone rogue, an operator with reach), by name. */
  readonly insiders: Readonly<Record<string, number>>;
  /** Nodes whose key material was copied, with the age of the copy at the start of the run, by name. */
  readonly copies: Readonly<Record<string, { readonly node: number; readonly ageNs: number; readonly entry: number }>>;
  /**
   * Authorities whose issuing key was copied before the run, by name; absent where none was. With the key of its log, what is certified
   * comes with a receipt, of a log that goes on from the true one as it was at the first such certificate.
   */
  readonly issuers?: Readonly<Record<string, { readonly authority: number; readonly log?: true }>>;
  /** Doors to flood, by name: a node and the honest opens it can take a second. */
  readonly doors: Readonly<
    Record<string, { readonly node: number; readonly point: Point; readonly opensPerSecond: number }>
  >;
  /** Nodes on a machine that an attacker runs, by the machine's name; absent where all machines are their owners'. */
  readonly machines?: Readonly<Record<string, readonly number[]>>;
  /** Rooms whose archives are worth stealing. */
  readonly rooms: readonly number[];
  /** What is on record of identifiers, or said to be, which is no secret, by name. */
  readonly records?: Readonly<Record<string, Bodies['register']>>;
  /** What was stolen from platforms before the run: persons with the secrets that they have there, by the platform's name; absent where nothing was. */
  readonly leaks?: Readonly<Record<string, readonly Leaked[]>>;
  /** People and characters at whom attackers aim, by name. */
  readonly targets?: Readonly<Record<string, number>>;
}

/**
 * A part of the stage, or one thing of it: a wire by its name or its point, a victim by what it tells, anything else by its name:
 * `doors`, `wires.reports`, `wires.RP-I`, `victims.lock`, `insiders.provider`. Of several, each will do: `wires.RP-I|RP-X`.
 */
export type StageNeed = keyof Stage | `${keyof Stage}.${string}`;

/** A wire between two nodes at a point, in the direction of what is of interest. */
export interface Wire {
  readonly from: number;
  readonly to: number;
  readonly point: Point;
}

/** A person, the secret that it has at one platform, and a door of another platform where it has an account too. */
export interface Leaked {
  readonly person: number;
  readonly secret: string;
  readonly door: number;
}

/** A thing whose twin an attacker would like to move, and a harmful false report of it. */
export interface Victim {
  readonly thing: number;
  readonly entry: number;
  readonly point: Point;
  readonly report: Bodies['report'];
}
