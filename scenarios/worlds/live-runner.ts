import type { Replication } from '../../metrics/results/replication.ts';
import type { LiveOutcome } from '../../sim/worlds/live/live-world.ts';
import type { LivePlan } from '../live.ts';

/** Carries a live run out, from its first process to its last; rejects where it is void. Real processes, or a stand-in. */
export type LiveRunner = (
  plan: LivePlan,
) => Promise<{ readonly replication: Replication; readonly outcome: LiveOutcome }>;
