import { keyOf, Stream } from '../../sim/kernel/stream.ts';
import { median } from '../../metrics/statistics/median.ts';
import type { Interval } from '../../metrics/statistics/interval.ts';
import type { MeasuredPoint } from './measuring.ts';

/** A time that grows with a length, in ns: `fixedNs + perByteNs * bytes`. */
export interface Line {
  readonly fixedNs: number;
  readonly perByteNs: number;
}

/** How far a line lies from what was measured, as shares of that. */
export interface Misfit {
  /** Of the middle and of the worst size. */
  readonly middle: number;
  readonly worst: number;
  /** Size at which it is worst, bytes. */
  readonly worstAtBytes: number;
}

/** Length of a usual message, bytes: where a fit is read off for people. */
export const usualBytes = 256;

/** A fitted line with its 95 % intervals; no misfit where only one size was measured. */
export interface LineFit extends Line {
  readonly fixedCi95: Interval;
  readonly perByteCi95: Interval;
  /** Time of the line at the usual length. */
  readonly usualNs: number;
  readonly usualCi95: Interval;
  readonly misfit: Misfit | null;
}

interface Dot {
  readonly bytes: number;
  readonly ns: number;
}

/** The time that a line gives to so many bytes, ns. */
export const timeAt = ({ fixedNs, perByteNs }: Line, bytes: number): number => fixedNs + perByteNs * bytes;

const share = (line: Line, { bytes, ns }: Dot): number => Math.abs(timeAt(line, bytes) - ns) / ns;

/**
 * The line whose shares of deviation add up to the least: one size that took far too long does not move it, and a short message counts
 * as much as a long one. Neither part is below zero. Such a line goes through two of the dots, or through one where a part is
 * zero (least absolute deviations; P. Bloomfield, W. Steiger, Least Absolute Deviations, 1983), so all of those are tried.
 */
export function steadyLine(dots: readonly Dot[]): Line {
  const candidates: Line[] = [];
  dots.forEach((one, index) => {
    candidates.push({ fixedNs: one.ns, perByteNs: 0 });
    if (one.bytes > 0) candidates.push({ fixedNs: 0, perByteNs: one.ns / one.bytes });
    for (const other of dots.slice(index + 1)) {
      if (other.bytes === one.bytes) continue;
      const perByteNs = (other.ns - one.ns) / (other.bytes - one.bytes);
      const fixedNs = one.ns - perByteNs * one.bytes;
      if (perByteNs >= 0 && fixedNs >= 0) candidates.push({ fixedNs, perByteNs });
    }
  });
  const cost = (line: Line): number => dots.reduce((sum, dot) => sum + share(line, dot), 0);
  return candidates.reduce((best, line) => (cost(line) < cost(best) ? line : best));
}

const resamples = 400;
const lowest = 0.025;

const ends = (values: readonly number[]): Interval => {
  const sorted = values.toSorted((a, b) => a - b);
  const off = Math.floor(lowest * sorted.length);
  return [sorted[off]!, sorted[sorted.length - 1 - off]!];
};

const dotsOf = (points: readonly MeasuredPoint[], rounds: readonly number[]): readonly Dot[] =>
  points.map(({ sizeBytes, callNs }) => ({ bytes: sizeBytes, ns: median(rounds.map((round) => callNs[round]!)) }));

/**
 * Fits a line to the medians of what was measured at each size. Its intervals come from drawing whole rounds again, with
 * replacement (percentile bootstrap, B. Efron 1979): they say how steady this measurement was, not what another day brings.
 */
export function fitLine(id: string, points: readonly MeasuredPoint[]): LineFit {
  const rounds = points[0]!.callNs.map((_, round) => round);
  const dots = dotsOf(points, rounds);
  const line = steadyLine(dots);
  const stream = new Stream(keyOf('calibrate', id, 'resamples'));
  const lines = Array.from({ length: resamples }, () =>
    steadyLine(
      dotsOf(
        points,
        rounds.map(() => stream.below(rounds.length)),
      ),
    ),
  );
  return {
    ...line,
    fixedCi95: ends(lines.map(({ fixedNs }) => fixedNs)),
    perByteCi95: ends(lines.map(({ perByteNs }) => perByteNs)),
    usualNs: timeAt(line, usualBytes),
    usualCi95: ends(lines.map((one) => timeAt(one, usualBytes))),
    misfit: dots.length < 2 ? null : misfitOf(line, dots),
  };
}

const misfitOf = (line: Line, dots: readonly Dot[]): Misfit => {
  const worst = dots.reduce((most, dot) => (share(line, dot) > share(line, most) ? dot : most));
  return {
    middle: median(dots.map((dot) => share(line, dot))),
    worst: share(line, worst),
    worstAtBytes: worst.bytes,
  };
};
