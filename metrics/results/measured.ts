import type { Observed } from '../../sim/framework/metric.ts';
import type { MeasureBook } from '../measure-book.ts';
import { usualConfidence } from '../statistics/interval.ts';
import type { Interval } from '../statistics/interval.ts';
import { Moments } from '../statistics/moments.ts';
import { wilsonInterval } from '../statistics/proportion.ts';
import { studentInterval } from '../statistics/student.ts';
import type { MeasuredValue } from './summary.ts';

/** What one run observed, by names as in results. */
export type Values = Readonly<Record<string, Observed>>;

/**
 * Values over replications, each of one run or of several that differ in their attacks alone. Proportions are pooled;
 * amounts are averaged inside a replication first, so that an interval tells how replications differ, never how attacks
 * do. Intervals are of 95 % unless they were looked at on the way.
 */
export const measured = (
  replications: readonly (readonly Values[])[],
  book: MeasureBook,
  confidence = usualConfidence,
): Readonly<Record<string, MeasuredValue>> => {
  const names = [...new Set(replications.flatMap((runs) => runs.flatMap((values) => Object.keys(values))))];
  return Object.fromEntries(
    names.map((name) => {
      const observed = replications.map((runs) => runs.flatMap((values) => values[name] ?? []));
      const found = book.isProportion(name)
        ? pooled(name, observed.flat(), book, confidence)
        : averaged(name, observed, book, confidence);
      return [name, found];
    }),
  );
};

/**
 * A proportion over all trials, with Wilson's interval. Where trials come of several attacks in fixed numbers, it is
 * wider than it need be: strata vary less than one mixed sample does (Cochran, Sampling Techniques, chapter 5).
 */
const pooled = (name: string, observed: readonly Observed[], book: MeasureBook, confidence: number): MeasuredValue => {
  const n = observed.reduce((sum, one) => sum + one.n, 0);
  const hits = observed.reduce((sum, one) => sum + (one.hits ?? 0), 0);
  return { value: n === 0 ? null : hits / n, unit: book.unitOf(name), n, ci95: wilsonInterval(hits, n, confidence) };
};

/** The mean over the replications that know the value, with Student's interval; no interval from one replication. */
const averaged = (
  name: string,
  replications: readonly (readonly Observed[])[],
  book: MeasureBook,
  confidence: number,
): MeasuredValue => {
  const means = replications.flatMap((observed) => {
    const known = Moments.of(observed.flatMap(({ value }) => value ?? []));
    return known.n === 0 ? [] : known.mean;
  });
  const moments = Moments.of(means);
  const interval = studentInterval(moments, confidence);
  return {
    value: means.length === 0 ? null : moments.mean,
    unit: book.unitOf(name),
    n: replications.flat().reduce((sum, one) => sum + one.n, 0),
    ci95: interval === null ? null : possible(name, interval, book),
  };
};

/**
 * The part of an interval that the quantity can take: from 0 on where it cannot be negative, to 1 where it is a share.
 * What is cut off holds no possible value, so the coverage stays what it was (M. Mandelkern, Setting Confidence
 * Intervals for Bounded Parameters, Statistical Science 17(2), 2002). The mean lies in it, so it is never empty.
 */
const possible = (name: string, [lower, upper]: Interval, book: MeasureBook): Interval => {
  const most = book.unitOf(name) === 'share' ? 1 : Infinity;
  return [Math.max(book.leastOf(name), lower), Math.min(most, upper)];
};
