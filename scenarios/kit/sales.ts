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
}

/** The platform, by its place, that holds a thing at the beginning. */
export const firstHolder = (thing: number, platforms: number): number => thing % platforms;

/** Every sale of a run: one thing after the other, each to the next platform; one that nobody can put on record waits for its turn. */
export function salesOf(terms: SaleTerms, things: number, waits: (sale: Sale) => boolean): readonly Sale[] {
  const { platforms, warmUpSeconds, durationSeconds, saleEverySeconds } = terms;
  const holders = Array.from({ length: things }, (_, thing) => firstHolder(thing, platforms));
  const queue = holders.map((_, thing) => thing);
  const sales: Sale[] = [];
  for (let turn = 1; turn * saleEverySeconds < durationSeconds; turn++) {
    const atNs = seconds(warmUpSeconds + turn * saleEverySeconds);
    const saleOf = (thing: number): Sale => {
      const from = holders[thing]!;
      return { atNs, thing, from, to: (from + 1) % platforms };
    };
    const place = queue.findIndex((thing) => !waits(saleOf(thing)));
    if (place < 0) continue;
    const [thing] = queue.splice(place, 1) as [number];
    queue.push(thing);
    const sale = saleOf(thing);
    holders[thing] = sale.to;
    sales.push(sale);
  }
  return sales;
}
