import type { CostTable, Operation, StackWork, Work } from '../../framework/costs.ts';
import { chargeable } from './control-costs.ts';

/** What some work takes, ns: `fixedNs + perByteNs * bytes`. */
export interface Price {
  /** Number of the work among all that can be charged. */
  readonly number: number;
  readonly fixedNs: number;
  readonly perByteNs: number;
}

/** A cost table by work. A map: charging is the commonest look-up of a run, and by many words it is fastest there. */
export type PriceList = ReadonlyMap<Work, Price>;

/** The price list of a class of machine; what it leaves out of the stack's work is free, since its other figures have it. */
export const priceList = ({ fixedNs, perByteNs, stack = {} }: CostTable): PriceList =>
  new Map(
    chargeable.map((name, number) => {
      const ofStack = stack[name as StackWork] ?? { fixedNs: 0, perByteNs: 0 };
      const operation = name as Operation;
      return [
        name,
        {
          number,
          fixedNs: fixedNs[operation] ?? ofStack.fixedNs,
          perByteNs: perByteNs[operation] ?? ofStack.perByteNs,
        },
      ];
    }),
  );
