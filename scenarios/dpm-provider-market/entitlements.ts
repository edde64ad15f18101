import type { Entitlements } from '../../sim/framework/scenario.ts';
import { isOn } from '../../sim/framework/schedule.ts';
import { seconds } from '../../sim/framework/time.ts';
import { entitlementsOf } from '../kit/entitlements.ts';
import type { House } from '../kit/house.ts';
import type { MarketParameters } from './parameters.ts';

/**
 * What is truly allowed to providers and persons, written apart from the policy and from what providers are set to.
 *
 * - A provider knows the windows of rooms without what tells of people, for as long as it is in the market: the second one leaves,
 *   and comes back in some markets.
 * - Members and organisers know their room and its archive, and set lamp and display of it; organisers its lock, while it is booked.
 * - Guests know the state of their room.
 */
export function entitlements(house: House, { leavesAtSeconds, awaySeconds }: MarketParameters): Entitlements {
  const { people, bookings, providers } = house;
  const stayNs = seconds(leavesAtSeconds);
  const roundNs = awaySeconds > 0 ? stayNs + seconds(awaySeconds) : Infinity;
  const isAway = (provider: number, nowNs: number): boolean =>
    provider === 1 && leavesAtSeconds > 0 && nowNs % roundNs >= stayNs;
  const declared = entitlementsOf(house, {
    providerMayKnow: ({ thing, dataClass }, provider, nowNs) =>
      thing < 0 && dataClass === 'operational' && !isAway(provider, nowNs),
    personMayKnow: (person, { thing, dataClass }) =>
      dataClass === 'operational' || (thing < 0 && people.standing[person] !== 'guest'),
    personMayCommand: (person, quantity, room, nowNs) => {
      const standing = people.standing[person]!;
      if (quantity === 'lock') return standing === 'organiser' && isOn(bookings, room, nowNs);
      return (quantity === 'lamp' || quantity === 'display') && standing !== 'guest';
    },
  });
  return {
    ...declared,
    lapsed: (node, nowNs) =>
      isAway(
        providers.findIndex(({ first }) => first === node),
        nowNs,
      ),
  };
}
