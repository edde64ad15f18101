import type { AttackId } from './attack.ts';

/** A plan of several attacks that serve one end; the attacks play as they are, and each is judged by its own goal. */
export interface ParallelChain {
  /** Identifier of the catalogue, for example `K6`. */
  readonly id: `K${number}`;
  readonly name: string;
  readonly summary: string;
  /** Its stages play at the same time and hand nothing on to one another; a chain whose stages do so needs a contract of its own. */
  readonly order: 'parallel';
  readonly stages: readonly ChainStage[];
}

/** One attack of a chain, and what it is there for. */
export interface ChainStage {
  readonly attack: AttackId;
  readonly purpose: string;
}
