import type { Replication } from '../../metrics/results/replication.ts';
import type { LiveOutcome } from '../../sim/worlds/live/live-world.ts';
import type { LivePlan } from '../live.ts';

/** Carries live runs out, each from its first process to its last: real ones, or stand-ins. */
export interface LiveRunner {
  /** Rejects where the run is void. */
  play(plan: LivePlan): Promise<{ readonly replication: Replication; readonly outcome: LiveOutcome }>;
  /** What made a run void, in words; null for any other error. */
  voidedBy(error: unknown): string | null;
}
