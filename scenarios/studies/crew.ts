import type { FailedRun, RunOrder, RunRecord } from './order.ts';

/** A run that is to be played, with its name. */
export interface NamedOrder {
  readonly key: string;
  readonly order: RunOrder;
}

/** Told of every run once, as it ends, in whatever order; awaited before the run counts as done. */
export type Report = (done: RunRecord | FailedRun) => void | Promise<void>;

/**
 * Who carries out the runs of a study: this process, processes of this machine, or workers that take them from a queue. A crew knows
 * no study and no store. What a run came to is the same whoever plays it.
 */
export interface Crew {
  /** `here`, `4 processes`, `redis://host:6379`: for progress and manifests, without secrets. */
  readonly name: string;
  /**
   * Plays all of them, each once, and comes back when the last is reported. A run that fails is reported as failed and costs no other.
   * Rejects only where the crew itself is lost, or with the signal's reason where that is aborted.
   */
  carryOut(orders: readonly NamedOrder[], report: Report, signal?: AbortSignal): Promise<void>;
  close(): Promise<void>;
}
