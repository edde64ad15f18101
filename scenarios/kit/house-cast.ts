import { roomPhysics } from '../../sim/environment/room-physics.ts';
import { roomOfSubject } from '../../sim/components/rooms.ts';
import type { Things } from '../../sim/components/things.ts';
import type { Cast } from '../../sim/framework/scenario.ts';
import { highestIntensity } from '../../sim/framework/schedule.ts';
import { seconds } from '../../sim/framework/time.ts';
import { enrolmentAt } from './enrolment.ts';
import { authoritiesOf, listLifeNs, partnersOf } from './federations.ts';
import type { Federations } from './federations.ts';
import { placeAuthority } from './parts/authority.ts';
import { capacities } from './capacities.ts';
import type { Capacities } from './capacities.ts';
import { mapsRoom } from './house.ts';
import type { House } from './house.ts';
import { links } from './links.ts';
import type { Names } from './names.ts';
import type { HouseParameters } from './parameters.ts';
import type { Ground, Sharing } from './parts/part.ts';
import { placePeople } from './parts/people.ts';
import { placePlatform } from './parts/platform.ts';
import { placeReplicas } from './parts/registry.ts';
import type { RegistryPlan } from './registry-plan.ts';
import { placeProviders } from './parts/providers.ts';
import { runTimes } from './run-times.ts';
import { addressOf } from './seating.ts';
import { objectCommandersOf, objectProxiesOf, placeSite } from './parts/site.ts';
import { usualTrade } from './trade.ts';
import type { Trade } from './trade.ts';

/** What follows from a house: all of a cast but its rules, its stage and its events. */
export type HouseCast = Omit<Cast, 'household' | 'entitlements' | 'stage' | 'events'>;

/** Machines and tables of a house, sized from what stands in it. */
export function capacitiesOf(house: House, values: HouseParameters): Capacities {
  const { sites, platforms, things, providers, people } = house;
  const mapped = platforms.map((_, platform) =>
    house.mappedBy.filter((_bits, room) => mapsRoom(house, room, platform)),
  );
  const sum = (counts: readonly number[]): number => counts.reduce((all, one) => all + one, 0);
  return capacities(values, {
    sensors: sum(sites.map(({ sensors, bands }) => sensors.count + bands.count)),
    devices: sum(sites.map(({ devices, valves, systems }) => devices.count + valves.count + systems.count)),
    gateways: sum(sites.map(({ gateways }) => gateways.count)),
    sites: sites.length,
    rooms: things.rooms,
    platforms: platforms.length,
    mappedShare: Math.max(...mapped.map(({ length }) => length)) / things.rooms,
    providers: providers.length,
    people: Math.ceil(people.count * highestIntensity(house.intensity)),
    sensorsAGateway: Math.max(
      ...sites.map(
        ({ terms: { roomsPerGateway, sensorsPerRoom, valvesPerRoom = 0, bandsPerRoom = 0 } }) =>
          roomsPerGateway * (sensorsPerRoom + valvesPerRoom + bandsPerRoom),
      ),
    ),
  });
}

/**
 * Places a house on machines of the given sizes and joins it: sites, authorities, platforms, providers, people. `federations` says how
 * the parties of each keep up with authorities; by default each refreshes alike and none learns from another. `registry` is what
 * authorities keep on record of the things; nothing by default.
 */
export function castHouse(
  house: House,
  values: HouseParameters,
  sizes: Capacities,
  names: Names,
  sharing?: Sharing,
  trade: Trade = usualTrade(house.providers.length, values, sizes),
  federations: Federations = { each: house.authorities.map(() => ({ refreshSeconds: values.statusSeconds })) },
  registry?: RegistryPlan,
): HouseCast {
  const { things, inside, platforms, federationOf } = house;
  const shapes = links(values);
  const grounds = house.authorities.map((authority, place): Ground => {
    const identityStorage = addressOf(authority.identityStorage);
    const { reissue, gossipSeconds, enrolsBy = 'handshake' } = federations;
    return {
      values,
      house,
      sizes,
      links: shapes,
      enrolment: {
        ...enrolmentAt(identityStorage),
        ...(reissue === undefined ? {} : { reissue }),
      },
      status: { authority: identityStorage, refreshNs: seconds(federations.each[place]!.refreshSeconds) },
      authority,
      partners: partnersOf(house, federations, place),
      enrolsBy,
      listLifeNs: listLifeNs(federations, place),
      ...(sharing === undefined ? {} : { sharing }),
      ...(gossipSeconds === undefined ? {} : { gossipNs: seconds(gossipSeconds) }),
      trade,
      ...(registry === undefined ? {} : { registry }),
    };
  });
  const groundOf = (party: string): Ground => grounds[federationOf(party)]!;
  const parts = [
    ...house.sites.map((site) => placeSite(site, groundOf(site.terms.party))),
    ...house.authorities.map((authority, place) => placeAuthority(authority, grounds[place]!)),
    ...platforms.map((platform) => placePlatform(platform, groundOf(platform.party))),
    placeProviders(grounds[0]!),
    placePeople(grounds[0]!),
    ...grounds.map((ground) => placeReplicas(ground)),
  ];
  const placements = parts.flatMap((part) => part.placements).toSorted((a, b) => a.first - b.first);
  return {
    placements,
    wires: parts.flatMap(({ wires }) => wires),
    environment: roomPhysics({
      first: things.first,
      ...devicesOf(things, inside),
      presence: house.bookings,
    }),
    objectReaders: platforms.flatMap(({ secureDpm, entityAgent }) => [secureDpm.first, entityAgent.first]),
    objectProxies: house.sites.flatMap((site) => objectProxiesOf(site, house)),
    objectCommanders: house.sites.flatMap(objectCommandersOf),
    authorities: authoritiesOf(house, federations, placements),
    ...runTimes(values),
    subjectName: (subject) => {
      const room = roomOfSubject(subject, Infinity);
      return room >= 0 ? `room ${room + 1}` : names.subjectName(subject);
    },
  };
}

/** Everything that senses or acts: things, and the members of systems right behind them. */
function devicesOf(things: Things, inside: Things): { readonly quantity: Uint8Array; readonly room: Int32Array } {
  if (inside.count === 0) return things;
  const quantity = new Uint8Array(things.count + inside.count);
  const room = new Int32Array(things.count + inside.count);
  quantity.set(things.quantity);
  quantity.set(inside.quantity, things.count);
  room.set(things.room);
  room.set(inside.room, things.count);
  return { quantity, room };
}
