import type { HouseTerms } from '../kit/house.ts';
import type { InteropParameters } from './parameters.ts';

/** A campus of the first federation, platforms of all federations in turn with a fountain each, and storages of each federation. */
export function houseTerms(values: InteropParameters): HouseTerms {
  const { federations, platforms, replicas, rooms, sensorsPerRoom, roomsPerGateway, guests, fountains } = values;
  return {
    sites: [{ party: 'campus', rooms, sensorsPerRoom, equippedRooms: rooms, roomsPerGateway }],
    federations,
    federationOf: (what, place) => (what === 'platform' ? place % federations : 0),
    platforms: Array.from({ length: platforms }, () => ({ site: 0 })),
    providers: 1,
    people: Array.from({ length: guests }, (_, guest) => ({
      room: guest % rooms,
      standing: 'guest' as const,
      platform: guest % platforms,
    })),
    virtualEach: fountains,
    replicas,
  };
}
