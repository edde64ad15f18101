import type { Entitlements } from '../../sim/framework/scenario.ts';
import { entitlementsOf } from '../kit/entitlements.ts';
import type { House } from '../kit/house.ts';

/**
 * What is truly allowed to providers and persons, written apart from the policy on purpose.
 *
 * - A provider knows, by contract, the windows of rooms without what tells of people.
 * - Members know the state and the archive of their own room and set its lamp and display; guests know its state.
 */
export function entitlements(house: House): Entitlements {
  const member = (person: number): boolean => house.people.standing[person] === 'member';
  return entitlementsOf(house, {
    providerMayKnow: ({ thing, dataClass }) => thing < 0 && dataClass === 'operational',
    personMayKnow: (person, { thing, dataClass }) => dataClass === 'operational' || (thing < 0 && member(person)),
    personMayCommand: (person, quantity) => (quantity === 'lamp' || quantity === 'display') && member(person),
  });
}
