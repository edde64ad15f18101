import { secretsOf } from '../maintenance.ts';
import type { MaintenancePlan } from '../maintenance.ts';
import type { GatewaySettings } from '../../../sim/components/gateway.ts';
import { byRoom } from '../../../sim/components/things.ts';
import type { Things } from '../../../sim/components/things.ts';
import { quantities } from '../../../sim/framework/datum.ts';
import type { Quantity } from '../../../sim/framework/datum.ts';
import type { Wiring } from '../../../sim/framework/scenario.ts';
import type { Sort } from '../../../sim/framework/sorts.ts';
import type { RadioName } from '../presets.ts';
import type { Seating, Seats } from '../seating.ts';

/** What a site has: rooms with sensors behind gateways, the first of them equipped with devices, and one IoT platform. */
export interface SiteTerms {
  readonly party: string;
  readonly rooms: number;
  /** Temperature, humidity, light, CO2, motion, and over again. */
  readonly sensorsPerRoom: number;
  /** Rooms, from the first, that have camera, lock, lamp and display; more than there are means all. */
  readonly equippedRooms: number;
  readonly roomsPerGateway: number;
  /** Constrained valves of a room, behind its gateway; none by default. */
  readonly valvesPerRoom?: number;
  /** Wrist bands of those who live in a room, behind its gateway; none by default. */
  readonly bandsPerRoom?: number;
  /** Heating circuits of a room, each a system of so many valves with one identity; none by default. */
  readonly systems?: { readonly perRoom: number; readonly members: number };
  /** Kind of radio between constrained things and their gateway, and whether it loses; by default that of the parameters. */
  readonly radio?: { readonly preset: RadioName; readonly losses: 'none' | 'preset' };
  /** How constrained things and their gateway come to a channel: keys installed at commissioning by default. */
  readonly channels?: Wiring['channel'];
  /** What gateways do with what their things say; they forward it by default. */
  readonly gatewayMode?: GatewaySettings['mode'];
  /** Motion is looked at every second and reported when it has changed; once a period like everything by default. */
  readonly motionOnChange?: true;
  /** Its devices serve maintenance to each other's network and take updates; they do not by default. */
  readonly maintenance?: MaintenancePlan;
}

/** Seats of a site. Its rooms are `firstRoom` to `firstRoom + rooms - 1`. */
export interface SiteSeats {
  readonly terms: SiteTerms;
  readonly firstRoom: number;
  readonly sensors: Seats<'device'>;
  readonly devices: Seats<'device'>;
  readonly valves: Seats<'device'>;
  readonly bands: Seats<'device'>;
  readonly systems: Seats<'iot-system'>;
  /** Members of the systems, system by system. */
  readonly members: Seats<'device'>;
  readonly gateways: Seats<'gateway'>;
  readonly iotPlatform: Seats<'iot-platform'>;
  /** What each device asks for who maintains it, as `MaintenanceTerms` has it. */
  readonly secrets: Uint32Array;
}

/** Kinds of sensor in a room, in order. */
const sensed: readonly Quantity[] = ['temperature', 'humidity', 'light', 'co2', 'motion'];
/** Full-fledged devices of an equipped room, in order. */
const equipment: readonly Quantity[] = ['camera', 'lock', 'lamp', 'display'];

/** Of what sorts those are. */
const equipmentSorts = equipment.map((quantity): readonly Sort[] => [
  'full-fledged',
  quantity === 'camera' ? 'camera' : 'actuator',
]);

/** Sensors of a population of single nodes: more would need more placements than a world takes. */
const mostSingles = 50_000;

/**
 * Takes seats for sites: the things of all of them first, sensors before devices before valves before wrist bands before systems, so that
 * things are numbered without a gap; then members of systems, which are no things outside; then each site's gateways and IoT platform.
 * Placements of an only site are called by what they are, others by their party too.
 */
