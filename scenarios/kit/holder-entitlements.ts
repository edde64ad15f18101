import type { Entitlements } from '../../sim/framework/scenario.ts';
import { seconds } from '../../sim/framework/time.ts';
import { entitlementsOf } from './entitlements.ts';
import type { HouseEntitlements } from './entitlements.ts';
import type { House } from './house.ts';
import type { Sale } from './sales.ts';
import { showingBy } from './showing.ts';

/**
 * What is truly allowed, whatever any storage says; written apart from all books on purpose, and from what things say of themselves.
 *
 * - Every platform may get the readings of the rooms, by contract: it has to know what it may not show.
 * - A twin may show a thing from the moment on when its platform bought it, and for `showSeconds` after it was sold.
 * - Providers know windows of rooms without what tells of people; people see the state of their own room and command nothing, unless
 *   the scenario says more of them.
 */
export const holderEntitlements = (
  house: House,
  sales: readonly Sale[],
  showSeconds: number,
  ofPeople: Partial<Omit<HouseEntitlements, 'providerMayKnow'>> = {},
): Entitlements => ({
  ...entitlementsOf(house, {
    providerMayKnow: ({ thing, dataClass }) => thing < 0 && dataClass === 'operational',
    personMayKnow: (_person, { dataClass }) => dataClass === 'operational',
    personMayCommand: () => false,
    ...ofPeople,
  }),
  mayShow: showingBy(house, sales, seconds(showSeconds)),
});
