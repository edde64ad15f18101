import type { HouseTerms } from '../kit/house.ts';
import type { PersonTerms } from '../kit/seats/people.ts';
import type { MeetingRoomParameters } from './parameters.ts';

/** What the building has, who maps it, and who comes. */
export function houseTerms(parameters: MeetingRoomParameters): HouseTerms {
  const { rooms, sensorsPerRoom, equippedRooms, roomsPerGateway, platforms, providers } = parameters;
  return {
    sites: [{ party: 'building', rooms, sensorsPerRoom, equippedRooms, roomsPerGateway }],
    platforms: Array.from({ length: platforms }, () => ({ site: 0 })),
    maps: (room, platform) => parameters.mapping === 'every' || room % platforms === platform,
    providers,
    people: Array.from({ length: parameters.persons + parameters.guests }, (_, person) => personOf(person, parameters)),
  };
}

/** Persons with rights first, then guests; each where its room is mapped. */
function personOf(person: number, parameters: MeetingRoomParameters): PersonTerms {
  const { persons, platforms, mapping } = parameters;
  const equippedRooms = Math.min(parameters.rooms, parameters.equippedRooms);
  const guest = person >= persons;
  const place = guest ? person - persons : person;
  // Two neighbours share a room, an organiser and a member, so that every equipped room has both where there are enough.
  const room = (guest ? place : place >> 1) % equippedRooms;
  const turn = guest ? place : Math.floor((place >> 1) / equippedRooms) + (place % 2);
  return {
    room,
    standing: guest ? 'guest' : place % 2 === 0 ? 'organiser' : 'member',
    platform: (mapping === 'every' ? turn : room) % platforms,
  };
}
