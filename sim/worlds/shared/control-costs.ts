import { operations, stackWork } from '../../framework/costs.ts';
import type { ControlId } from '../../framework/control.ts';
import type { Work } from '../../framework/costs.ts';
import type { RunCosts } from '../../framework/metric.ts';
import { controlNumber } from './standing.ts';

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

/** What each of these controls has cost, in whole ns. */
export const costsBy = ({ ns, bytes, calls }: ControlCosts, controls: readonly ControlId[]): RunCosts =>
  Object.fromEntries(
    controls.map((id) => {
      const number = controlNumber(id);
      return [id, { ns: Math.round(ns[number]!), bytes: bytes[number]!, calls: calls[number]! }];
    }),
  );

/** What costs have grown by since an earlier moment. */
export const costsSince = (all: RunCosts, before: RunCosts): RunCosts =>
  Object.fromEntries(
    Object.entries(all).map(([id, { ns, bytes, calls }]) => {
      const then = before[id] ?? { ns: 0, bytes: 0, calls: 0 };
      return [id, { ns: ns - then.ns, bytes: bytes - then.bytes, calls: calls - then.calls }];
    }),
  );

/** What was charged, ns: by control, `world` for what the world itself does, and by work of the cost table. */
export function chargedBy(
  { charged }: ControlCosts,
  controls: readonly ControlId[],
): Readonly<Record<string, Readonly<Partial<Record<Work, number>>>>> {
  const of = (control: number): Partial<Record<Work, number>> => {
    const found = chargeable.map((name, index) => [name, charged[control * chargeable.length + index]!] as const);
    return Object.fromEntries(found.filter(([, ns]) => ns > 0));
  };
  return { world: of(0), ...Object.fromEntries(controls.map((id) => [id, of(controlNumber(id))])) };
}