export function seatSites(
  seating: Seating,
  all: readonly SiteTerms[],
  population: 'one' | 'singles',
  seed: number,
): { readonly sites: readonly SiteSeats[]; readonly things: Things; readonly inside: Things } {
  const nameOf = (what: string, { party }: SiteTerms): string => (all.length === 1 ? what : `${what}.${party}`);
  const firstRooms = all.map((_, site) => all.slice(0, site).reduce((sum, { rooms }) => sum + rooms, 0));
  const nameThings =
    (first: number, firstRoom: number, perRoom: number, kinds: readonly Quantity[]) =>
    (index: number): string =>
      `${kinds[(index % perRoom) % kinds.length]!}-${first + index}.room-${firstRoom + Math.floor(index / perRoom) + 1}`;
  const first = seating.nodes;
  const sensors = all.map((terms, site) => {
    const count = terms.rooms * terms.sensorsPerRoom;
    if (population === 'singles' && count > mostSingles) {
      throw new RangeError(`population: singles takes at most ${mostSingles} sensors, not ${count}`);
    }
    return seating.take('device', {
      name: nameOf(population === 'singles' ? 'sensor' : 'sensors', terms),
      party: terms.party,
      count,
      singly: population === 'singles',
      sorts: [['constrained', 'sensor']],
      nameEach: nameThings(seating.nodes, firstRooms[site]!, terms.sensorsPerRoom, sensed),
    });
  });
  const devices = all.map((terms, site) =>
    seating.take('device', {
      name: nameOf('devices', terms),
      party: terms.party,
      count: Math.min(terms.rooms, terms.equippedRooms) * equipment.length,
      sorts: equipmentSorts,
      nameEach: nameThings(seating.nodes, firstRooms[site]!, equipment.length, equipment),
    }),
  );
  const valves = all.map((terms, site) =>
    seating.take('device', {
      name: nameOf('valves', terms),
      party: terms.party,
      count: terms.rooms * (terms.valvesPerRoom ?? 0),
      sorts: [['constrained', 'actuator']],
      nameEach: nameThings(seating.nodes, firstRooms[site]!, terms.valvesPerRoom ?? 0, ['valve']),
    }),
  );
  const bands = all.map((terms, site) =>
    seating.take('device', {
      name: nameOf('bands', terms),
      party: terms.party,
      count: terms.rooms * (terms.bandsPerRoom ?? 0),
      sorts: [['constrained', 'wearable']],
      nameEach: nameThings(seating.nodes, firstRooms[site]!, terms.bandsPerRoom ?? 0, ['pulse']),
    }),
  );
  const systemsIn = ({ rooms, systems }: SiteTerms): number => rooms * (systems?.perRoom ?? 0);
  const systems = all.map((terms, site) =>
    seating.take('iot-system', {
      name: nameOf('systems', terms),
      party: terms.party,
      count: systemsIn(terms),
      nameEach: (index) =>
        `circuit-${index + 1}.room-${firstRooms[site]! + Math.floor(index / (terms.systems?.perRoom ?? 1)) + 1}`,
    }),
  );
  const members = all.map((terms) => {
    const each = terms.systems?.members ?? 0;
    return seating.take('device', {
      name: nameOf('members', terms),
      party: terms.party,
      count: systemsIn(terms) * each,
      sorts: [['constrained', 'actuator']],
      nameEach: (index) => `valve-${(index % each) + 1}.circuit-${Math.floor(index / each) + 1}.${terms.party}`,
    });
  });
  const sites = all.map((terms, site): SiteSeats => ({
    terms,
    firstRoom: firstRooms[site]!,
    sensors: sensors[site]!,
    devices: devices[site]!,
    secrets: secretsOf(terms.maintenance, devices[site]!.count, seed, site),
    valves: valves[site]!,
    bands: bands[site]!,
    systems: systems[site]!,
    members: members[site]!,
    gateways: seating.take('gateway', {
      name: nameOf('gateways', terms),
      party: terms.party,
      count: Math.ceil(terms.rooms / terms.roomsPerGateway),
      nameEach: (index) => `gateway-${index + 1}.${terms.party}`,
    }),
    iotPlatform: seating.take('iot-platform', {
      name: nameOf('iot-platform', terms),
      party: terms.party,
      nameEach: () => `iot-platform.${terms.party}`,
    }),
  }));
  const things = thingsOf(sites, first);
  return { sites, things, inside: insideOf(sites, things) };
}

/** Columns of everything at the sites: sensors, valves and wrist bands report to their gateway, devices and systems to the IoT platform. */
function thingsOf(sites: readonly SiteSeats[], first: number): Things {
  const count = sites.reduce(
    (sum, { sensors, devices, valves, bands, systems }) =>
      sum + sensors.count + devices.count + valves.count + bands.count + systems.count,
    0,
  );
  const quantity = new Uint8Array(count);
  const room = new Int32Array(count);
  const upward = new Int32Array(count);
  for (const site of sites) {
    const { terms, firstRoom, sensors, devices, systems, gateways, iotPlatform: platform } = site;
    for (let sensor = 0; sensor < sensors.count; sensor++) {
      const thing = sensors.first - first + sensor;
      const place = Math.floor(sensor / terms.sensorsPerRoom);
      room[thing] = firstRoom + place;
      quantity[thing] = quantities.indexOf(sensed[(sensor % terms.sensorsPerRoom) % sensed.length]!);
      upward[thing] = gateways.first + Math.floor(place / terms.roomsPerGateway);
    }
    for (let device = 0; device < devices.count; device++) {
      const thing = devices.first - first + device;
      room[thing] = firstRoom + Math.floor(device / equipment.length);
      quantity[thing] = quantities.indexOf(equipment[device % equipment.length]!);
      upward[thing] = platform.first;
    }
    for (const [seats, perRoom, told] of [
      [site.valves, terms.valvesPerRoom, 'valve'],
      [site.bands, terms.bandsPerRoom, 'pulse'],
    ] as const) {
      for (let index = 0; index < seats.count; index++) {
        const thing = seats.first - first + index;
        const place = Math.floor(index / perRoom!);
        room[thing] = firstRoom + place;
        quantity[thing] = quantities.indexOf(told);
        upward[thing] = gateways.first + Math.floor(place / terms.roomsPerGateway);
      }
    }
    for (let system = 0; system < systems.count; system++) {
      const thing = systems.first - first + system;
      room[thing] = firstRoom + Math.floor(system / terms.systems!.perRoom);
      quantity[thing] = quantities.indexOf('valve');
      upward[thing] = platform.first;
    }
  }
  const rooms = sites.reduce((sum, { terms }) => sum + terms.rooms, 0);
  return byRoom({ first, count, rooms, quantity, room, upward });
}

/** Columns of the members of all systems, which only their system knows: each reports to it, and stands in its room. */
function insideOf(sites: readonly SiteSeats[], things: Things): Things {
  const count = sites.reduce((sum, { members }) => sum + members.count, 0);
  const upward = new Int32Array(count);
  let place = 0;
  for (const { terms, systems, members } of sites) {
    for (let member = 0; member < members.count; member++) {
      upward[place++] = systems.first + Math.floor(member / terms.systems!.members);
    }
  }
  return byRoom({
    first: things.first + things.count,
    count,
    rooms: things.rooms,
    quantity: new Uint8Array(count).fill(quantities.indexOf('valve')),
    room: Int32Array.from(upward, (system) => things.room[system - things.first]!),
    upward,
  });
}
