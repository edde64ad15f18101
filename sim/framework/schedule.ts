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
