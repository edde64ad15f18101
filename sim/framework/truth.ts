import type { AttackId } from './attack.ts';
import type { Exhausted, Spent } from './budget.ts';
import type { ChainPart } from './kill-chain.ts';

/** Ways in which an attempt's hand can stand somewhere. Append only: the position is the number. */
export const footings = ['inside', 'account', 'address', 'copy', 'wire'] as const;
export type Footing = (typeof footings)[number];

/**
 * Where the hand of an attempt stood: inside a node or at its medium, in a person's account, at an address of its own, with keys that
 * were copied from a node, or on a wire between two.
 */
export interface Foothold {
  readonly footing: Footing;
  readonly node: number;
  /** The other end of a wire, -1 else. */
  readonly other: number;
}

/** One attempt of an attack as the world ran it: ground truth, for the oracle and for pictures of a run. */
export interface AttemptRecord {
  readonly attack: AttackId;
  /** Counts the attempts of this attack from 1. */
  readonly number: number;
  readonly startNs: number;
  /** When its campaign ended; null while it runs. */
  readonly endNs: number | null;
  /** What it did that costs an attacker something: messages, opens, taps, reads. */
  readonly acts: number;
  /** What it used up of its attacker's budget. */
  readonly spent: Spent;
  /** What ran out, or was out of reach, and so ended it; null where nothing did. */
  readonly exhausted: Exhausted | null;
  /** Steps that it began, in order, by the names that the campaign gave them. */
  readonly steps: readonly { readonly name: string; readonly atNs: number }[];
  /** Where it stood, each once, in order. */
  readonly footholds: readonly Foothold[];
  /** Of which play of a chain it was a stage; absent where it was none. */
  readonly part?: ChainPart;
  /** Whether that play was over with it: the last stage was done, or the attacker gave up. */
  readonly endsPlay?: boolean;
}

/**
 * Which attempt and step the labels of facts stand for; the world that runs the campaigns keeps it. Label 0 is honest.
 */
export interface LabelTable {
  /** Attempts of all attacks in the order in which they started; grows while the run goes on. */
  readonly attempts: readonly AttemptRecord[];
  /** Index in `attempts` of the attempt behind a label above 0. */
  attemptOf(label: number): number;
  /** Name of the step behind a label above 0. */
  stepOf(label: number): string;
}
