import { fileURLToPath } from 'node:url';
import type { ArmSummary } from '../metrics/results/summary.ts';
import { runLiveArm } from '../scenarios/live-arm.ts';
import type { LiveRun } from '../scenarios/live.ts';
import { CrewFault } from '../sim/worlds/live/crew.ts';
import { TruthFault } from '../sim/worlds/live/judge.ts';
import type { ArmOnlooker, ArmPlan } from '../scenarios/arm.ts';
import { LiveFault } from './fault.ts';
import { endings, interruptible } from './interruption.ts';
import type { LookUp } from './interruption.ts';

/** The built file that every process of a live run is. */
export const liveEntry = fileURLToPath(new URL('./live-part.js', import.meta.url));

/** Whether a live run is void by this error: a process failed, or what they told does not fit together. */
export const isVoid = (error: unknown): error is CrewFault | TruthFault =>
  error instanceof CrewFault || error instanceof TruthFault;

/**
 * Does work with live runs, one or several at a time, each added to those that run before it starts. Whatever ends this process, or any of theirs,
 * ends them all: nothing is left behind. Rejects with a `LiveFault` where a run is void, and with `Interrupted` at a signal.
 */
export const withLiveRuns = <Result>(
  again: string,
  work: (running: Set<LiveRun>, lookUp: LookUp) => Promise<Result>,
): Promise<Result> =>
  interruptible(async (lookUp) => {
    const running = new Set<LiveRun>();
    const breakOff = (): void => running.forEach((run) => run.abort());
    for (const ending of [...endings, 'exit'] as const) process.on(ending, breakOff);
    try {
      return await work(running, lookUp);
    } catch (error) {
      breakOff();
      await lookUp();
      if (!isVoid(error)) throw error;
      const hint = 'the other processes were ended with it; nothing of the run is left behind';
      throw new LiveFault(`${error.message}\nagain: ${again}\nhint: ${hint}`);
    } finally {
      for (const ending of [...endings, 'exit'] as const) process.off(ending, breakOff);
    }
  });

/** Runs an arm on real processes. */
export const liveArm = (arm: ArmPlan, onlooker: ArmOnlooker): Promise<ArmSummary> => {
  const { repetition } = arm;
  const replications = repetition.kind === 'replications' ? repetition.count : 1;
  return withLiveRuns(arm.again, (running) => {
    const begun = (run: LiveRun): void => {
      running.clear();
      running.add(run);
    };
    return runLiveArm({ ...arm, replications, entry: liveEntry, begun }, onlooker);
  });
};
