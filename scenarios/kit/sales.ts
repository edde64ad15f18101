import { seconds } from '../../sim/framework/time.ts';

/** A thing changes hands: from one platform to another, by their places. */
export interface Sale {
  readonly atNs: number;
  readonly thing: number;
  readonly from: number;
  readonly to: number;
}

/** What sales follow from; a scenario declares these among its parameters. */
export interface SaleTerms {
  readonly platforms: number;
  readonly warmUpSeconds: number;
  readonly durationSeconds: number;
  readonly saleEverySeconds: number;
  /** How long the twin of an old holder may still show a thing. */
  readonly showSeconds: number;
  /** When a storage goes away, 0 for never, and for how long. */
  readonly outageAtSeconds: number;
  readonly outageSeconds: number;
}

/** The platform, by its place, that holds a thing at the beginning. */
export const firstHolder = (thing: number, platforms: number): number => thing % platforms;

/** Nothing is put on record for so long after a storage is back (assumption: until everybody has found it again). */
const afterAwayNs = seconds(20);

/** Every sale of a run: one thing after the other, each to the next platform; none that a storage could not tell of in time. */
export function salesOf(terms: SaleTerms, things: number): readonly Sale[] {
  const { platforms, warmUpSeconds, durationSeconds, saleEverySeconds, showSeconds } = terms;
  const awayNs = seconds(terms.outageAtSeconds);
  const quiet = (atNs: number): boolean =>
    awayNs > 0 && atNs > awayNs - seconds(showSeconds) && atNs < awayNs + seconds(terms.outageSeconds) + afterAwayNs;
  const holders = Array.from({ length: things }, (_, thing) => firstHolder(thing, platforms));
  const sales: Sale[] = [];
  for (let turn = 1; turn * saleEverySeconds < durationSeconds; turn++) {
    const atNs = seconds(warmUpSeconds + turn * saleEverySeconds);
    if (quiet(atNs)) continue;
    const thing = sales.length % things;
    const from = holders[thing]!;
    const to = (from + 1) % platforms;
    holders[thing] = to;
    sales.push({ atNs, thing, from, to });
  }
  return sales;
}
