import { parentPort, workerData } from 'node:worker_threads';
import type { LiveRun } from '../scenarios/live.ts';
import { StagingFault } from '../scenarios/staged.ts';
import { followedRun, outcomeOf } from './dashboard/followed-run.ts';
import { Hold } from './dashboard/hold.ts';
import { Pacer } from './dashboard/pacer.ts';
import { noFiles, type ThreadMessage, type ThreadTask } from './dashboard/run-thread.ts';
import type { RunRequest } from './engine.ts';
import { oneLine } from './fault.ts';
import { range } from './range.ts';
import { readRequest } from './request.ts';

/** How often the server hears how far the run is, ms. */
const toldMillis = 100;
/** How often a live run looks whether it is to stop, ms. */
const lookMillis = 100;

class Stopped extends Error {}

const tell = (message: ThreadMessage): void => parentPort!.postMessage(message);
const now = (): number => performance.now();
const { words, memory } = workerData as ThreadTask;
const clock = new Hold(memory).clock(now);

/** Breaks a live run off when it is to stop; a virtual one holds the thread and looks by itself. */
const stopping = (run: LiveRun): void => {
  const timer = setInterval(() => {
    if (!clock.stopped()) return;
    clearInterval(timer);
    run.abort();
  }, lookMillis);
  timer.unref();
};

const carryOut = async (request: RunRequest): Promise<void> => {
  const pacer = new Pacer(clock);
  const begun = now();
  let told = -Infinity;
  const result = await followedRun(
    request,
    {
      begins: (heading) => tell({ t: 'begins', heading }),
      frame: (frame) => tell({ t: 'frame', frame }),
      started: stopping,
      progress: (nowNs, events) => {
        if (now() - told >= toldMillis) {
          told = now();
          tell({ t: 'progress', simulatedSeconds: nowNs / 1e9, events, wallSeconds: (told - begun) / 1000 });
        }
        if (request.world === 'live') return;
        pacer.keep(nowNs);
        if (clock.stopped()) throw new Stopped();
      },
    },
    () => now() / 1000,
  );
  tell({ t: 'ends', outcome: outcomeOf(result), result });
};

const request = readRequest(words, range, noFiles);
if (!('command' in request) || request.command !== 'run') throw new Error(`not a run: ${words.join(' ')}`);
try {
  await carryOut(request.run);
} catch (error) {
  const [said = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
  if (clock.stopped()) tell({ t: 'stopped' });
  else if (error instanceof StagingFault)
    tell({ t: 'void', trouble: `${oneLine(said, 400)} in --set; nearest valid: the defaults` });
  else tell({ t: 'void', trouble: oneLine(said, 400) });
}
