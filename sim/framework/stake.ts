import type { Content, Proof } from './crypto.ts';
import { seconds } from './time.ts';

/** A proof of work in somebody's hands. */
export interface Stake {
  readonly proof: Proof;
  /** When it is found, world time, ns: before, nobody has it. */
  readonly readyNs: number;
}

/** Time after which what comes in must be paid for anew, ns (assumption): so long nobody can lay proofs by. */
export const stakePeriodNs = seconds(60);

/** The period that a moment is in. */
export const stakePeriod = (nowNs: number): number => Math.floor(nowNs / stakePeriodNs);

/** What a proof of work is over that lets somebody in: who, at which door, in which period. It serves nobody else, and nowhere else. */
export const stakeOver = (comer: number, door: number, period: number): Content => ['stake', comer, door, period];

/** Bytes of one try: one block of SHA-256. */
export const tryBytes = 64;

/**
 * How many tries a search for a proof of so many bits takes, drawn from `open`, which lies between 0 and 1: each try finds one with
 * 2^-bits, so that the number is geometric, and exponential in the limit that is taken here.
 */
export const triesFor = (bits: number, open: number): number => Math.ceil(-Math.log(open) * (1 << bits));
