import type { Kernel } from '../../kernel/kernel.ts';
import type { RunClock } from './run-clock.ts';

/** Longest timer that Node takes, ms. */
const longestMillis = 2_000_000_000;

/**
 * Runs a kernel beside the real clock: what is due runs as soon as the process gets to it, at the time for which it was
 * set, so that lateness shows in what is measured. Whatever comes from outside enters through here, after all that was due
 * before it, so that the times of a process never fall.
 */
export class Pace {
  private readonly kernel: Kernel;
  private readonly clock: RunClock;
  private readonly untilNs: number;
  private timer: NodeJS.Timeout | undefined;
  /** When the timer that is set goes off, ns; never where none is set. */
  private armedNs = Infinity;
  private inside = false;
  /** Called after each turn: what was written down meanwhile may go out. */
  turned: () => void = () => {};
  /** Called once, when the run has come to its end. */
  ended: () => void = () => {};
  private over = false;

  constructor(kernel: Kernel, clock: RunClock, untilNs: number) {
    this.kernel = kernel;
    this.clock = clock;
    this.untilNs = untilNs;
  }

  /** Does some work at the present moment; nothing once the run is over. */
  enter(work: () => void): void {
    if (this.inside) {
      work();
      return;
    }
    if (this.over) return;
    this.inside = true;
    try {
      this.catchUp();
      if (!this.over) work();
    } finally {
      this.inside = false;
    }
    this.arm();
    this.turned();
  }

  /** Whether the run has come to its end. */
  get isOver(): boolean {
    return this.over;
  }

  /** Ends the run, at its time or before: no timer of the kernel runs any more. */
  end(): void {
    if (this.over) return;
    this.over = true;
    clearTimeout(this.timer);
    this.ended();
  }

  private catchUp(): void {
    const nowNs = Math.min(this.clock.nowNs(), this.untilNs);
    if (nowNs > this.kernel.now) this.kernel.run(nowNs);
    if (nowNs >= this.untilNs) this.end();
  }

  private arm(): void {
    if (this.over) return;
    const dueNs = Math.min(this.kernel.nextNs, this.untilNs);
    // A timer that goes off before anything is due only looks and sets the next: cheaper than one more at every turn.
    if (this.armedNs <= dueNs) return;
    clearTimeout(this.timer);
    this.armedNs = dueNs;
    const millis = Math.min(longestMillis, Math.max(0, Math.ceil((dueNs - this.clock.nowNs()) / 1e6)));
    this.timer = setTimeout(() => {
      this.armedNs = Infinity;
      this.enter(() => {});
    }, millis);
  }
}
