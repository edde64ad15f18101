import { isOn } from '../../sim/framework/schedule.ts';
import type { Entitlements } from '../../sim/framework/scenario.ts';
import { entitlementsOf } from './entitlements.ts';
import type { House } from './house.ts';

/**
 * What is truly allowed in such a house to providers and to people by their standing, written apart from the policy on purpose.
 *
 * - A provider knows, by contract, the windows of rooms without what tells of people.
 * - Persons know the state of their own room; its archive only if they are members or organisers.
 * - Members and organisers set lamp and display of their room, organisers its lock while it is booked.
 */
export function standingEntitlements(house: House): Entitlements {
  const { people, bookings } = house;
  return entitlementsOf(house, {
    providerMayKnow: ({ thing, dataClass }) => thing < 0 && dataClass === 'operational',
    personMayKnow: (person, { thing, dataClass }) =>
      dataClass === 'operational' || (thing < 0 && people.standing[person] !== 'guest'),
    personMayCommand: (person, quantity, room, nowNs) => {
      const standing = people.standing[person]!;
      if (quantity === 'lock') return standing === 'organiser' && isOn(bookings, room, nowNs);
      return (quantity === 'lamp' || quantity === 'display') && standing !== 'guest';
    },
  });
}
