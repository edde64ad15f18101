import { FaultyRequest, quoted } from './fault.ts';

const decimal = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d{1,3})?$/i;

/** A decimal number as people write it, or undefined; no hexadecimal, no infinity, no empty text. */
export function decimalNumber(text: string): number | undefined {
  if (text.length > 40 || !decimal.test(text)) return undefined;
  const value = Number(text);
  return Number.isFinite(value) ? value : undefined;
}

/** Where a number may lie, and what to suggest for text that is no number. */
export interface Range {
  readonly least: number;
  readonly most: number;
  readonly usual: number;
}

/** A whole number in its range, or a fault that names the nearest. */
export function wholeNumber(text: string, where: string, { least, most, usual }: Range): number {
  const value = decimalNumber(text);
  const range = `(${least} to ${most})`;
  if (value === undefined) throw new FaultyRequest(`not a whole number ${quoted(text)}`, where, `${usual} ${range}`);
  const inside = Math.min(most, Math.max(least, Math.round(value)));
  if (inside !== value)
    throw new FaultyRequest(
      `${quoted(text)} is not a whole number from ${least} to ${most}`,
      where,
      `${inside} ${range}`,
    );
  return value;
}

/** The seed of a run's random numbers: a whole number from 0. */
export const seedNumber = (text: string): number =>
  wholeNumber(text, '--seed', { least: 0, most: Number.MAX_SAFE_INTEGER, usual: 1 });

/** A relative precision: `5%` or `0.05`, from 0.1 % to 50 %. */
export function precision(text: string, where: string): number {
  const percent = text.endsWith('%');
  const value = decimalNumber(percent ? text.slice(0, -1) : text);
  if (value === undefined) throw new FaultyRequest(`not a precision ${quoted(text)}`, where, '5% (0.1% to 50%)');
  const relative = percent ? value / 100 : value;
  if (relative < 0.001)
    throw new FaultyRequest(`precision ${quoted(text)} is out of range`, where, '0.1% (0.1% to 50%)');
  if (relative > 0.5) throw new FaultyRequest(`precision ${quoted(text)} is out of range`, where, '50% (0.1% to 50%)');
  return relative;
}

const units: Readonly<Record<string, number>> = { ms: 1e6, s: 1e9, m: 60e9, min: 60e9, h: 3600e9 };
/** Whole nanoseconds are exact in a double up to here. */
const longestNs = 104 * 86_400e9;

/** A span of simulated time in ns: `90`, `90s`, `1500ms`, `2m`, `00:03:12.5`; more than nothing and at most 104 days. */
export function duration(text: string, where: string): number {
  const wanted = '60s (or 00:01:00.5, 500ms, 2m, 1h; up to 104 days)';
  const clock = /^(\d{1,4}):([0-5]\d):([0-5]\d(?:\.\d{1,9})?)$/.exec(text);
  const plain = /^([\d.]{1,20})(ms|s|m|min|h)?$/.exec(text);
  const value = clock
    ? Number(clock[1]) * 3600e9 + Number(clock[2]) * 60e9 + Number(clock[3]) * 1e9
    : plain
      ? (decimalNumber(plain[1]!) ?? Number.NaN) * units[plain[2] ?? 's']!
      : Number.NaN;
  const ns = Math.round(value);
  if (!(ns > 0 && ns <= longestNs)) throw new FaultyRequest(`not a time ${quoted(text)}`, where, wanted);
  return ns;
}
