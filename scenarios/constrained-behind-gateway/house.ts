import type { HouseTerms } from '../kit/house.ts';
import type { RadioName } from '../kit/presets.ts';
import type { PersonTerms } from '../kit/seats/people.ts';
import type { ConstrainedParameters } from './parameters.ts';

/** What the building has, over which radio, who maps it, and who comes. */
export function houseTerms(parameters: ConstrainedParameters): HouseTerms {
  const { rooms, sensorsPerRoom, valvesPerRoom, equippedRooms, roomsPerGateway, persons, guests } = parameters;
  return {
    sites: [
      {
        party: 'building',
        rooms,
        sensorsPerRoom,
        valvesPerRoom,
        equippedRooms,
        roomsPerGateway,
        radio: {
          // The declaration holds it to these.
          preset: parameters.radio as RadioName,
          losses: parameters.losses === 'preset' ? 'preset' : 'none',
        },
        channels: parameters.channels === 'handshake' ? 'handshake' : 'provisioned',
        ...(parameters.motionReports === 'on change' ? { motionOnChange: true } : {}),
        gatewayMode: parameters.gatewayMode === 'terminates' ? 'terminates' : 'forwards',
      },
    ],
    platforms: Array.from({ length: parameters.platforms }, () => ({ site: 0 })),
    scenes: { millis: parameters.sceneMillis, urgentLane: parameters.lanes === 'urgent' },
    // One provider counts who is in; what it may know is no matter of this scenario.
    providers: 1,
    people: Array.from({ length: persons + guests }, (_, person) => personOf(person, parameters)),
  };
}

/** Persons with rights first, two neighbours to a room, an organiser and a member; then guests, in the first rooms. */
function personOf(person: number, { rooms, persons, platforms }: ConstrainedParameters): PersonTerms {
  if (person >= persons) return { room: (person - persons) % rooms, standing: 'guest', platform: person % platforms };
  return {
    room: (person >> 1) % rooms,
    standing: person % 2 === 0 ? 'organiser' : 'member',
    platform: person % platforms,
  };
}
