import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { NamedOrder } from '../../scenarios/studies/crew.ts';
import type { FailedRun, RunRecord } from '../../scenarios/studies/order.ts';
import { LiveFault } from '../fault.ts';
import type { FromPart, ToPart } from './part-words.ts';

/** The program of a process that plays runs. Node loads it as it was built: beside this file, or under `dist` where this is the source. */
const partEntry = fileURLToPath(
  new URL(import.meta.url.endsWith('.ts') ? '../../dist/cli/study-part.js' : '../study-part.js', import.meta.url),
);

/**
 * Each collects its garbage on one thread: runs are short and their heaps small, so that helpers cost more work than they share out,
 * and the other cores have runs of their own to play.
 */
const oneCollector = '--single-threaded-gc';

/** How such processes are started. */
export interface PartSetting {
  /** Files and packages of the user's own. */
  readonly own: readonly string[];
  /** The program, where it is not the built one beside this file. */
  readonly entry?: string;
  /** How long a run may take, ms of wall time: `usualRunMs` where nothing is said. */
  readonly runMs?: number;
  /** Words for Node, such as a bound on its memory; those of this process where nothing is said. */
  readonly nodeWords?: readonly string[];
}

/** An hour for one run (assumption): more than any run of the range's own takes; only code that goes round in a circle takes longer. */
export const usualRunMs = 3_600_000;

/** A process that has not begun by then never will (assumption): it loads the range and files of the user's own. */
const startMs = 300_000;

/** No process could be made to play runs: what it said. */
class PartFault extends LiveFault {}

/** Of what a process says as it dies, so much is read. */
const tailCharacters = 8192;

/** One process that plays runs, one at a time. */
export class PartProcess {
  private readonly child: ChildProcess;
  private said = '';
  private readonly runMs: number;
  /** What a user may do about a run that is given up. */
  private readonly hint: string;
  private hear: ((words: FromPart | { readonly died: string }) => void) | null = null;
  /** Whether it is gone. */
  dead = false;

  private constructor({ entry = partEntry, nodeWords = process.execArgv, runMs }: PartSetting) {
    this.runMs = runMs ?? usualRunMs;
    this.hint = runMs === undefined ? '' : ' (--run-timeout gives more)';
    this.child = fork(entry, [], {
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      // Numbers that JSON has no word for go through as they are.
      serialization: 'advanced',
      execArgv: [...nodeWords, oneCollector],
    });
    this.child.stderr!.on('data', (text: Buffer) => {
      this.said = (this.said + text.toString()).slice(-tailCharacters);
    });
    this.child.on('message', (words: FromPart) => this.tell(words));
    this.child.on('error', (error) => this.end(error.message));
    this.child.on('close', (code, signal) => this.end(whyEnded(code, signal, this.said)));
  }

  /** Starts one. PartFault where it cannot be brought to play. */
  static async started(setting: PartSetting): Promise<PartProcess> {
    const part = new PartProcess(setting);
    const words = await part.asked({ own: setting.own }, startMs);
    if ('ready' in words) return part;
    part.kill();
    throw new PartFault('unready' in words ? words.unready : 'died' in words ? words.died : 'it plays unasked');
  }

  /** Plays a run; where the process dies of it, or does not come back from it in time, that is the run's failure. */
  async play(order: NamedOrder): Promise<RunRecord | FailedRun> {
    const words = await this.asked({ order }, this.runMs);
    if ('done' in words) return words.done;
    return { key: order.key, failure: 'died' in words ? words.died : 'its process plays no runs' };
  }

  /** Ends it at once: a run under way is lost. */
  kill(): void {
    this.child.kill('SIGKILL');
  }

  private asked(words: ToPart, limitMs: number): Promise<FromPart | { readonly died: string }> {
    return new Promise((resolve) => {
      if (this.dead) return resolve({ died: 'its process is gone' });
      const limit = setTimeout(() => {
        this.kill();
        const more = 'order' in words ? this.hint : '';
        this.end(`its process did not come back within ${limitMs / 1000} s, and was ended${more}`);
      }, limitMs);
      this.hear = (answer) => {
        clearTimeout(limit);
        resolve(answer);
      };
      // Where the channel is shut the process is on its way out: its end is told by itself.
      this.child.send(words, () => undefined);
    });
  }

  private tell(words: FromPart | { readonly died: string }): void {
    const { hear } = this;
    this.hear = null;
    hear?.(words);
  }

  private end(why: string): void {
    this.dead = true;
    this.tell({ died: why });
  }
}

/** Why a process ended, in one line. */
function whyEnded(code: number | null, signal: string | null, said: string): string {
  if (/heap out of memory|Allocation failed/.test(said))
    return 'its process went out of memory (NODE_OPTIONS=--max-old-space-size=MiB gives more)';
  const last = /^\w*Error: .*$/m.exec(said)?.[0];
  const how = signal === null ? `ended with code ${code ?? 'unknown'}` : `was ended by ${signal}`;
  return `its process ${how}${last === undefined ? '' : `: ${last.slice(0, 200)}`}`;
}
