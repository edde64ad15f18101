import type { Duty } from '../framework/deed.ts';

/** When each of `count` nodes may again do in others' place all that it may do at once, ns. */
export const standInState = (count: number): Float64Array => new Float64Array(count);

/** So much work, in units of the cost table's `estimate`, now, and how long it may wait. */
export interface StandIn {
  readonly work: number;
  readonly nowNs: number;
  readonly mostWaitNs: number;
}

/**
 * How long a node has to wait before it does work in the place of somebody who has not answered; that long it is set down for it. -1
 * where it would have to wait too long, and is not to do it. A budget of retries, kept as the one time at which it is whole again (the
 * generic cell rate algorithm, ITU-T I.371); what is more than can be done at once is done when the budget is whole.
 */
export function standInWait(
  wholeNs: Float64Array,
  index: number,
  { standInPerSecond, standInBurst }: Pick<Duty, 'standInPerSecond' | 'standInBurst'>,
  { work, nowNs, mostWaitNs }: StandIn,
): number {
  if (standInPerSecond === Infinity) return 0;
  const nsEach = 1e9 / standInPerSecond;
  const toleranceNs = Math.max(0, standInBurst - work) * nsEach;
  const waitNs = Math.max(0, wholeNs[index]! - toleranceNs - nowNs);
  if (waitNs > mostWaitNs) return -1;
  wholeNs[index] = Math.max(wholeNs[index]!, nowNs) + work * nsEach;
  return waitNs;
}
