import { operations } from '../../framework/costs.ts';
import type { CostTable, DeviceClass, Operation } from '../../framework/costs.ts';

/** A cost table that says of each of its figures where it comes from. */
export interface PublishedTable extends CostTable {
  readonly sources: Readonly<Record<Operation, string>>;
}
/** One for each class of device. */
export type PublishedTables = Readonly<Record<DeviceClass, PublishedTable>>;

/** Where a figure comes from, the fixed time of its operation and, where its length matters, time per byte; in ns. */
export type Cost = readonly [source: string, fixedNs: number, perByteNs?: number];

const eachOperation = <Value>(value: (operation: Operation) => Value): Record<Operation, Value> =>
  Object.fromEntries(operations.map((operation) => [operation, value(operation)])) as Record<Operation, Value>;

/** A cost table from one row for each operation. */
export const costTable = (name: string, source: string, costs: Readonly<Record<Operation, Cost>>): PublishedTable => ({
  name,
  source,
  fixedNs: eachOperation((operation) => costs[operation][1]),
  perByteNs: eachOperation((operation) => costs[operation][2] ?? 0),
  sources: eachOperation((operation) => costs[operation][0]),
});

/** A table whose every figure is a number of times another's. */
export const scaledTable = (name: string, source: string, table: CostTable, times: number): PublishedTable => ({
  name,
  source,
  fixedNs: eachOperation((operation) => table.fixedNs[operation] * times),
  perByteNs: eachOperation((operation) => table.perByteNs[operation] * times),
  sources: eachOperation(() => source),
});
