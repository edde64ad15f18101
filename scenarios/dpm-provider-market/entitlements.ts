import type { Entitlements } from '../../sim/framework/scenario.ts';
import { isOn } from '../../sim/framework/schedule.ts';
import { seconds } from '../../sim/framework/time.ts';
import { entitlementsOf } from '../kit/entitlements.ts';
import type { House } from '../kit/house.ts';
import type { MarketParameters } from './parameters.ts';

/**
 * What is truly allowed to providers and persons, written apart from the policy and from what providers are set to.
 *
 * - A provider knows the windows of rooms without what tells of people, for as long as it is in the market: the second one leaves.
 * - Members and organisers know their room and its archive, and set lamp and display of it; organisers its lock, while it is booked.
 * - Guests know the state of their room.
 */
export function entitlements(house: House, { leavesAtSeconds }: MarketParameters): Entitlements {
  const { people, bookings } = house;
  const endNs = leavesAtSeconds > 0 ? seconds(leavesAtSeconds) : Infinity;
  return entitlementsOf(house, {
    providerMayKnow: ({ thing, dataClass }, provider, nowNs) =>
      thing < 0 && dataClass === 'operational' && (provider !== 1 || nowNs < endNs),
    personMayKnow: (person, { thing, dataClass }) =>
      dataClass === 'operational' || (thing < 0 && people.standing[person] !== 'guest'),
    personMayCommand: (person, quantity, room, nowNs) => {
      const standing = people.standing[person]!;
      if (quantity === 'lock') return standing === 'organiser' && isOn(bookings, room, nowNs);
      return (quantity === 'lamp' || quantity === 'display') && standing !== 'guest';
    },
  });
}
