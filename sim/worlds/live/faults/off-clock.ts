/** How a node's clock is wrong. */
export interface ClockError {
  /** What it is ahead by, ns; behind where negative. */
  readonly offsetNs: number;
  /** How much it gains on the world's clock, parts in a million; loses where negative. A quartz of a device has some 50. */
  readonly driftPpm: number;
}

/** The greatest drift that can be set: beyond it a clock would stand or run backwards. */
const mostDriftPpm = 900_000;

/** How a clock has gone from a moment on. */
interface Going extends ClockError {
  /** Moment from which it goes so, ns on the world's clock. */
  readonly sinceNs: number;
}

const right: Going = { offsetNs: 0, driftPpm: 0, sinceNs: -Infinity };

/** Throws a RangeError for an error that no clock has. */
export function checkClockError({ offsetNs, driftPpm }: ClockError): void {
  if (!Number.isSafeInteger(offsetNs))
    throw new RangeError(`a clock that is off by ${offsetNs} ns: whole ns are taken`);
  if (!(Math.abs(driftPpm) <= mostDriftPpm))
    throw new RangeError(`a clock that drifts by ${driftPpm} ppm: up to ${mostDriftPpm}`);
}

/**
 * The clocks of nodes: as the cast skews them, and as faults put them wrong beyond that. A node without either has the world's
 * time. What a node reads and how long it waits follow its own clock; facts and truth keep the world's.
 */
export class OffClocks {
  private readonly skewOf: (node: number) => number;
  private readonly byNode = new Map<number, { now: Going; before: Going }>();

  /** `skewOf`: what a node's clock is ahead by for the whole run, ns. */
  constructor(skewOf: (node: number) => number = () => 0) {
    this.skewOf = skewOf;
  }

  /** Puts a node's clock wrong from a moment on; it steps there from what it was. Throws RangeError for what no clock does. */
  set(node: number, error: ClockError, worldNs: number): void {
    checkClockError(error);
    const { offsetNs, driftPpm } = error;
    this.step(node, { offsetNs, driftPpm, sinceNs: worldNs });
  }

  /** Puts it right again: it steps to the world's time, but for its skew. */
  heal(node: number, worldNs: number): void {
    this.step(node, { ...right, sinceNs: worldNs });
  }

  /** What a node's clock says at a moment of the world's, whole ns. */
  ownNs(node: number, worldNs: number): number {
    return worldNs + this.skewOf(node) + aheadNs(this.byNode.get(node)?.now ?? right, worldNs);
  }

  /** When a node's clock said so last, up to a moment of the world's; it looks back over one step of the clock. */
  worldNs(node: number, ownNs: number, untilNs: number): number {
    const { now, before } = this.byNode.get(node) ?? { now: right, before: right };
    const skewed = ownNs - this.skewOf(node);
    const thereafter = whenNs(now, skewed);
    const isSince = thereafter >= now.sinceNs && thereafter <= untilNs;
    return isSince ? thereafter : Math.min(now.sinceNs, whenNs(before, skewed));
  }

  /** How long the world sees a node wait that wants to wait for some time on its own clock, whole ns. */
  waitNs(node: number, ownDelayNs: number): number {
    const { driftPpm } = this.byNode.get(node)?.now ?? right;
    if (driftPpm === 0 || ownDelayNs <= 0) return ownDelayNs;
    return Math.ceil(ownDelayNs / (1 + driftPpm / 1e6));
  }

  private step(node: number, now: Going): void {
    this.byNode.set(node, { now, before: this.byNode.get(node)?.now ?? right });
  }
}

const aheadNs = ({ offsetNs, driftPpm, sinceNs }: Going, worldNs: number): number =>
  driftPpm === 0 ? offsetNs : offsetNs + Math.floor(((worldNs - sinceNs) / 1e6) * driftPpm);

const whenNs = ({ offsetNs, driftPpm, sinceNs }: Going, ownNs: number): number => {
  const straight = ownNs - offsetNs;
  return driftPpm === 0 ? straight : sinceNs + Math.round((straight - sinceNs) / (1 + driftPpm / 1e6));
};
