import { byRoom } from '../../sim/components/things.ts';
import type { Things } from '../../sim/components/things.ts';
import type { People, Standing } from '../../sim/components/person.ts';
import { quantities } from '../../sim/framework/datum.ts';
import type { Quantity } from '../../sim/framework/datum.ts';
import type { Schedule } from '../../sim/framework/schedule.ts';
import { seconds } from '../../sim/framework/time.ts';
import { Stream, keyOf } from '../../sim/kernel/stream.ts';
import type { MeetingRoomParameters } from './parameters.ts';

/** Kinds of sensor in a room, in order. */
const sensed: readonly Quantity[] = ['temperature', 'humidity', 'light', 'co2', 'motion'];
/** Full-fledged devices of an equipped room, in order. */
const equipment = ['camera', 'lock', 'lamp', 'display'] as const satisfies readonly Quantity[];

/** Numbers of the nodes of one metaverse platform. */
export interface PlatformNodes {
  readonly party: string;
  readonly thingsAgent: number;
  readonly secureDpm: number;
  readonly entityAgent: number;
  readonly storageAgent: number;
  readonly secureStorage: number;
  readonly secureConnector: number;
  readonly avatarAgent: number;
}

/**
 * Who is who by number: sensors first, in order of rooms, then devices, gateways, the building's own nodes, each platform's,
 * providers, and people.
 */
export interface Roster {
  readonly sensors: number;
  readonly devices: number;
  readonly equippedRooms: number;
  readonly firstGateway: number;
  readonly gateways: number;
  readonly iotPlatform: number;
  readonly identityStorage: number;
  readonly auditLog: number;
  readonly platforms: readonly PlatformNodes[];
  readonly firstProvider: number;
  readonly providers: number;
  readonly nodes: number;
  readonly things: Things;
  /** Platforms that map each room: bit p for platform p. */
  readonly mappedBy: Uint32Array;
  /** Platform of each person, by index. */
  readonly platformOfPerson: Uint8Array;
  readonly people: People;
  readonly bookings: Schedule;
}

/** Nodes of one platform, in the order of their numbers. */
export const platformRoles = [
  'thingsAgent',
  'secureDpm',
  'entityAgent',
  'storageAgent',
  'secureStorage',
  'secureConnector',
  'avatarAgent',
] as const;

/** The first thing of a room for a quantity, as a node; -1 where the room has none. */
export function thingIn(roster: Roster, room: number, quantity: Quantity): number {
  const { things } = roster;
  for (let place = things.roomFirst[room]!; place < things.roomFirst[room + 1]!; place++) {
    const thing = things.inRoom[place]!;
    if (quantities[things.quantity[thing]!] === quantity) return things.first + thing;
  }
  return -1;
}

/** Numbers everybody. Two populations of the same size get the same numbers, however their sensors are placed. */
export function roster(parameters: MeetingRoomParameters, seed: number): Roster {
  const { rooms, sensorsPerRoom, platforms, providers, persons, guests } = parameters;
  const sensors = rooms * sensorsPerRoom;
  const equippedRooms = Math.min(rooms, parameters.equippedRooms);
  const devices = equippedRooms * equipment.length;
  const firstGateway = sensors + devices;
  const gateways = Math.ceil(rooms / parameters.roomsPerGateway);
  const iotPlatform = firstGateway + gateways;
  const firstPlatformNode = iotPlatform + 3;
  const platformNodes = Array.from({ length: platforms }, (_, platform) => {
    const first = firstPlatformNode + platform * platformRoles.length;
    const numbers = platformRoles.map((name, index) => [name, first + index]);
    return { party: `platform-${platform + 1}`, ...Object.fromEntries(numbers) } as PlatformNodes;
  });
  const firstProvider = firstPlatformNode + platforms * platformRoles.length;
  const firstPerson = firstProvider + providers;

  const count = sensors + devices;
  const quantity = new Uint8Array(count);
  const room = new Int32Array(count);
  const upward = new Int32Array(count);
  for (let thing = 0; thing < sensors; thing++) {
    room[thing] = Math.floor(thing / sensorsPerRoom);
    quantity[thing] = quantities.indexOf(sensed[(thing % sensorsPerRoom) % sensed.length]!);
    upward[thing] = firstGateway + Math.floor(room[thing]! / parameters.roomsPerGateway);
  }
  for (let device = 0; device < devices; device++) {
    room[sensors + device] = Math.floor(device / equipment.length);
    quantity[sensors + device] = quantities.indexOf(equipment[device % equipment.length]!);
    upward[sensors + device] = iotPlatform;
  }
  const all = (1 << platforms) - 1;
  const mappedBy = Uint32Array.from({ length: rooms }, (_, index) =>
    parameters.mapping === 'every' ? all : 1 << (index % platforms),
  );

  const population = persons + guests;
  const platformOfPerson = new Uint8Array(population);
  const standing: Standing[] = [];
  const personRoom = new Int32Array(population);
  const avatarAgent = new Int32Array(population);
  for (let person = 0; person < population; person++) {
    const guest = person >= persons;
    const place = guest ? person - persons : person;
    // Two neighbours share a room, an organiser and a member, so that every equipped room has both where there are enough.
    personRoom[person] = (guest ? place : place >> 1) % equippedRooms;
    standing.push(guest ? 'guest' : place % 2 === 0 ? 'organiser' : 'member');
    const turn = guest ? place : Math.floor((place >> 1) / equippedRooms) + (place % 2);
    const platform = parameters.mapping === 'every' ? turn % platforms : personRoom[person]! % platforms;
    platformOfPerson[person] = platform;
    avatarAgent[person] = platformNodes[platform]!.avatarAgent;
  }

  const everyNs = seconds(Math.max(parameters.bookingEverySeconds, parameters.bookedSeconds));
  const stream = new Stream(keyOf(seed, 'building', 'bookings'));
  const offsetNs = Float64Array.from({ length: rooms }, () => stream.below(everyNs));
  return {
    sensors,
    devices,
    equippedRooms,
    firstGateway,
    gateways,
    iotPlatform,
    identityStorage: iotPlatform + 1,
    auditLog: iotPlatform + 2,
    platforms: platformNodes,
    firstProvider,
    providers,
    nodes: firstPerson + population,
    things: byRoom({ first: 0, count, rooms, quantity, room, upward }),
    mappedBy,
    platformOfPerson,
    people: { first: firstPerson, count: population, room: personRoom, avatarAgent, standing },
    bookings: { everyNs, lengthNs: seconds(parameters.bookedSeconds), offsetNs },
  };
}
