import type { Entitlements } from '../../sim/framework/scenario.ts';
import { seconds } from '../../sim/framework/time.ts';
import { entitlementsOf } from '../kit/entitlements.ts';
import type { House } from '../kit/house.ts';
import type { Sale } from '../kit/sales.ts';
import { showingBy } from '../kit/showing.ts';

/**
 * What is truly allowed, whatever any storage says; written apart from the policy and from all books on purpose.
 *
 * - Every platform may get the readings of the rooms, by contract, and shows a thing while it holds it, and `showSeconds` longer.
 * - Providers know windows of rooms without what tells of people; people see the state of their own room.
 * - A virtual fountain may be shown everywhere, and set by whoever comes upon it on its own platform; nothing else may be set.
 */
export const entitlements = (house: House, sales: readonly Sale[], showSeconds: number): Entitlements => ({
  ...entitlementsOf(house, {
    providerMayKnow: ({ thing, dataClass }) => thing < 0 && dataClass === 'operational',
    personMayKnow: (_person, { dataClass }) => dataClass === 'operational',
    personMayCommand: (_person, quantity) => quantity === 'jet',
  }),
  mayShow: showingBy(house, sales, seconds(showSeconds)),
});
