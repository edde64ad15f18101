import type { FeedHeading, Frame } from '../../metrics/results/feed.ts';
import { History } from '../live/history.ts';
import type { RunState } from '../live/protocol.ts';

/** Before the first run. */
const idleState: RunState = {
  phase: 'idle',
  simulatedSeconds: 0,
  events: 0,
  eventsPerSecond: null,
  pace: 0,
  outcome: null,
  trouble: null,
};

/** Who is told of what happens to the record. */
export interface RecordListener {
  begun(): void;
  frame(frame: Frame): void;
  changed(): void;
}

/** The run of the moment, or the last one, as far as it has come: what any page needs in order to catch up. Bounded. */
export class RunRecord {
  /** Counts runs from 1; 0 before the first. */
  run = 0;
  heading: FeedHeading | null = null;
  state: RunState = idleState;
  history = new History();
  private readonly listeners = new Set<RecordListener>();

  listen(listener: RecordListener): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  /** A run begins: the one before is forgotten. */
  begin(heading: FeedHeading): void {
    this.run++;
    this.heading = heading;
    this.history = new History();
    for (const listener of this.listeners) listener.begun();
  }

  push(frame: Frame): void {
    this.history.push(frame);
    for (const listener of this.listeners) listener.frame(frame);
  }

  change(state: Partial<RunState>): void {
    this.state = { ...this.state, ...state };
    for (const listener of this.listeners) listener.changed();
  }
}
