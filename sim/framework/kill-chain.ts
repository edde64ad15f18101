import type { AttackId } from './attack.ts';
import type { ControlId } from './control.ts';

/** Identifier of a chain in the catalogue. */
export type ChainId = `K${number}`;

/** A plan of several attacks that serve one end; the attacks play as they are, and each is judged by its own goal. */
export interface KillChain {
  readonly id: ChainId;
  readonly name: string;
  readonly summary: string;
  /** Scenario that has the stage for all of its attacks. */
  readonly home: string;
  /** Whether its stages play at the same time and hand nothing on, or one after the other, each on what those before it gained. */
  readonly order: 'parallel' | 'sequence';
  readonly stages: readonly ChainStage[];
}

/** One attack of a chain, and what it is there for. */
export interface ChainStage {
  readonly attack: AttackId;
  readonly purpose: string;
  /** Names of what must be known before it begins: earlier stages give it. */
  readonly takes?: readonly string[];
  /** Names of what it must have gained, as far as the attacker can see, before the chain goes on; its attack declares them. */
  readonly gives?: readonly string[];
  /**
   * Sets of controls of which each, where nothing else stands, is predicted to break the chain here. What beats its attack only for a
   * share of attempts, or not on this stage, is in none.
   */
  readonly brokenBy: readonly (readonly ControlId[])[];
  /** Controls that let through some plays here, and fewer than without them: they beat its attack for a share of attempts. */
  readonly thinnedBy?: readonly ControlId[];
  /**
   * Controls without which all others let the chain pass here: those that beat its attack, where nothing is said. For a chain of which
   * one of these is what later stages rest on.
   */
  readonly backWithout?: readonly ControlId[];
  /** Controls that break it here because they serve nobody, honest people neither, where another one is missing that they need. */
  readonly stilledBy?: readonly { readonly standing: ControlId; readonly missing: ControlId }[];
  /** Attempts until the attacker gives the play up: `usualTries` where nothing is said. */
  readonly tries?: number;
}

/** How often a stage that gained nothing is tried before the play is over (assumption). */
export const usualTries = 3;

/** Where an attempt stands in a chain: in which play of it, counted from 1, at which stage, from 0, at which try, from 1. */
export interface ChainPart {
  readonly chain: ChainId;
  readonly play: number;
  readonly stage: number;
  readonly trial: number;
}
