/** Time is whole nanoseconds held in a double: exact for 104 days. */

/** Whole nanoseconds of a number of seconds. */
export const seconds = (value: number): number => Math.round(value * 1e9);

/** Whole nanoseconds of a number of milliseconds. */
export const millis = (value: number): number => Math.round(value * 1e6);

/** Whole nanoseconds of a number of microseconds. */
export const micros = (value: number): number => Math.round(value * 1e3);

/** The calendar moment at which every run begins, in milliseconds of the Unix epoch: 2026-01-05T08:00:00Z, a working
 * Monday morning (assumption). Certificates and log lines carry calendar time; the model itself counts from zero. */
export const epochMillis = Date.UTC(2026, 0, 5, 8, 0, 0);

/** A time of the run as `hh:mm:ss.micros`, for people. */
export function clockText(timeNs: number): string {
  const microseconds = Math.floor(timeNs / 1e3);
  const two = (value: number): string => String(value).padStart(2, '0');
  const whole = Math.floor(microseconds / 1e6);
  const fraction = String(microseconds - whole * 1e6).padStart(6, '0');
  return `${two(Math.floor(whole / 3600))}:${two(Math.floor(whole / 60) % 60)}:${two(whole % 60)}.${fraction}`;
}
