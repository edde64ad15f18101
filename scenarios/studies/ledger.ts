import type { FailedRun, PlacedRun, RunRecord } from './order.ts';

/** Where the runs of a study are kept, by their names. */
export interface Ledger {
  /** Names of the runs that gave something: they are not played again. */
  done(): ReadonlySet<string>;
  /** Told of the runs that a study asks for, before they are played; those that it knows already are passed over. */
  place(runs: readonly PlacedRun[]): Promise<void>;
  /** Keeps what a run came to; what it holds already stays as it is. Once it resolves, nothing loses it. */
  keep(run: RunRecord | FailedRun): Promise<void>;
  /** The runs of these names, in their order; undefined for one that is not there. */
  runs(keys: readonly string[]): Promise<readonly (RunRecord | FailedRun | undefined)[]>;
}

/** A ledger in the memory of this process, for studies of few runs. */
export function ledgerInMemory(): Ledger {
  const kept = new Map<string, RunRecord | FailedRun>();
  const done = new Set<string>();
  return {
    done: () => done,
    async place() {},
    async keep(run) {
      if (done.has(run.key)) return;
      kept.set(run.key, run);
      if (!('failure' in run)) done.add(run.key);
    },
    async runs(keys) {
      return keys.map((key) => kept.get(key));
    },
  };
}
