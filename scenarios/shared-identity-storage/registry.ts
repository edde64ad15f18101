import { bookOf } from '../kit/book.ts';
import type { House } from '../kit/house.ts';
import type { Names } from '../kit/names.ts';
import { registryTimes } from '../kit/registry-parameters.ts';
import type { RegistryPlan } from '../kit/registry-plan.ts';
import type { Sale } from '../kit/sales.ts';
import type { SharedStorageParameters } from './parameters.ts';

/** What the storage has on record, and how platforms rely on it. */
export const registryPlan = (
  house: House,
  names: Names,
  sales: readonly Sale[],
  values: SharedStorageParameters,
): RegistryPlan => {
  const book = bookOf(house, sales, (thing) => `shared/${names.nameOf(house.things.first + thing)}`);
  return {
    books: [book],
    identifiers: book.map(({ identifier }) => identifier),
    ...registryTimes(values),
  };
};
