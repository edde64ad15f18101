import { wilsonInterval } from '../../metrics/statistics/proportion.ts';
import type { Interval } from '../../metrics/statistics/interval.ts';
import { leastEvidence } from './terms.ts';

/** What the attempts of one attack under one profile came to in one world. */
export interface AttackCount {
  readonly attempts: number;
  readonly successes: number;
  /** What was refused that descends from the attack, by control; `world` where no control refused but the world itself. */
  readonly refusals: Readonly<Record<string, number>>;
}

/** Nothing tried yet. */
export const nothingTried: AttackCount = { attempts: 0, successes: 0, refusals: {} };

/** Two counts together. */
export function together(one: AttackCount, other: AttackCount): AttackCount {
  const controls = [...new Set([...Object.keys(one.refusals), ...Object.keys(other.refusals)])].toSorted();
  return {
    attempts: one.attempts + other.attempts,
    successes: one.successes + other.successes,
    refusals: Object.fromEntries(
      controls.map((control) => [control, (one.refusals[control] ?? 0) + (other.refusals[control] ?? 0)]),
    ),
  };
}

/** Whether an attack works: the interval of its success lies above a half, below it, or tells neither. */
export type Effect = 'works' | 'held' | 'unclear';

/** Interval of the success rate (Wilson, 95 %); null without attempts. */
export const successInterval = ({ successes, attempts }: AttackCount): Interval | null =>
  wilsonInterval(successes, attempts);

/** The verdict over what was counted. */
export function effectOf(count: AttackCount): Effect {
  const interval = successInterval(count);
  if (interval === null) return 'unclear';
  if (interval[0] > 0.5) return 'works';
  return interval[1] < 0.5 ? 'held' : 'unclear';
}

/**
 * Whether enough stands behind a verdict: successes where the attack works, else refusals by controls; an attack that nobody
 * refuses anything, since it is found out otherwise or comes to nothing, must have failed as often.
 */
export function isBacked(count: AttackCount): boolean {
  const effect = effectOf(count);
  if (effect === 'unclear') return false;
  if (effect === 'works') return count.successes >= leastEvidence;
  const refused = Object.values(count.refusals).reduce((sum, one) => sum + one, 0);
  return Math.max(refused, count.attempts - count.successes) >= leastEvidence;
}

/** Controls that refused often enough in one world at least. */
export const refusingControls = (counts: readonly AttackCount[]): readonly string[] =>
  [...new Set(counts.flatMap(({ refusals }) => Object.keys(refusals)))]
    .filter((control) => counts.some(({ refusals }) => (refusals[control] ?? 0) >= leastEvidence))
    .toSorted();

/** Whether nothing more is needed: both verdicts are backed, and who refuses often in one world does so in the other. */
export const isSettled = (counts: readonly AttackCount[]): boolean =>
  counts.every(isBacked) &&
  refusingControls(counts).every((control) =>
    counts.every(({ refusals }) => (refusals[control] ?? 0) >= leastEvidence),
  );
