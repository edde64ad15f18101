import { roomOfSubject } from '../../sim/components/rooms.ts';
import { quantityOf, thingOf } from '../../sim/components/things.ts';
import { virtualQuantityOf } from '../../sim/components/virtual-things.ts';
import type { DataClass, Quantity } from '../../sim/framework/datum.ts';
import type { Entitlements } from '../../sim/framework/scenario.ts';
import { mapsRoom } from './house.ts';
import type { House } from './house.ts';
import { seatsOfPlatform } from './seats/platform.ts';
import { sits } from './seating.ts';

/** What is known of: data about a room, of one of its things or, with thing -1, of the room as a whole. */
export interface RoomMatter {
  readonly room: number;
  readonly thing: number;
  readonly dataClass: DataClass;
}

/** What a scenario declares of those whom a house does not decide about; people and things by their index. */
export interface HouseEntitlements {
  /** `provider` by its place among the providers. */
  readonly providerMayKnow: (matter: RoomMatter, provider: number, nowNs: number) => boolean;
  /** Of the person's own room: nobody is entitled to another's. */
  readonly personMayKnow: (person: number, matter: RoomMatter) => boolean;
  /** Of a thing in the person's own room, or of a virtual one of the own platform. */
  readonly personMayCommand: (person: number, quantity: Quantity, room: number, nowNs: number) => boolean;
}

/**
 * Who may know or do what, declared by cast, contract and consent. Written apart from the household's rules on purpose: the
 * oracle judges by this one, whatever the controls enforce.
 *
 * - Everybody knows what is public, and itself. Who comes from outside knows nothing else.
 * - A member of a system is known to itself and to its system.
 * - Gateways, IoT platforms, the authority and the audit log know things, rooms and people.
 * - A platform knows the things and rooms that it maps, and people.
 * - Providers and persons know what the scenario says, and nothing of anybody who is neither thing nor room.
 */
export function entitlementsOf(house: House, rules: HouseEntitlements): Entitlements {
  const { things, inside, virtual, people, persons, register } = house;
  const platformOf = new Map(
    house.platforms.flatMap((platform, index) =>
      seatsOfPlatform(platform).map(({ first }): [number, number] => [first, index]),
    ),
  );
  virtual.holders.forEach((holder, thing) =>
    platformOf.set(
      virtual.first + thing,
      house.platforms.findIndex(({ party }) => party === holder),
    ),
  );
  const providerOf = new Map(house.providers.map(({ first }, index): [number, number] => [first, index]));
  const matterOf = (subject: number, dataClass: DataClass): RoomMatter => {
    const thing = thingOf(things, subject);
    const room = things.room[thing] ?? virtual.room[thingOf(virtual, subject)] ?? roomOfSubject(subject, things.rooms);
    return { thing, room, dataClass };
  };
  /** A virtual thing is there for who comes upon it on its own platform. */
  const mayUse = (node: number, one: number, nowNs: number): boolean => {
    const person = node - persons.first;
    const room = virtual.room[one]!;
    const there = people.room[person] === room && people.avatarAgent[person] === virtual.avatarAgent[one];
    return sits(node, persons) && there && rules.personMayCommand(person, virtualQuantityOf(virtual, one), room, nowNs);
  };
  return {
    mayKnow: (node, dataClass, subject, nowNs) => {
      if (dataClass === 'public') return true;
      const role = register.seatsOf(node)?.role;
      if (role === undefined) return false;
      if (node === subject) return true;
      const member = thingOf(inside, subject);
      if (member >= 0) return inside.upward[member] === node;
      const matter = matterOf(subject, dataClass);
      const { room } = matter;
      switch (role) {
        case 'device':
        case 'iot-system':
          return false;
        case 'gateway':
        case 'iot-platform':
        case 'identity-storage':
        case 'audit-log':
          return true;
        case 'external-dpm':
          return room >= 0 && rules.providerMayKnow(matter, providerOf.get(node)!, nowNs);
        case 'person': {
          const person = node - persons.first;
          return room >= 0 && people.room[person] === room && rules.personMayKnow(person, matter);
        }
        default:
          return room < 0 || mapsRoom(house, room, platformOf.get(node)!);
      }
    },
    mayCommand: (node, subject, nowNs) => {
      const one = thingOf(virtual, subject);
      if (one >= 0) return mayUse(node, one, nowNs);
      // Who may command a system may have its members do it.
      const member = thingOf(inside, subject);
      const thing = thingOf(things, member < 0 ? subject : inside.upward[member]!);
      if (thing < 0 || !sits(node, persons)) return false;
      const person = node - persons.first;
      const room = things.room[thing]!;
      if (people.room[person] !== room) return false;
      return rules.personMayCommand(person, quantityOf(things, thing), room, nowNs);
    },
  };
}
