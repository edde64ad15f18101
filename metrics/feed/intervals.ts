import type { Frame } from '../results/feed.ts';
import type { Tally } from './tally.ts';

/** Frames of a run, at most: as many as a wide screen can tell apart, and as a page can keep. */
export const mostFrames = 600;

/** Length of an interval for a run of this length: 1, 2 or 5 times a power of ten, in ns, at most 600 of them; 0.5 s where no end is known. */
export function intervalFor(untilNs: number): number {
  if (!Number.isFinite(untilNs)) return 500_000_000;
  let step = 1_000_000;
  for (;;) {
    for (const factor of [1, 2, 5]) if (untilNs <= step * factor * mostFrames) return step * factor;
    step *= 10;
  }
}

/** Counts by interval of time: each interval is given once, in order and without gaps, when it is over. */
export class Intervals {
  readonly lengthNs: number;
  /** The last interval; what happens at the very end of the run is in it. */
  private readonly last: number;
  private readonly make: () => Tally;
  private readonly emit: (at: number, tally: Tally | null) => void;
  /** Intervals that have begun and are not over, in order from `next`. */
  private readonly open: Tally[] = [];
  private readonly spare: Tally[] = [];
  private next = 0;
  private current: { readonly tally: Tally; readonly fromNs: number; readonly toNs: number } | null = null;

  /** `emit` gets the counts of an interval, null where nothing was counted; they are used again after the call. */
  constructor(untilNs: number, make: () => Tally, emit: (at: number, tally: Tally | null) => void) {
    this.lengthNs = intervalFor(untilNs);
    this.last = Math.ceil(untilNs / this.lengthNs) - 1;
    this.make = make;
    this.emit = emit;
  }

  /** Counts of the interval of a moment; what is told late falls into the first that is still open. */
  at(timeNs: number): Tally {
    const { current, lengthNs } = this;
    if (current !== null && current.fromNs <= timeNs && timeNs < current.toNs) return current.tally;
    const interval = Math.max(this.next, Math.min(this.last, Math.floor(timeNs / lengthNs)));
    const place = interval - this.next;
    while (this.open.length <= place) this.open.push(this.spare.pop() ?? this.make());
    const tally = this.open[place]!;
    this.current = { tally, fromNs: interval * lengthNs, toNs: (interval + 1) * lengthNs };
    return tally;
  }

  /** Whether an interval is over at this moment and has not been given. */
  due(nowNs: number): boolean {
    return Math.min(this.last, Math.floor(nowNs / this.lengthNs)) > this.next;
  }

  /** Gives all intervals that are over at this moment; the last one only at the end. */
  until(nowNs: number): void {
    while (this.due(nowNs)) this.close();
  }

  /** Gives what is left of a run that is over at this moment. */
  end(nowNs: number): void {
    this.until(nowNs);
    if (this.next * this.lengthNs < nowNs && this.next <= this.last) this.close();
  }

  private close(): void {
    const tally = this.open.shift() ?? null;
    this.current = null;
    this.emit(this.next, tally);
    if (tally !== null) {
      tally.clear();
      this.spare.push(tally);
    }
    this.next++;
  }
}

/** The frame of an interval in which nothing was counted. */
export const emptyFrame = (at: number): Frame => ({
  at,
  span: 1,
  traffic: [],
  nodes: [],
  refusals: [],
  breaches: [],
  attempts: [],
  latency: [],
  failed: 0,
  falseAlarms: 0,
  log: [],
  unlisted: 0,
});
