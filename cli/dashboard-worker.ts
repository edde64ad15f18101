import { parentPort, workerData } from 'node:worker_threads';
import { followedRun, outcomeOf } from './dashboard/followed-run.ts';
import { Hold } from './dashboard/hold.ts';
import { Pacer } from './dashboard/pacer.ts';
import type { ThreadMessage, ThreadTask } from './dashboard/run-thread.ts';
import { FaultyRequest, faultLine } from './fault.ts';
import { range } from './range.ts';
import { readRequest } from './request.ts';
import { noFiles } from './dashboard/run-thread.ts';

/** How often the server hears how far the run is, ms. */
const toldMillis = 100;

class Stopped extends Error {}

const tell = (message: ThreadMessage): void => parentPort!.postMessage(message);
const now = (): number => performance.now();

const carryOut = ({ words, memory }: ThreadTask): void => {
  const request = readRequest(words, range, noFiles);
  if (!('command' in request) || request.command !== 'run') throw new Error(`not a run: ${words.join(' ')}`);
  const clock = new Hold(memory).clock(now);
  const pacer = new Pacer(clock);
  const begun = now();
  let told = -Infinity;
  const result = followedRun(
    request.run,
    {
      begins: (heading) => tell({ t: 'begins', heading }),
      frame: (frame) => tell({ t: 'frame', frame }),
      progress: (simulatedNs, events) => {
        if (now() - told >= toldMillis) {
          told = now();
          tell({ t: 'progress', simulatedSeconds: simulatedNs / 1e9, events, wallSeconds: (told - begun) / 1000 });
        }
        pacer.keep(simulatedNs);
        if (clock.stopped()) throw new Stopped();
      },
    },
    () => now() / 1000,
  );
  tell({ t: 'ends', outcome: outcomeOf(result), result });
};

try {
  carryOut(workerData as ThreadTask);
} catch (error) {
  if (error instanceof Stopped) tell({ t: 'stopped' });
  else if (error instanceof FaultyRequest)
    tell({ t: 'void', trouble: faultLine(error.fault).replace('metarange: ', '') });
  else tell({ t: 'void', trouble: error instanceof Error ? error.message : String(error) });
}
