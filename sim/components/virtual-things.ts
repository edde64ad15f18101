import { quantities } from '../framework/datum.ts';
import type { Quantity } from '../framework/datum.ts';

/** Things that exist in a metaverse only, in columns: thing i is the node `first + i`. Shared by all components, written by none. */
export interface VirtualThings {
  readonly first: number;
  readonly count: number;
  /** Place in `quantities` of what it can be set to. */
  readonly quantity: Uint8Array;
  /** The room in which avatars come upon it. */
  readonly room: Int32Array;
  /** Entity agent and avatar agent of the platform that keeps it. */
  readonly entityAgent: Int32Array;
  readonly avatarAgent: Int32Array;
  /** Party of that platform, and the identifier on record; an identity object without counterpart goes with it. */
  readonly holders: readonly string[];
  readonly identifiers: readonly string[];
}

/** Where there is none. */
export const noVirtualThings: VirtualThings = {
  first: 0,
  count: 0,
  quantity: new Uint8Array(0),
  room: new Int32Array(0),
  entityAgent: new Int32Array(0),
  avatarAgent: new Int32Array(0),
  holders: [],
  identifiers: [],
};

/** What a virtual thing can be set to. */
export const virtualQuantityOf = ({ quantity }: VirtualThings, thing: number): Quantity =>
  quantities[quantity[thing]!]!;
