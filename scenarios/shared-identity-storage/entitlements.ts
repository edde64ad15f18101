import type { Quantity } from '../../sim/framework/datum.ts';
import type { Entitlements } from '../../sim/framework/scenario.ts';
import { holderEntitlements } from '../kit/holder-entitlements.ts';
import type { House } from '../kit/house.ts';
import type { Sale } from '../kit/sales.ts';

const settable: ReadonlySet<Quantity> = new Set(['valve', 'lamp', 'display']);

/**
 * What is truly allowed, written apart from the policy and from all books on purpose: as in every house whose platforms hold things, and
 *
 * - residents see the archive of their own room, and set its valves, lamps and displays;
 * - who may set a heating circuit may have each of its valves set, and what a valve of a circuit says is its circuit's business, and
 *   nobody else's (kit/entitlements.ts).
 */
export function entitlements(house: House, sales: readonly Sale[], showSeconds: number): Entitlements {
  const lives = (person: number): boolean => house.people.standing[person] !== 'guest';
  return holderEntitlements(house, sales, showSeconds, {
    personMayKnow: (person, { thing, dataClass }) => dataClass === 'operational' || (thing < 0 && lives(person)),
    personMayCommand: (person, quantity) => lives(person) && settable.has(quantity),
  });
}
