import { seconds } from '../framework/time.ts';

/**
 * How old and how early a message may be. Defaults, both assumptions: 30 s as in the anchor V-C4 of this range, which is well
 * above the p99 of the links in use; 5 s for clocks that disagree. Nonces are remembered for the sum of both.
 */
export const freshness = { windowNs: seconds(30), skewNs: seconds(5) } as const;

/** Messages carry their time in steps of 10 ms: a whole number of 32 bits reaches 248 days, beyond the longest run. */
export const tickNs = 10_000_000;

/** A time of the run in steps of 10 ms, rounded down. */
export const ticksOf = (timeNs: number): number => Math.floor(timeNs / tickNs) | 0;
