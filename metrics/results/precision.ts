import { needsAttack } from '../catalogue.ts';
import { longerArm, relativeHalfWidth } from '../statistics/sequential.ts';
import type { MeasuredValue, ReachedPrecision } from './summary.ts';

/** What a precision is asked of. */
export interface PrecisionAsked {
  /** Half-width of an interval over its value, at most; of a share the half-width itself, so that 5 % is 5 points. */
  readonly relative: number;
  /** Identifiers of the metrics that must reach it, with all of their values. */
  readonly headline: readonly string[];
  /** Whether any attack runs: where none does, what only an attack can show is not waited for. */
  readonly attacked: boolean;
}

/**
 * Half-width of a value's interval as a precision is asked of it: over the value; of a share (from 0 to 1) itself, which 0 and 1 have
 * too. Null where that is unknown.
 */
const widthOf = ({ value, unit, ci95: interval }: MeasuredValue): number | null =>
  unit === 'share' ? longerArm({ value, interval }) : relativeHalfWidth({ value, interval });

/**
 * How precise the headline metrics are, by name: half-width of the 95 % interval over the value, of a share the half-width itself; null
 * where that is unknown (no value, no interval, or an amount of 0 with a width around it). Unknown is never met, nor is a precision of
 * nothing.
 */
export const reachedPrecision = (
  asked: PrecisionAsked,
  metrics: Readonly<Record<string, MeasuredValue>>,
): ReachedPrecision => {
  const awaited = asked.headline.filter((id) => asked.attacked || !needsAttack(id));
  const reached: Record<string, number | null> = {};
  for (const id of awaited) {
    // Details, as `M30.command.p95` or `M46.C11.bytes`, are not waited for: some are of rare things.
    const names = Object.keys(metrics).filter((name) => isOf(name, id) && name.split('.').length <= 2);
    for (const name of names.length === 0 ? [id] : names) {
      const measured = metrics[name];
      reached[name] = measured === undefined ? null : widthOf(measured);
    }
  }
  const widths = Object.values(reached);
  const met = widths.length > 0 && widths.every((width) => width !== null && width <= asked.relative);
  return { asked: asked.relative, met, reached };
};

/** Whether a value, by its name in results, is one of a metric's: `M30.p99` of M30. */
export const isOf = (name: string, id: string): boolean => name === id || name.startsWith(`${id}.`);

/** A width as people read it: `7.14 %`. */
export const percentText = (share: number): string => `${Number((share * 100).toPrecision(3))} %`;

/** The values that are furthest from the precision asked for, in words: `M01 unknown or 0, M33 131 %`; empty where it is met. */
export const shortfall = ({ asked, reached }: ReachedPrecision, shown = 4): string => {
  const short = Object.entries(reached)
    .filter(([, width]) => width === null || width > asked)
    .toSorted(([, one], [, other]) => (other ?? Infinity) - (one ?? Infinity) || 0);
  const words = short
    .slice(0, shown)
    .map(([name, width]) => `${name} ${width === null ? 'unknown or 0' : percentText(width)}`);
  return [...words, ...(short.length > shown ? [`${short.length - shown} more`] : [])].join(', ');
};

/** The warning of a run that ended before its precision was met. */
export const missedPrecision = (missed: ReachedPrecision, replications: number): string =>
  Object.keys(missed.reached).length === 0
    ? `the precision of ${percentText(missed.asked)} was not met: no headline metric can be measured without an attack`
    : `stopped at the cap of ${replications} replications, short of the precision of ${percentText(missed.asked)}: ` +
      `half-width (of a share in points, else relative) of ${shortfall(missed)}`;
