/** The two clocks by which work is measured, ns from some moment on. */
export interface MachineClock {
  /** Time that has passed. */
  wallNs(): number;
  /** Time that this process has computed, all its threads together: what other processes do meanwhile does not count. */
  cpuNs(): number;
}

/** This machine's clocks. */
export const machineClock: MachineClock = {
  wallNs: () => performance.now() * 1e6,
  cpuNs: () => {
    const { user, system } = process.cpuUsage();
    return (user + system) * 1000;
  },
};

/** Steps that are still fine enough for batches of milliseconds, ns. */
const fineStepNs = 100_000;
const tries = 10;
const longestTryNs = 50e6;

/**
 * Whether the processor time moves in steps that are fine enough to measure by; some systems count it in ticks of 15 ms. One
 * fine step is enough to know: what is counted in ticks never moves by less, while others may hold up any number of tries.
 */
export function countsFinely(clock: MachineClock): boolean {
  for (let at = 0; at < tries; at++) {
    const begun = clock.cpuNs();
    const begunWall = clock.wallNs();
    let now = begun;
    while (now === begun && clock.wallNs() - begunWall < longestTryNs) now = clock.cpuNs();
    if (now > begun && now - begun <= fineStepNs) return true;
  }
  return false;
}
