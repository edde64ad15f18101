import { fileURLToPath } from 'node:url';
import type { ArmSummary } from '../metrics/results/summary.ts';
import { runLiveArm } from '../scenarios/live-arm.ts';
import type { LiveArmPlan } from '../scenarios/live-arm.ts';
import type { LiveRun } from '../scenarios/live.ts';
import { CrewFault, StartFault } from '../sim/worlds/live/crew.ts';
import { TruthFault } from '../sim/worlds/live/judge.ts';
import type { ArmOnlooker, ArmPlan } from '../scenarios/arm.ts';
import { FaultyRequest, LiveFault, oneLine } from './fault.ts';
import type { Log } from './engine.ts';
import { loggedRun } from './live-log.ts';
import { endings, interruptible } from './interruption.ts';

/** The built file that every process of a live run is. */
export const liveEntry = fileURLToPath(new URL('./live-part.js', import.meta.url));

/**
 * Runs an arm on real processes. Whatever ends this process, or any of theirs, ends them all: nothing is left behind. Rejects
 * with a `LiveFault` where a process failed or what they told does not fit together, and with `Interrupted` at a signal.
 */
export const liveArm = (arm: ArmPlan, onlooker: ArmOnlooker, log: Log): Promise<ArmSummary> =>
  interruptible(async (lookUp) => {
    let current: LiveRun | undefined;
    const breakOff = (): void => current?.abort();
    for (const ending of [...endings, 'exit'] as const) process.on(ending, breakOff);
    const { repetition } = arm;
    const plan: LiveArmPlan = {
      ...arm,
      replications: repetition.kind === 'replications' ? repetition.count : 1,
      entry: liveEntry,
      ...loggedRun(log),
      begun: (run) => {
        current = run;
      },
    };
    try {
      return await runLiveArm(plan, onlooker);
    } catch (error) {
      await lookUp();
      const remedy = error instanceof StartFault ? remedyFor(error) : undefined;
      if (remedy !== undefined) throw notStarted(error as StartFault, remedy);
      if (!(error instanceof CrewFault) && !(error instanceof TruthFault)) throw error;
      const hint = 'the other processes were ended with it; nothing of the run is left behind';
      throw new LiveFault(`${error.message}\nagain: ${arm.again}\nhint: ${hint}`);
    } finally {
      for (const ending of [...endings, 'exit'] as const) process.off(ending, breakOff);
    }
  });

/** What to do where the system does not give what a run needs, by the system's own word for it. */
const remedies: readonly (readonly [RegExp, string])[] = [
  [/EMFILE|ENFILE/, 'more open files for a process: ulimit -n 1024'],
  [/EADDR|EACCES|EAFNOSUPPORT/, 'free ports on 127.0.0.1 that this user may listen on'],
  [/EAGAIN|ENOMEM/, 'more processes or memory for this user: ulimit -u, ulimit -v'],
  [/certificate/, 'an OpenSSL as it comes with Node: without OPENSSL_CONF'],
  [/spawn /, 'a Node that can start another: node -p process.execPath'],
];
const longestReason = 300;

const remedyFor = ({ message }: StartFault): string | undefined => remedies.find(([sign]) => sign.test(message))?.[1];

/** Nothing of the run had begun: what the system did not give is for the user to mend. */
function notStarted({ message }: StartFault, remedy: string): FaultyRequest {
  return new FaultyRequest(`${oneLine(message, longestReason)}: nothing was started`, 'the live world', remedy);
}
