import type { Gain } from './attack.ts';
import type { ChainPart } from './kill-chain.ts';

/** What one attacker knows. What it believes is no success: only the goal of an attack is, on ground truth. */
export interface Mind {
  /** The newest thing of a name that has come to it. */
  of(what: string): Gain | undefined;
  /** From now on nothing is known. */
  forget(): void;
}

/** An attack that an attacker begins next. */
export interface Choice {
  /** Its place in the attacker's repertoire. */
  readonly place: number;
  /** Waits first, as long as that attack waits between two attempts; else it begins at once. */
  readonly rests: boolean;
  /** Where it stands in the play of a chain; nothing where it is alone. */
  readonly part?: ChainPart;
}

/**
 * How an attacker chooses what it tries next, on nothing but what it knows. At each place of its repertoire one attempt runs, or is
 * waited for, at a time.
 */
export interface Agenda {
  /** What begins at the start. */
  first(): readonly Choice[];
  /**
   * What begins now that an attempt is over; `gained` are the names of what it believes to have gained by it, `refused` is how often it
   * noticed in it that it was refused.
   */
  next(ended: Choice, gained: readonly string[], mind: Mind, refused: number): readonly Choice[];
}
