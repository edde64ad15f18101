import type { ControlId } from './chain.ts';
import type { Purpose } from './datum.ts';
import type { Role } from './figure.ts';
import type { Look } from './look.ts';
import type { Kind } from './message.ts';
import type { Tool } from './messages/plaza.ts';
import type { Noise } from './noise.ts';
import type { Passing } from './passing.ts';
import type { TaskName } from './task.ts';

/** The defender's book-keeping about its own house: names, roles, rights, consent, contracts. */
export interface Household {
  readonly nodes: number;
  nameOf(node: number): string;
  roleOf(node: number): Role;
  /** Whether policy lets a person say this over a thing or a room at all: command the one, view the other. */
  may(person: number, kind: Kind, over: number): boolean;
  /** Whether what a person wishes for may be urgent; absent where nothing may. */
  mayHurry?(person: number): boolean;
  /** Scopes that a token for this person carries. */
  scopesOf(person: number): readonly string[];
  /** Whether the person or owner behind a subject has consented to a purpose at a time (ns). */
  consents(subject: number, purpose: Purpose, nowNs: number): boolean;
  /**
   * How contracts ask providers to show what code they run (the models of RFC 9334): by evidence over each answer, judged as it comes
   * (background check), or by a passport, got once and shown until it runs out. Absent: by evidence.
   */
  readonly attestedBy?: 'evidence' | 'passport';
  /** How an input of a task is made less exact before it leaves; absent, and undefined, where it is not. */
  noiseFor?(task: TaskName): Noise | undefined;
  /** Inputs that a task needs, by name; undefined where no rule says. */
  inputsFor(task: TaskName): readonly string[] | undefined;
  /**
   * Whether data of a class about a subject may be passed on to a node for a purpose at a time (ns): by where it will lie then.
   * Absent where the house has no such rule.
   */
  mayPass?(passing: Passing): boolean;
  /**
   * Controls that whoever is given data of a class about a subject must promise, as far as the house has them itself. Absent where
   * the house asks for none.
   */
  asks?(passing: Passing): readonly ControlId[];
  /** Whether an account may be shown what it asks for now; absent where nobody counts what is looked up. */
  mayLook?(look: Look): boolean;
  /** Name of the machine of somebody else on which a node works beside others; absent, and undefined, where it has its own. */
  hostOf?(node: number): string | undefined;
  /** Whether the device of a node has a secure element for its private key; absent where none has. */
  hasSecureElement?(node: number): boolean;
  /** Quantity of a thing, where it has one. */
  quantityOf(thing: number): string | undefined;
  /** Rank of the rating that the house's classifier gives a work; absent where there is no classifier. */
  ratingOf?(content: number): number;
  /** Name of the authority that alone may vouch for what an identifier names; absent where the house has no such rule. */
  issuerOf?(identifier: string): string | undefined;
  /** Bits of the proof of work that a door asks of whoever comes in; absent where that costs nothing. */
  readonly joinBits?: number;
  /** Tools that a character was given; absent where there are no characters. */
  toolsOf?(character: number): readonly Tool[];
}
