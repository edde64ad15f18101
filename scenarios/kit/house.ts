import type { People } from '../../sim/components/person.ts';
import type { Things } from '../../sim/components/things.ts';
import type { VirtualThings } from '../../sim/components/virtual-things.ts';
import { evenIntensity } from '../../sim/framework/schedule.ts';
import type { Intensity, Schedule } from '../../sim/framework/schedule.ts';
import { seconds } from '../../sim/framework/time.ts';
import { Stream, keyOf } from '../../sim/kernel/stream.ts';
import { seatAuthority, seatReplicas } from './seats/authority.ts';
import type { AuthoritySeats } from './seats/authority.ts';
import type { HouseParameters } from './parameters.ts';
import { peopleOf, seatPeople } from './seats/people.ts';
import type { PersonTerms } from './seats/people.ts';
import { seatPlatform } from './seats/platform.ts';
import type { PlatformSeats, PlatformTerms } from './seats/platform.ts';
import { seatProviders } from './seats/providers.ts';
import { Seating, register } from './seating.ts';
import type { Register, Seats } from './seating.ts';
import { seatSites } from './seats/site.ts';
import type { SiteSeats, SiteTerms } from './seats/site.ts';
import { seatVirtual, virtualOf } from './seats/virtual.ts';

/** How many of what there are, and who belongs to whom. */
export interface HouseTerms {
  readonly sites: readonly SiteTerms[];
  /** Federations, each with an authority of its own; one where nothing is said. */
  readonly federations?: number;
  /** The federation, by its place, that a site or platform belongs to, and those that are neither; the first by default. */
  readonly federationOf?: (what: 'site' | 'platform' | 'others', place: number) => number;
  readonly platforms: readonly PlatformTerms[];
  /** Whether a platform, by its place, maps a room of its site; all of them by default. */
  readonly maps?: (room: number, platform: number) => boolean;
  readonly providers: number;
  readonly people: readonly PersonTerms[];
  /** How busy people are; as usual all the time by default. */
  readonly intensity?: Intensity;
  /** What drawing a scene takes of a platform, ms, and that what members command is served before; neither by default. */
  readonly scenes?: SceneTerms;
  /** Whether archives are asked with the number of a session that the door gave; not so by default. */
  readonly sessions?: boolean;
  /** Virtual fountains of each platform; none by default. */
  readonly virtualEach?: number;
  /** Replicas of each authority's registry; none by default. */
  readonly replicas?: number;
}

/** How a platform draws scenes, beside what else it does. */
export interface SceneTerms {
  readonly millis: number;
  readonly urgentLane: boolean;
}

/** Everybody by number: things first, then members of systems, gateways and IoT platforms, the authorities, each platform's seven, providers, people, replicas, virtual things. */
export interface House {
  /** All seats in order of their numbers. */
  readonly seats: readonly Seats[];
  readonly register: Register;
  readonly sites: readonly SiteSeats[];
  /** The authority of the first federation, which is the only one in most houses. */
  readonly authority: AuthoritySeats;
  /** The authority of each federation. */
  readonly authorities: readonly AuthoritySeats[];
  /** The federation of a party, by its place. */
  readonly federationOf: (party: string) => number;
  readonly platforms: readonly PlatformSeats[];
  readonly providers: readonly Seats<'external-dpm'>[];
  readonly persons: Seats<'person'>;
  /** Replicas of the registry of each authority. */
  readonly replicas: readonly Seats<'identity-storage'>[];
  readonly things: Things;
  /** Members of systems, which are known inside those only. */
  readonly inside: Things;
  /** Things that exist on the platforms only. */
  readonly virtual: VirtualThings;
  readonly fountains: readonly Seats<'virtual-thing'>[];
  readonly people: People;
  /** Platforms that map each room: bit p for platform p. */
  readonly mappedBy: Uint32Array;
  /** When each room is booked, and so occupied. */
  readonly bookings: Schedule;
  readonly intensity: Intensity;
  readonly scenes: SceneTerms;
  readonly sessions: boolean;
}

