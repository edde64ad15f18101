import { operations } from '../../framework/costs.ts';
import type { CostTable, Operation } from '../../framework/costs.ts';

/** Fixed time of an operation and, where its length matters, time per byte; in ns. */
export type Cost = readonly [fixedNs: number, perByteNs?: number];

/** A cost table from one row for each operation. */
export function costTable(name: string, source: string, costs: Readonly<Record<Operation, Cost>>): CostTable {
  const column = (index: 0 | 1): Record<Operation, number> =>
    Object.fromEntries(operations.map((operation) => [operation, costs[operation][index] ?? 0])) as Record<
      Operation,
      number
    >;
  return { name, source, fixedNs: column(0), perByteNs: column(1) };
}

/** A table whose every figure is a number of times another's. */
export function scaledTable(name: string, source: string, table: CostTable, times: number): CostTable {
  const scaled = (values: CostTable['fixedNs']): CostTable['fixedNs'] =>
    Object.fromEntries(operations.map((operation) => [operation, values[operation] * times])) as CostTable['fixedNs'];
  return { name, source, fixedNs: scaled(table.fixedNs), perByteNs: scaled(table.perByteNs) };
}
