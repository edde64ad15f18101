import { fileURLToPath } from 'node:url';
import type { ArmSummary } from '../metrics/results/summary.ts';
import { runLiveArm } from '../scenarios/live-arm.ts';
import type { LiveArmPlan } from '../scenarios/live-arm.ts';
import type { LiveRun } from '../scenarios/live.ts';
import { CrewFault } from '../sim/worlds/live/crew.ts';
import { TruthFault } from '../sim/worlds/live/judge.ts';
import type { ArmOnlooker, ArmPlan } from '../scenarios/arm.ts';
import { LiveFault } from './fault.ts';
import { endings, interruptible } from './interruption.ts';

/** The built file that every process of a live run is. */
export const liveEntry = fileURLToPath(new URL('./live-part.js', import.meta.url));

/**
 * Runs an arm on real processes. Whatever ends this process, or any of theirs, ends them all: nothing is left behind. Rejects
 * with a `LiveFault` where a process failed or what they told does not fit together, and with `Interrupted` at a signal.
 */
export const liveArm = (arm: ArmPlan, onlooker: ArmOnlooker): Promise<ArmSummary> =>
  interruptible(async (lookUp) => {
    let current: LiveRun | undefined;
    const breakOff = (): void => current?.abort();
    for (const ending of [...endings, 'exit'] as const) process.on(ending, breakOff);
    const { repetition } = arm;
    const plan: LiveArmPlan = {
      ...arm,
      replications: repetition.kind === 'replications' ? repetition.count : 1,
      entry: liveEntry,
      begun: (run) => {
        current = run;
      },
    };
    try {
      return await runLiveArm(plan, onlooker);
    } catch (error) {
      await lookUp();
      if (!(error instanceof CrewFault) && !(error instanceof TruthFault)) throw error;
      const hint = 'the other processes were ended with it; nothing of the run is left behind';
      throw new LiveFault(`${error.message}\nagain: ${arm.again}\nhint: ${hint}`);
    } finally {
      for (const ending of [...endings, 'exit'] as const) process.off(ending, breakOff);
    }
  });
