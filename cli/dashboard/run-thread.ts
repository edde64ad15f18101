import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Fault, RunOrder, RunState } from '../../dashboards/live/protocol.ts';
import { report } from '../../dashboards/report/report.ts';
import type { RunRecord } from '../../dashboards/servers/run-record.ts';
import type { Runs, ServerLog } from '../../dashboards/servers/runs.ts';
import type { FeedHeading, FeedOutcome, Frame } from '../../metrics/results/feed.ts';
import type { RunResult } from '../../metrics/results/summary.ts';
import type { Engine } from '../engine.ts';
import { FaultyRequest } from '../fault.ts';
import { readRequest, type ReadFile } from '../request.ts';
import { Hold } from './hold.ts';
import { commandLine } from './order.ts';

/** What a thread is given: a command line that was checked, and the memory by which its run is held. */
export interface ThreadTask {
  readonly words: readonly string[];
  readonly memory: SharedArrayBuffer;
}

/** What a thread tells of its run. */
export type ThreadMessage =
  | { readonly t: 'begins'; readonly heading: FeedHeading }
  | { readonly t: 'frame'; readonly frame: Frame }
  | { readonly t: 'progress'; readonly simulatedSeconds: number; readonly events: number; readonly wallSeconds: number }
  | { readonly t: 'ends'; readonly outcome: FeedOutcome; readonly result: RunResult }
  | { readonly t: 'stopped' }
  | { readonly t: 'void'; readonly trouble: string };

/** No order of a page reads a file. */
export const noFiles: ReadFile = (path, flag) => {
  throw new FaultyRequest(`a page cannot name the file ${JSON.stringify(path)}`, flag, 'metarange run');
};

/**
 * Milliseconds that a run has to stop by itself. A live one holds its thread while it makes the keys of its house, and only a
 * thread that ends by itself sees its processes to their end.
 */
const stopMillis = { virtual: 3_000, live: 30_000 } as const;

const program = new URL('../dashboard-worker.js', import.meta.url);

/** Carries out one run at a time, in a thread of its own: whatever pages do, the run does not wait for them. */
export class RunThread implements Runs {
  private readonly record: RunRecord;
  private readonly engine: Engine;
  private readonly log: ServerLog;
  private thread: Worker | null = null;
  private hold = new Hold();
  private result: RunResult | null = null;
  /** What is said of the run when its thread is gone. */
  private world: RunOrder['world'] = 'virtual';
  private end: Pick<RunState, 'phase'> & Partial<RunState> = { phase: 'stopped' };

  constructor(record: RunRecord, engine: Engine, log: ServerLog) {
    this.record = record;
    this.engine = engine;
    this.log = log;
  }

  start(order: RunOrder): Fault | null {
    if (this.thread !== null) return { what: 'a run is going on', where: 'the dashboard', nearest: 'stop it first' };
    const words = commandLine(order);
    const request = readRequest(words, this.engine, noFiles);
    if ('nearest' in request) return request;
    this.world = order.world;
    this.hold = new Hold();
    this.hold.setPace(order.pace);
    const task: ThreadTask = { words, memory: this.hold.memory };
    const thread = new Worker(program, { workerData: task });
    this.thread = thread;
    this.result = null;
    this.end = { phase: 'stopped' };
    this.record.change({ ...nothingYet, phase: 'starting', pace: order.pace });
    thread.on('message', (message: ThreadMessage) => this.hear(message));
    thread.on('error', (error) => {
      this.end = { phase: 'void', trouble: error.message };
    });
    // Only when the thread is gone is there room for the next run, and only then is this one said to be over.
    thread.on('exit', () => {
      this.thread = null;
      this.record.change(this.end);
      this.log.info({ phase: this.end.phase }, 'the run is over');
    });
    return null;
  }

  stop(): void {
    const { thread } = this;
    if (thread === null) return;
    this.hold.stop();
    const cut = setTimeout(() => void thread.terminate(), stopMillis[this.world]);
    thread.once('exit', () => clearTimeout(cut));
  }

  pace(pace: number): void {
    this.hold.setPace(pace);
    this.record.change({ pace });
  }

  report(): string | null {
    return this.result === null ? null : report(this.result);
  }

  async close(): Promise<void> {
    const { thread } = this;
    if (thread === null) return;
    const gone = once(thread, 'exit');
    this.stop();
    await gone;
  }

  private hear(message: ThreadMessage): void {
    const { record } = this;
    switch (message.t) {
      case 'begins':
        record.begin(message.heading);
        record.change({ phase: 'running' });
        this.log.info({ run: record.run, command: message.heading.command }, 'a run begins');
        return;
      case 'frame':
        record.push(message.frame);
        return;
      case 'progress': {
        const { simulatedSeconds, events, wallSeconds } = message;
        record.change({ simulatedSeconds, events, eventsPerSecond: wallSeconds > 0 ? events / wallSeconds : null });
        return;
      }
      case 'ends': {
        const { outcome, result } = message;
        this.result = result;
        const simulatedSeconds = result.arms[0]!.simulatedSeconds;
        this.end = { phase: 'done', outcome, simulatedSeconds, events: outcome.events };
        return;
      }
      case 'stopped':
        this.end = { phase: 'stopped' };
        return;
      case 'void':
        this.end = { phase: 'void', trouble: message.trouble };
    }
  }
}

const nothingYet = {
  simulatedSeconds: 0,
  events: 0,
  eventsPerSecond: null,
  outcome: null,
  trouble: null,
} as const;
