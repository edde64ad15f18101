import { roomOfSubject } from '../../sim/components/rooms.ts';
import { thingOf } from '../../sim/components/things.ts';
import { quantities } from '../../sim/framework/datum.ts';
import type { Entitlements } from '../../sim/framework/scenario.ts';
import { isOn } from '../../sim/framework/schedule.ts';
import { platformRoles } from './roster.ts';
import type { Roster } from './roster.ts';

/**
 * Who may know or do what, declared by cast, contract and consent. Written apart from the household's policy on purpose: the
 * oracle judges by this one, whatever the controls enforce.
 *
 * - A thing knows itself. The building's own nodes know the building's things. A platform knows the things and rooms it maps.
 * - A provider knows, by contract, the windows of rooms without what tells of people.
 * - Persons know the state of their own room; its archive only if they are members or organisers.
 * - What a person says of itself is for that person, the platforms, the authority and the audit log.
 */
export function entitlements(roster: Roster): Entitlements {
  const { things, people, mappedBy } = roster;
  const firstPlatformNode = roster.platforms[0]!.thingsAgent;
  const platformOf = (node: number): number => Math.floor((node - firstPlatformNode) / platformRoles.length);
  const isPerson = (subject: number): boolean => subject >= people.first && subject < roster.nodes;

  return {
    mayKnow: (node, dataClass, subject) => {
      if (dataClass === 'public') return true;
      if (node < 0 || node >= roster.nodes) return false;
      if (node === subject) return true;
      const thing = thingOf(things, subject);
      const room = thing >= 0 ? things.room[thing]! : roomOfSubject(subject, things.rooms);
      if (node < roster.firstGateway) return false;
      if (node < firstPlatformNode) return true;
      if (node < roster.firstProvider) {
        return room < 0 || ((mappedBy[room]! >>> platformOf(node)) & 1) === 1;
      }
      if (!isPerson(node)) return thing < 0 && room >= 0 && dataClass === 'operational';
      const person = node - people.first;
      if (room < 0 || people.room[person] !== room) return false;
      return dataClass === 'operational' || (thing < 0 && people.standing[person] !== 'guest');
    },
    mayCommand: (person, subject, nowNs) => {
      const thing = thingOf(things, subject);
      if (thing < 0 || !isPerson(person)) return false;
      const index = person - people.first;
      const room = things.room[thing]!;
      if (people.room[index] !== room) return false;
      const standing = people.standing[index]!;
      const quantity = quantities[things.quantity[thing]!]!;
      if (quantity === 'lock') return standing === 'organiser' && isOn(roster.bookings, room, nowNs);
      return (quantity === 'lamp' || quantity === 'display') && standing !== 'guest';
    },
  };
}
