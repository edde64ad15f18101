import type { Replication } from '../metrics/results/replication.ts';
import type { Violation } from '../metrics/results/summary.ts';
import { faultInWords } from '../sim/worlds/live/faults/fault-plan.ts';
import type { PlannedFault } from '../sim/worlds/live/faults/fault-plan.ts';
import { LiveWorld } from '../sim/worlds/live/live-world.ts';
import type { LiveGround, LiveOutcome, LiveSetting } from '../sim/worlds/live/live-world.ts';
import { stageLive } from './live-stage.ts';
import type { LiveJob } from './live-stage.ts';
import { assessmentOf, groundOf } from './replicate.ts';
import type { Onlooker, RunPlan } from './replicate.ts';

/** What decides a live run; the suite is always the one on bytes. */
export type LivePlan = Pick<
  RunPlan,
  | 'scenario'
  | 'parameters'
  | 'profile'
  | 'attacks'
  | 'attacker'
  | 'intensity'
  | 'chain'
  | 'seed'
  | 'untilNs'
  | 'again'
  | 'observers'
  | 'begins'
  | 'follow'
> &
  Pick<LiveSetting<LiveJob>, 'store' | 'mqtt' | 'faults'> & {
    /** Called when all processes are ready and the run is about to begin. */
    readonly ready?: ((ground: LiveGround) => void) | undefined;
  };

/** One live run that has been set up. */
export interface LiveRun {
  /** Runs it to its end, in real time, and says what was observed. */
  play(onlooker: Onlooker): Promise<{ readonly replication: Replication; readonly outcome: LiveOutcome }>;
  /** Ends it in good order before its time, once all that was to befall it has; `play` resolves then. */
  finish(): void;
  /** Ends all of its processes at once; `play` rejects when nothing of it is left. */
  abort(): void;
  /** The same in the moment in which this process ends. */
  abandon(): void;
}

/** What the processes of a live run are told to put on stage. */
export function jobOf(plan: LivePlan): LiveJob {
  const { scenario, parameters, profile, seed, attacks, attacker, untilNs = null, intensity = 1, chain } = plan;
  return {
    scenario: scenario.name,
    parameters,
    profile,
    seed,
    untilNs,
    attacks: attacks.map(({ id }) => id),
    intensity,
    ...(attacker === undefined ? {} : { attacker: attacker.id }),
    chain: chain?.id ?? null,
  };
}

/** Sets a live run up: nothing is started yet. `entry` is the built file that its processes run. */
export function prepareLive(plan: LivePlan, entry: string): LiveRun {
  const { scenario, seed } = plan;
  const job = jobOf(plan);
  const stage = stageLive(job, scenario);
  const ground = groundOf(plan, stage.cast, () => world.labels);
  const assessment = assessmentOf(ground);
  const followers = plan.follow === undefined ? [] : [plan.follow(ground)];
  plan.begins?.(ground);
  const world: LiveWorld<LiveJob> = new LiveWorld<LiveJob>({
    staged: stage,
    job,
    entry,
    store: plan.store ?? null,
    mqtt: plan.mqtt ?? null,
    faults: plan.faults ?? [],
    observers: [assessment, ...(plan.observers ?? [])],
    followers,
    progress: (nowNs) => progress(nowNs),
    ...(plan.ready === undefined ? {} : { ready: plan.ready }),
  });
  let progress = (_nowNs: number): void => {};
  return {
    finish: () => world.finish(),
    abort: () => world.abort(),
    abandon: () => world.abandon(),
    play: async (onlooker) => {
      const begun = onlooker.seconds();
      progress = (nowNs) => onlooker.progress?.(nowNs, stage.cast.untilNs, 0);
      const outcome = await world.run();
      const run = { scenario: scenario.name, seed, again: plan.again };
      const observed = assessment.close({ run, inside: outcome.inside, costs: outcome.costs });
      const wallSeconds = onlooker.seconds() - begun;
      return {
        replication: {
          ...observed,
          warnings: [
            ...observed.warnings,
            ...storeWarnings(outcome),
            ...(outcome.leftBehind === null ? [] : [outcome.leftBehind]),
            ...faultWarnings(plan.faults ?? [], observed.violations, observed.violationsTotal),
          ],
          seed,
          digest: null,
          events: outcome.events,
          wallSeconds,
        },
        outcome,
      };
    },
  };
}

/** What a run was made to suffer, and which promises were broken in it: nobody may read its result without knowing. */
function faultWarnings(
  faults: readonly PlannedFault[],
  violations: readonly Violation[],
  total: number,
): readonly string[] {
  if (faults.length === 0) return [];
  const broken = [...new Set(violations.map(({ property }) => property))];
  const kept = total === 0 ? 'every property was kept' : `${total} violations, of ${broken.join(', ')}`;
  return [...faults.map((one) => `the run was made to suffer: ${faultInWords(one)}`), `under these faults ${kept}`];
}

/** What storages were refused by what they store on: they said so to who asked, and the run is none the worse judged. */
const storeWarnings = ({ processes }: LiveOutcome): readonly string[] =>
  processes.flatMap(({ name, mediumFailures }) =>
    Object.entries(mediumFailures).map(
      ([failure, count]) => `${name}: its store did not do ${count} of what it was asked (${failure})`,
    ),
  );
