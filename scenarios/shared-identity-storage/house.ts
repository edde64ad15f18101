import type { HouseTerms } from '../kit/house.ts';
import type { SharedStorageParameters } from './parameters.ts';

/** A campus whose rooms have sensors, devices and heating circuits, the platforms that map it, and who comes: first those who look. */
export function houseTerms(values: SharedStorageParameters): HouseTerms {
  const { rooms, sensorsPerRoom, roomsPerGateway, platforms, replicas, guests, residents } = values;
  return {
    sites: [
      {
        party: 'campus',
        rooms,
        sensorsPerRoom,
        equippedRooms: rooms,
        roomsPerGateway,
        systems: { perRoom: values.circuits, members: values.valvesPerCircuit },
      },
    ],
    platforms: Array.from({ length: platforms }, () => ({ site: 0 })),
    providers: 1,
    people: Array.from({ length: guests + residents }, (_, person) => ({
      room: person % rooms,
      standing: person < guests ? ('guest' as const) : ('member' as const),
      platform: person % platforms,
    })),
    replicas,
  };
}
