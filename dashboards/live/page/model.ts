import type { FeedHeading } from '../../../metrics/results/feed.ts';
import { History } from '../history.ts';
import type { Choices, Fault, RunState, ServerMessage } from '../protocol.ts';

/** How the page stands with its server. */
export type LinkState = 'connecting' | 'open' | 'lost' | 'refused' | 'no token';

/** Before anything is known. */
const idle: RunState = {
  phase: 'idle',
  simulatedSeconds: 0,
  events: 0,
  eventsPerSecond: null,
  pace: 0,
  outcome: null,
  trouble: null,
};

/** All that the page knows; whoever shows it is told after a change, at most once for each picture of the screen. */
export class Model {
  link: LinkState = 'connecting';
  version = '';
  choices: Choices | null = null;
  run = 0;
  heading: FeedHeading | null = null;
  history = new History();
  state: RunState = idle;
  /** Moment that is looked at, simulated seconds; null follows the run. */
  at: number | null = null;
  /** Whose doings are shown: position in `heading.causes`, null for all. */
  cause: number | null = null;
  /** Counts since the start, or of the last moments only. */
  window: 'start' | 'now' = 'start';
  private readonly answers = new Map<number, (fault: Fault | null) => void>();
  private readonly listeners = new Set<() => void>();
  private waiting = false;

  listen(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  /** Changes something and has it shown. */
  change(what: Partial<Pick<Model, 'link' | 'at' | 'cause' | 'window'>>): void {
    Object.assign(this, what);
    this.show();
  }

  /** Awaits the answer to an order. */
  answer(order: number): Promise<Fault | null> {
    return new Promise((resolve) => this.answers.set(order, resolve));
  }

  hear(message: ServerMessage): void {
    switch (message.t) {
      case 'hello':
        this.version = message.version;
        this.choices = message.choices;
        break;
      case 'run':
        this.begin(message.run, message.heading);
        break;
      case 'frames':
        if (message.run === this.run) for (const frame of message.frames) this.history.push(frame);
        break;
      case 'state':
        if (message.run !== this.run) this.begin(message.run, null);
        this.state = message.state;
        break;
      case 'answer':
        this.answers.get(message.order)?.(message.fault);
        this.answers.delete(message.order);
        break;
    }
    this.show();
  }

  /** A page that catches up keeps its place; a new run is followed from its start. */
  private begin(run: number, heading: FeedHeading | null): void {
    const same = run === this.run && heading?.command === this.heading?.command;
    this.run = run;
    this.heading = heading;
    this.history = new History();
    if (same) return;
    this.at = null;
    this.cause = null;
  }

  private show(): void {
    if (this.waiting) return;
    this.waiting = true;
    requestAnimationFrame(() => {
      this.waiting = false;
      for (const listener of this.listeners) listener();
    });
  }
}
