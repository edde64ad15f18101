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
const finestNeededNs = 100_000;
const tries = 5;
const longestTryNs = 50e6;

/** Whether the processor time moves in steps that are fine enough to measure by; some systems count it in ticks of 15 ms. */
export function countsFinely(clock: MachineClock): boolean {
  for (let at = 0; at < tries; at++) {
    const begun = clock.cpuNs();
    const begunWall = clock.wallNs();
    let now = begun;
    while (now === begun && clock.wallNs() - begunWall < longestTryNs) now = clock.cpuNs();
    if (now - begun > finestNeededNs || now === begun) return false;
  }
  return true;
}
