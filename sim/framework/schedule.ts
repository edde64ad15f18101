/** Times at which something repeats: row r is on for `lengthNs` out of every `everyNs`, shifted by `offsetNs[r]`. */
export interface Schedule {
  readonly everyNs: number;
  readonly lengthNs: number;
  readonly offsetNs: Float64Array;
}

/** Time since row r last came on, in [0, everyNs) ns. */
export const sinceOnNs = (schedule: Schedule, row: number, nowNs: number): number =>
  (nowNs + schedule.offsetNs[row]!) % schedule.everyNs;

/** Whether row r is on. */
export const isOn = (schedule: Schedule, row: number, nowNs: number): boolean =>
  sinceOnNs(schedule, row, nowNs) < schedule.lengthNs;

/** How busy it is: a curve over the day, and at most one rush on top of it. Factors are of the usual rate. */
export interface Intensity {
  readonly dayNs: number;
  /** Factor of each part of the day, all parts equally long, from the start of the run. */
  readonly factors: readonly number[];
  readonly rush: { readonly fromNs: number; readonly untilNs: number; readonly factor: number };
}

/** It is always as busy as usual. */
export const evenIntensity: Intensity = {
  dayNs: 86_400e9,
  factors: [1],
  rush: { fromNs: 0, untilNs: 0, factor: 1 },
};

/** How many times the usual rate holds at a moment. */
export function intensityAt({ dayNs, factors, rush }: Intensity, nowNs: number): number {
  const part = Math.floor(((nowNs % dayNs) / dayNs) * factors.length);
  return factors[part]! * (nowNs >= rush.fromNs && nowNs < rush.untilNs ? rush.factor : 1);
}

/** Whether it is always as busy as usual. */
export const isEven = ({ factors, rush }: Intensity): boolean => rush.factor === 1 && factors.every((one) => one === 1);

/** The highest that it can become. */
export const highestIntensity = ({ factors, rush }: Intensity): number =>
  Math.max(...factors) * Math.max(1, rush.factor);
