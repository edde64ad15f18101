import { operations } from '../../framework/costs.ts';
import type { Operation } from '../../framework/costs.ts';

/** Number of each operation of the cost table in what was charged. */
export const operationNumbers: ReadonlyMap<Operation, number> = new Map(operations.map((name, index) => [name, index]));

/** What controls cost so far, by control number: ns of work, bytes on the wire, calls. */
export class ControlCosts {
  readonly ns = new Float64Array(100);
  readonly bytes = new Float64Array(100);
  readonly calls = new Float64Array(100);
  /** Where work is charged: ns by control number, 0 for the world itself, and operation. */
  readonly charged = new Float64Array(100 * operations.length);
}