/** Most platforms: one bit each in 32. */
const mostPlatforms = 31;

/** Numbers everybody. Two populations of the same size get the same numbers, however their sensors are placed. */
export function seatHouse(terms: HouseTerms, values: HouseParameters, seed: number): House {
  if (terms.platforms.length > mostPlatforms) {
    throw new RangeError(`${terms.platforms.length} platforms: at most ${mostPlatforms} fit`);
  }
  if (values.bookedSeconds > values.bookingEverySeconds) {
    throw new RangeError(
      `bookedSeconds ${values.bookedSeconds}: a booking cannot last longer than bookingEverySeconds ${values.bookingEverySeconds}`,
    );
  }
  const seating = new Seating();
  const { sites, things, inside } = seatSites(
    seating,
    terms.sites,
    values.population === 'singles' ? 'singles' : 'one',
    seed,
  );
  const authorities = Array.from({ length: terms.federations ?? 1 }, (_, place) => seatAuthority(seating, place));
  const platforms = terms.platforms.map(({ site, show }, index) =>
    seatPlatform(seating, `platform-${index + 1}`, sites[site]!, show),
  );
  const providers = seatProviders(seating, terms.providers);
  const persons = seatPeople(seating, terms.people.length);
  const replicas = authorities.map((_, place) => seatReplicas(seating, terms.replicas ?? 0, place));
  const fountains = seatVirtual(seating, platforms, terms.virtualEach ?? 0);
  const mappedBy = new Uint32Array(things.rooms);
  platforms.forEach(({ site }, platform) => {
    for (let room = site.firstRoom; room < site.firstRoom + site.terms.rooms; room++) {
      if (terms.maps?.(room, platform) ?? true) mappedBy[room]! |= 1 << platform;
    }
  });
  return {
    seats: seating.all,
    register: register(seating),
    sites,
    authority: authorities[0]!,
    authorities,
    federationOf: federationsOf({ sites, authorities, platforms, replicas }, terms),
    platforms,
    providers,
    persons,
    replicas,
    things,
    inside,
    virtual: virtualOf(fountains, platforms, things.rooms),
    fountains,
    people: peopleOf(persons, terms.people, platforms),
    mappedBy,
    bookings: bookingsOf(things.rooms, values, seed),
    intensity: terms.intensity ?? evenIntensity,
    scenes: terms.scenes ?? { millis: 0, urgentLane: false },
    sessions: terms.sessions ?? false,
  };
}

/** Which federation each party belongs to. */
function federationsOf(
  { sites, authorities, platforms, replicas }: Pick<House, 'sites' | 'authorities' | 'platforms' | 'replicas'>,
  { federationOf = () => 0 }: HouseTerms,
): House['federationOf'] {
  const places = new Map([
    ...sites.map(({ terms: { party } }, site) => [party, federationOf('site', site)] as const),
    ...authorities.map(({ identityStorage: { party } }, place) => [party, place] as const),
    ...replicas.map(({ party }, place) => [party, place] as const),
    ...platforms.map(({ party }, platform) => [party, federationOf('platform', platform)] as const),
  ]);
  return (party) => places.get(party) ?? federationOf('others', 0);
}

/** Bookings of every room, each from a moment of its own. */
function bookingsOf(rooms: number, values: HouseParameters, seed: number): Schedule {
  const everyNs = seconds(values.bookingEverySeconds);
  const stream = new Stream(keyOf(seed, 'building', 'bookings'));
  return {
    everyNs,
    lengthNs: seconds(values.bookedSeconds),
    offsetNs: Float64Array.from({ length: rooms }, () => stream.below(everyNs)),
  };
}

/** Whether a platform, by its place, maps a room. */
export const mapsRoom = ({ mappedBy }: House, room: number, platform: number): boolean =>
  ((mappedBy[room]! >>> platform) & 1) === 1;
