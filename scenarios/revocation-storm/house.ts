import type { HouseTerms } from '../kit/house.ts';
import type { StormParameters } from './parameters.ts';

/** Rooms, from the first, of each building that have camera, lock, lamp and display: all. */
const equippedRooms = Infinity;

/**
 * A building and a platform for each federation, and beside them a platform of every other federation that maps the first building:
 *
 *   building 1 (first authority) ─▶ platform of federation 1, 2, 3 ...        building 2 ─▶ platform of federation 2    and so on
 */
export function houseTerms(values: StormParameters): HouseTerms {
  const { federations, rooms, sensorsPerRoom, roomsPerGateway, members } = values;
  const each = Array.from({ length: federations }, (_, place) => place);
  const platforms = [
    ...each.map((federation) => ({ site: 0, federation })),
    ...each.slice(1).map((federation) => ({ site: federation, federation })),
  ];
  return {
    sites: each.map((place) => ({
      party: `building-${place + 1}`,
      rooms,
      sensorsPerRoom,
      equippedRooms,
      roomsPerGateway,
    })),
    federations,
    // People and the provider belong to the last federation.
    federationOf: (what, place) =>
      what === 'platform' ? platforms[place]!.federation : what === 'site' ? place : federations - 1,
    platforms,
    providers: 1,
    people: Array.from({ length: members + 1 }, (_, person) => {
      const platform = person % platforms.length;
      return {
        room: platforms[platform]!.site * rooms + (person % rooms),
        standing: person < members ? ('member' as const) : ('guest' as const),
        platform,
      };
    }),
  };
}
