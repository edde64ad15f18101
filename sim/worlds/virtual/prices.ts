import { operations } from '../../framework/costs.ts';
import type { CostTable, Operation } from '../../framework/costs.ts';
import { operationNumbers } from '../shared/control-costs.ts';

/** What one operation takes, ns: `fixedNs + perByteNs * bytes`. */
export interface Price {
  /** Number of the operation in what was charged. */
  readonly number: number;
  readonly fixedNs: number;
  readonly perByteNs: number;
}

/** A cost table by operation. A map: charging is the commonest look-up of a run, and by many words it is fastest there. */
export type PriceList = ReadonlyMap<Operation, Price>;

/** The price list of a class of machine. */
export const priceList = ({ fixedNs, perByteNs }: CostTable): PriceList =>
  new Map(
    operations.map((name) => [
      name,
      { number: operationNumbers.get(name)!, fixedNs: fixedNs[name], perByteNs: perByteNs[name] },
    ]),
  );
