/** The wall clock of a run, and what it should be. */
export interface PaceClock {
  /** ms */
  now(): number;
  /** Waits so many ms at most; ends early when the pace is changed or the run stopped. */
  wait(millis: number): void;
  /** Simulated seconds for one of the wall clock; 0 for as fast as possible. */
  pace(): number;
  stopped(): boolean;
}

/** Longest wait at a time, ms. */
const longestWait = 250;

/** Keeps a run at the pace that was asked for, which may change while it goes on; what was lost is not caught up. */
export class Pacer {
  private readonly clock: PaceClock;
  private pace = 0;
  private sinceMillis = 0;
  private sinceNs = 0;

  constructor(clock: PaceClock) {
    this.clock = clock;
  }

  /** The run has come to this moment: waits until the wall clock has too. */
  keep(simulatedNs: number): void {
    const { clock } = this;
    while (!clock.stopped()) {
      const pace = clock.pace();
      const now = clock.now();
      if (pace !== this.pace) {
        this.pace = pace;
        this.sinceMillis = now;
        this.sinceNs = simulatedNs;
      }
      if (pace === 0) return;
      const ahead = (simulatedNs - this.sinceNs) / 1e6 / pace - (now - this.sinceMillis);
      if (ahead <= 0) {
        // A run that cannot keep its pace does not hurry afterwards.
        this.sinceMillis = now;
        this.sinceNs = simulatedNs;
        return;
      }
      clock.wait(Math.min(ahead, longestWait));
    }
  }
}
