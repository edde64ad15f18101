import type { AttackTally, ChainTally, Observations } from './replication.ts';

/** What a run of a study came to: plain data for a store, without the picture. */
export interface RunRecord extends Omit<Observations, 'picture' | 'violations' | 'attacks' | 'chain'> {
  readonly key: string;
  readonly attacks: readonly AttackTally[];
  readonly chain: ChainTally | null;
  readonly digest: string;
  readonly events: number;
  readonly wallSeconds: number;
}

/** Where a run stands in a study. Cells that ask for one run share it. */
export interface PlacedRun {
  readonly cell: number;
  readonly replication: number;
  readonly key: string;
}

/** A run that gave nothing, and why in one line: it went out of memory, its process died, or the range found it void. */
export interface FailedRun {
  readonly key: string;
  readonly failure: string;
}
