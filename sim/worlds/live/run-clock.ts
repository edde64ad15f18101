/**
 * The clock of a live run: ns since its start on the machine's monotonic clock, the same in all of its processes. Negative
 * before the start.
 */
export class RunClock {
  private readonly startNs: bigint;

  /** `startNs`: the start on the monotonic clock, as `process.hrtime.bigint()` tells it. */
  constructor(startNs: bigint) {
    this.startNs = startNs;
  }

  // The operating system's own reading, not `performance.now()`: what arrives must not seem to arrive before it was sent.
  nowNs(): number {
    return Number(process.hrtime.bigint() - this.startNs);
  }
}
