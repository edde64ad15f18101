import type { Replication } from '../metrics/results/replication.ts';
import { summarise } from '../metrics/results/summarise.ts';
import type { Round } from '../metrics/results/summarise.ts';
import type { ArmSummary } from '../metrics/results/summary.ts';
import type { Attack } from '../sim/framework/attack.ts';
import type { ArmOnlooker, ArmPlan } from './arm.ts';
import { frameOf, keptBy, planFor } from './arm.ts';
import { jobOf, prepareLive } from './live.ts';
import { stageLive } from './live-stage.ts';
import type { LivePlan, LiveRun } from './live.ts';
import type { PlannedFault } from '../sim/worlds/live/faults/fault-plan.ts';
import type { LiveOutcome } from '../sim/worlds/live/live-world.ts';
import { seedOf } from './replicate.ts';

/** An arm in the live world: as in the virtual one, but that the suite is bytes and costs are what they are. */
export type LiveArmPlan = Omit<ArmPlan, 'suite' | 'costs' | 'trace' | 'repetition'> & {
  readonly replications: number;
  readonly ready?: LivePlan['ready'];
  /** The built file that processes run. */
  readonly entry: string;
  /** URL of the PostgreSQL server to store in, null for databases on disk. */
  readonly store: string | null;
  /** Told of each run that has come to its end. */
  readonly ended?: (outcome: LiveOutcome) => void;
  /** What each run is made to suffer; nothing where there is none. */
  readonly faults?: readonly PlannedFault[];
  /** URL of the broker between things and IoT platforms, null for one in each platform. */
  readonly mqtt: string | null;
  /** Told of each run before it starts, so that it can be broken off. */
  readonly begun: (run: LiveRun) => void;
};

/** Runs an arm in real time, one run after the other. Rejects where a run is void. */
export async function runLiveArm(plan: LiveArmPlan, onlooker: ArmOnlooker): Promise<ArmSummary> {
  const sets = plan.attackSets.length === 0 ? [[]] : plan.attackSets;
  const compared = plan.withBaseline && plan.attackSets.length > 0;
  const played = compared ? [[], ...sets] : sets;
  // Before anything starts: an attack that cannot be played is refused at once, and not when its turn has come.
  for (const attacks of sets) stageLive(jobOf({ ...plan, attacks, seed: seedOf(plan.seed, 0) }), plan.scenario);
  const rounds: Round[] = [];
  for (let index = 0; index < plan.replications; index++) {
    const runs: Replication[] = [];
    for (const [place, attacks] of played.entries()) {
      const label = `${plan.profile.name} · ${attacks.map((attack) => attack.id).join('+') || 'honest'}`;
      onlooker.begins?.(label, index * played.length + place, plan.replications * played.length);
      runs.push(await once(plan, attacks, index, onlooker));
    }
    rounds.push(compared ? { runs: runs.slice(1), honest: runs[0]! } : { runs, honest: null });
  }
  const repetition = { kind: 'replications', count: plan.replications } as const;
  return summarise(frameOf({ ...plan, suite: 'openssl', repetition }, 'live'), rounds);
}

async function once(
  plan: LiveArmPlan,
  attacks: readonly Attack[],
  index: number,
  onlooker: ArmOnlooker,
): Promise<Replication> {
  const keeper = plan.keep?.({ attacks, index });
  const watched = keptBy(keeper);
  const run = prepareLive({ ...planFor(plan, attacks), seed: seedOf(plan.seed, index), ...watched }, plan.entry);
  plan.begun(run);
  const { replication, outcome } = await run.play(onlooker);
  plan.ended?.(outcome);
  keeper?.ends(replication);
  return replication;
}
