import type { Intensity } from '../../sim/framework/schedule.ts';
import { seconds } from '../../sim/framework/time.ts';
import { showTasks } from '../../sim/components/show-dpm.ts';
import type { HouseTerms } from '../kit/house.ts';
import type { HouseRules } from '../kit/household.ts';
import { standingPolicy } from '../kit/standing-policy.ts';
import type { ConcertParameters } from './parameters.ts';

/** Parts of the show: the crowd grows over the first six and ebbs away over the rest (assumption). */
const parts = 10;
const peak = 6;

/** A hall of zones in one place, one platform with a show, providers for its work, a crew on the stage, and the audience. */
export function concertTerms(values: ConcertParameters): HouseTerms {
  const { zones, audience, crew } = values;
  return {
    sites: [
      {
        party: 'hall',
        rooms: zones,
        sensorsPerRoom: values.sensorsPerZone,
        // The stage is the first zone.
        equippedRooms: 1,
        roomsPerGateway: zones,
      },
    ],
    platforms: [{ site: 0, show: showTasks }],
    providers: values.providers,
    people: [
      ...Array.from({ length: crew }, (_, place) => ({
        room: 0,
        standing: place % 2 === 0 ? ('member' as const) : ('organiser' as const),
        platform: 0,
      })),
      ...Array.from({ length: audience }, (_, place) => ({
        room: place % zones,
        standing: 'guest' as const,
        platform: 0,
      })),
    ],
    intensity: crowd(values),
  };
}

/** Straight up to the peak and half of the way down again. */
function crowd({ openingShare, showSeconds }: ConcertParameters): Intensity {
  const factors = Array.from({ length: parts }, (_, part) => {
    const share = part < peak ? part / (peak - 1) : 1 - (0.5 * (part - peak + 1)) / (parts - peak);
    return openingShare + (1 - openingShare) * share;
  });
  return { dayNs: seconds(showSeconds), factors, rush: { fromNs: 0, untilNs: 0, factor: 1 } };
}

/** The usual rules of a house; avatars may move, and the work of the show needs to know of no one where they look. */
export const concertPolicy: HouseRules = {
  ...standingPolicy,
  scopes: {
    guest: ['view', 'pose'],
    member: [...standingPolicy.scopes.member, 'pose'],
    organiser: [...standingPolicy.scopes.organiser, 'pose'],
  },
  agreed: [...standingPolicy.agreed, 'rendering', 'animation'],
  inputsFor: (task) => (task === 'occupancy' ? standingPolicy.inputsFor(task) : ['avatars', 'energy']),
  // One avatar changes a count by one; at an epsilon of one most counts are off by one or two, which the work on a zone of twenty
  // does not show (assumption).
  noiseFor: (task) =>
    task === 'occupancy' ? undefined : { input: 'avatars', form: 'count', sensitivity: 1, epsilon: 1 },
};
