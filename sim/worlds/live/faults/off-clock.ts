/** How a node's clock is wrong. */
export interface ClockError {
  /** What it is ahead by, ns; behind where negative. */
  readonly offsetNs: number;
  /** How much it gains on the world's clock, parts in a million; loses where negative. A quartz of a device has some 50. */
  readonly driftPpm: number;
}

/** The greatest drift that can be set: beyond it a clock would stand or run backwards. */
const mostDriftPpm = 900_000;

interface Off extends ClockError {
  /** Moment from which it drifts, ns on the world's clock. */
  readonly sinceNs: number;
}

/**
 * The clocks of nodes, as faults have put them wrong. A node without a fault has the world's time. What a node reads and how
 * long it waits follow its own clock; facts and truth keep the world's.
 */
export class OffClocks {
  private readonly byNode = new Map<number, Off>();

  /** Puts a node's clock wrong from a moment on; it steps there from what it was. Throws RangeError for what no clock does. */
  set(node: number, { offsetNs, driftPpm }: ClockError, worldNs: number): void {
    if (!Number.isSafeInteger(offsetNs))
      throw new RangeError(`a clock that is off by ${offsetNs} ns: whole ns are taken`);
    if (!(Math.abs(driftPpm) <= mostDriftPpm))
      throw new RangeError(`a clock that drifts by ${driftPpm} ppm: up to ${mostDriftPpm}`);
    this.byNode.set(node, { offsetNs, driftPpm, sinceNs: worldNs });
  }

  /** Puts it right again: it steps to the world's time. */
  heal(node: number): void {
    this.byNode.delete(node);
  }

  /** What a node's clock says at a moment of the world's, whole ns. */
  ownNs(node: number, worldNs: number): number {
    const off = this.byNode.get(node);
    if (off === undefined) return worldNs;
    return worldNs + off.offsetNs + Math.floor(((worldNs - off.sinceNs) / 1e6) * off.driftPpm);
  }

  /** How long the world sees a node wait that wants to wait for some time on its own clock, whole ns. */
  waitNs(node: number, ownDelayNs: number): number {
    const off = this.byNode.get(node);
    if (off === undefined || ownDelayNs <= 0) return ownDelayNs;
    return Math.ceil(ownDelayNs / (1 + off.driftPpm / 1e6));
  }
}
