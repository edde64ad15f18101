import { operations, stackWork } from '../../framework/costs.ts';
import type { Work } from '../../framework/costs.ts';
import type { RunCosts } from '../../framework/metric.ts';

/** All work that can be charged, in the order in which it is counted. */
export const chargeable: readonly Work[] = [...operations, ...stackWork];

/** What controls cost so far, by control number: ns of work, bytes on the wire, calls. */
export class ControlCosts {
  readonly ns = new Float64Array(100);
  readonly bytes = new Float64Array(100);
  readonly calls = new Float64Array(100);
  /** Where work is charged: ns by control number, 0 for the world itself, and work. */
  readonly charged = new Float64Array(100 * chargeable.length);
}

/** What costs have grown by since an earlier moment. */
export const costsSince = (all: RunCosts, before: RunCosts): RunCosts =>
  Object.fromEntries(
    Object.entries(all).map(([id, { ns, bytes, calls }]) => {
      const then = before[id] ?? { ns: 0, bytes: 0, calls: 0 };
      return [id, { ns: ns - then.ns, bytes: bytes - then.bytes, calls: calls - then.calls }];
    }),
  );
