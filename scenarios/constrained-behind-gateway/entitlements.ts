import { quantityOf, thingOf } from '../../sim/components/things.ts';
import { isOn } from '../../sim/framework/schedule.ts';
import type { DataClass } from '../../sim/framework/datum.ts';
import type { Entitlements } from '../../sim/framework/scenario.ts';
import { entitlementsOf } from '../kit/entitlements.ts';
import type { House } from '../kit/house.ts';

/** What tells of people. */
const ofPeople: readonly DataClass[] = ['personal', 'biometric', 'child'];

/** A heating valve that is opened further lets a radiator burn who touches it, % (assumption: 60 degC and more at its surface). */
const scaldingPercent = 80;

/**
 * What is truly allowed, written apart from the policy on purpose.
 *
 * - Gateways and IoT platforms carry what things say. Of what tells of people they are not to know anything, whether they forward or
 *   terminate: people have agreed to the twin, not to those who carry.
 * - A provider knows, by contract, the windows of rooms without what tells of people.
 * - Persons know the state of their own room; its archive only if they are members or organisers.
 * - Members and organisers set valve, lamp and display of their room, organisers its lock while it is booked.
 * - Whoever asked for it, a valve open beyond 80 % does harm.
 */
export function entitlements(house: House): Entitlements {
  const { people, bookings, things, register } = house;
  const declared = entitlementsOf(house, {
    providerMayKnow: ({ thing, dataClass }) => thing < 0 && dataClass === 'operational',
    personMayKnow: (person, { thing, dataClass }) =>
      dataClass === 'operational' || (thing < 0 && people.standing[person] !== 'guest'),
    personMayCommand: (person, quantity, room, nowNs) => {
      const standing = people.standing[person]!;
      if (quantity === 'lock') return standing === 'organiser' && isOn(bookings, room, nowNs);
      return quantity !== 'camera' && standing !== 'guest';
    },
  });
  return {
    ...declared,
    mayKnow: (node, dataClass, subject, nowNs) => {
      const role = register.seatsOf(node)?.role;
      const carries = role === 'gateway' || role === 'iot-platform';
      return !(carries && ofPeople.includes(dataClass)) && declared.mayKnow(node, dataClass, subject, nowNs);
    },
    harms: (node, value) => {
      const thing = thingOf(things, node);
      return thing >= 0 && quantityOf(things, thing) === 'valve' && value > scaldingPercent;
    },
  };
}
