import type { Frame } from '../../metrics/results/feed.ts';
import type { ServerMessage } from '../live/protocol.ts';
import type { RecordListener, RunRecord } from './run-record.ts';

/** A socket, as far as a line needs one. */
export interface Outlet {
  /** Bytes that were sent and not yet taken by the machine. */
  readonly bufferedAmount: number;
  send(text: string): void;
}

/** Bytes that may wait in a socket; with more, nothing is sent to it. */
export const bufferedLimit = 262_144;
/** Characters of frames in one message, about. */
const messageCharacters = 65_536;

/** Text of frames, made once for all lines. */
const texts = new WeakMap<Frame, string>();
const textOf = (frame: Frame): string => {
  const known = texts.get(frame);
  if (known !== undefined) return known;
  const text = JSON.stringify(frame);
  texts.set(frame, text);
  return text;
};

/**
 * Brings a record to one page. A page that does not read gets nothing more once `bufferedLimit` is reached, and when it
 * reads again it is given the run anew, as it is kept by then: nobody waits for it, and what waits for it is bounded.
 */
export class FeedLine implements RecordListener {
  /** Times that the page had to be given the run anew. */
  restarts = 0;
  private readonly record: RunRecord;
  private readonly outlet: Outlet;
  private readonly urgent: ServerMessage[] = [];
  private waiting: Frame[] = [];
  private anew = true;
  private stale = true;

  constructor(record: RunRecord, outlet: Outlet) {
    this.record = record;
    this.outlet = outlet;
  }

  begun(): void {
    this.anew = true;
  }

  frame(frame: Frame): void {
    if (this.anew) return;
    if (this.outlet.bufferedAmount > bufferedLimit) {
      this.anew = true;
      this.waiting = [];
      this.restarts++;
      return;
    }
    this.waiting.push(frame);
  }

  changed(): void {
    this.stale = true;
  }

  /** Says something to this page alone, before anything else. A page that does not read cannot have much said to it. */
  say(message: ServerMessage): void {
    if (this.urgent.length < 8) this.urgent.push(message);
  }

  /** Sends what may be sent now; called at a fixed interval. */
  pump(): void {
    const { record } = this;
    while (this.urgent.length > 0 && this.open()) this.send(this.urgent.shift()!);
    if (!this.open()) return;
    if (this.anew) {
      this.anew = false;
      this.stale = true;
      this.waiting = [...record.history.frames];
      if (record.heading !== null) this.send({ t: 'run', run: record.run, heading: record.heading });
    }
    while (this.waiting.length > 0 && this.open()) this.sendFrames();
    if (!this.stale || this.waiting.length > 0 || !this.open()) return;
    this.stale = false;
    this.send({ t: 'state', run: record.run, state: record.state });
  }

  private open(): boolean {
    return this.outlet.bufferedAmount <= bufferedLimit;
  }

  private send(message: ServerMessage): void {
    this.outlet.send(JSON.stringify(message));
  }

  private sendFrames(): void {
    let characters = 0;
    let count = 0;
    while (count < this.waiting.length && characters < messageCharacters)
      characters += textOf(this.waiting[count++]!).length;
    const frames = this.waiting.splice(0, count).map(textOf).join(',');
    this.outlet.send(`{"t":"frames","run":${this.record.run},"frames":[${frames}]}`);
  }
}
