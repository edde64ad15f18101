import type { Quantity } from '../../sim/framework/datum.ts';
import type { Entitlements } from '../../sim/framework/scenario.ts';
import { seconds } from '../../sim/framework/time.ts';
import { entitlementsOf } from '../kit/entitlements.ts';
import type { House } from '../kit/house.ts';
import type { Sale } from '../kit/sales.ts';
import { showingBy } from '../kit/showing.ts';

const settable: ReadonlySet<Quantity> = new Set(['valve', 'lamp', 'display']);

/**
 * What is truly allowed, whatever any storage says; written apart from the policy and from all books on purpose.
 *
 * - Every platform may get the readings of the rooms, by contract, and shows a thing while it holds it, and `showSeconds` longer.
 * - Providers know windows of rooms without what tells of people; people see the state of their own room, residents its archive too.
 * - Residents set valves, lamps and displays of their own room. Who may set a heating circuit may have each of its valves set; what a
 *   valve of a circuit says is its circuit's business, and nobody else's (kit/entitlements.ts).
 */
export function entitlements(house: House, sales: readonly Sale[], showSeconds: number): Entitlements {
  const { people } = house;
  const lives = (person: number): boolean => people.standing[person] !== 'guest';
  return {
    ...entitlementsOf(house, {
      providerMayKnow: ({ thing, dataClass }) => thing < 0 && dataClass === 'operational',
      personMayKnow: (person, { thing, dataClass }) => dataClass === 'operational' || (thing < 0 && lives(person)),
      personMayCommand: (person, quantity) => lives(person) && settable.has(quantity),
    }),
    mayShow: showingBy(house, sales, seconds(showSeconds)),
  };
}
