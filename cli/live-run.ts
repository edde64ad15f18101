import { fileURLToPath } from 'node:url';
import type { ArmSummary } from '../metrics/results/summary.ts';
import { runLiveArm } from '../scenarios/live-arm.ts';
import type { LiveRun } from '../scenarios/live.ts';
import { LeftBehind } from '../sim/worlds/live/clear-up.ts';
import { CrewFault, StartFault } from '../sim/worlds/live/crew.ts';
import { TruthFault } from '../sim/worlds/live/ledger.ts';
import { BrokerFault } from '../sim/worlds/live/mqtt/broker-connection.ts';
import { StoreFault } from '../sim/worlds/live/stores/media-space.ts';
import type { ArmOnlooker, ArmPlan } from '../scenarios/arm.ts';
import { FaultyRequest, LiveFault, oneLine } from './fault.ts';
import type { Log } from './engine.ts';
import { loggedRun } from './live-log.ts';
import { endings, interruptible } from './interruption.ts';
import type { LookUp } from './interruption.ts';
import { mqttShape } from './mqtt-url.ts';
import { storeShape } from './store-url.ts';

/** The built file that every process of a live run is. */
export const liveEntry = fileURLToPath(new URL('./live-part.js', import.meta.url));

/** Whether a live run is void by this error: a process failed, or what they told does not fit together. */
export const isVoid = (error: unknown): error is CrewFault | TruthFault =>
  error instanceof CrewFault || error instanceof TruthFault;

/**
 * Does work with live runs, one or several at a time, each added to those that run before it starts. Whatever ends this process,
 * or any of theirs, ends them all: nothing is left behind. Rejects with a `LiveFault` where a run is void, with a `FaultyRequest`
 * where there is no such store or broker, and with `Interrupted` at a signal. `store`: URL of a PostgreSQL server, null for databases on
 * disk.
 */
export const withLiveRuns = <Result>(
  { again, store }: { readonly again: string; readonly store: string | null },
  work: (running: Set<LiveRun>, lookUp: LookUp) => Promise<Result>,
): Promise<Result> =>
  interruptible(async (lookUp) => {
    const running = new Set<LiveRun>();
    const breakOff = (): void => running.forEach((run) => run.abort());
    const abandon = (): void => running.forEach((run) => run.abandon());
    for (const ending of endings) process.on(ending, breakOff);
    process.on('exit', abandon);
    try {
      return await work(running, lookUp);
    } catch (error) {
      breakOff();
      await lookUp();
      if (error instanceof StoreFault) throw new FaultyRequest(error.message, ...placeOf(store));
      if (error instanceof BrokerFault) throw new FaultyRequest(error.message, '--mqtt', mqttShape);
      const remedy = error instanceof StartFault ? remedyFor(error) : undefined;
      if (remedy !== undefined) throw notStarted(error as StartFault, remedy);
      if (!isVoid(error)) throw error;
      const hint = `the other processes were ended with it${isAllGone(error) ? '; nothing of the run is left behind' : ''}`;
      throw new LiveFault(`${error.message}\nagain: ${again}\nhint: ${hint}`);
    } finally {
      for (const ending of endings) process.off(ending, breakOff);
      process.off('exit', abandon);
    }
  });

/** Runs an arm on real processes. `mqtt`: URL of the broker between things and IoT platforms, null for one in each platform. */
export const liveArm = (
  arm: ArmPlan,
  onlooker: ArmOnlooker,
  { store, mqtt, log }: { readonly store: string | null; readonly mqtt: string | null; readonly log: Log },
): Promise<ArmSummary> => {
  const { again, repetition } = arm;
  const replications = repetition.kind === 'replications' ? repetition.count : 1;
  return withLiveRuns({ again, store }, (running) => {
    const begun = (run: LiveRun): void => {
      running.clear();
      running.add(run);
    };
    const where = { entry: liveEntry, store, mqtt };
    return runLiveArm({ ...arm, replications, ...where, begun, ...loggedRun(log) }, onlooker);
  });
};

/** Whether nothing is left of a run that failed so. */
const isAllGone = ({ cause }: Error): boolean => !(cause instanceof LeftBehind);

/** Where a fault of the stores comes from, and what would have been right there. */
const placeOf = (store: string | null): readonly [string, string] =>
  store === null
    ? ['the directory for temporary files', 'TMPDIR=FOLDER metarange live ..., with a folder that can be written']
    : ['--store', storeShape];
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
