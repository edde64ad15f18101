import type { Duty } from '../framework/deed.ts';

/** When each of `count` nodes may again do in others' place all that it may do at once, ns. */
export const standInState = (count: number): Float64Array => new Float64Array(count);

/**
 * Whether a node may do so much work now in the place of somebody who has not answered; if so it is counted. A budget of retries, kept
 * as the one time at which it is whole again (the generic cell rate algorithm, ITU-T I.371). What is more than can be done at once is
 * done when the budget is whole.
 */
export function mayStandIn(
  wholeNs: Float64Array,
  index: number,
  work: number,
  duty: Pick<Duty, 'standInPerSecond' | 'standInBurst'>,
  nowNs: number,
): boolean {
  if (duty.standInPerSecond === Infinity) return true;
  const nsEach = 1e9 / duty.standInPerSecond;
  const toleranceNs = Math.max(0, duty.standInBurst - work) * nsEach;
  if (wholeNs[index]! - toleranceNs > nowNs) return false;
  wholeNs[index] = Math.max(wholeNs[index]!, nowNs) + work * nsEach;
  return true;
}
