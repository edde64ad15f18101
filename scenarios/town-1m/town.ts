import type { CastEvent } from '../../sim/framework/scenario.ts';
import type { Intensity } from '../../sim/framework/schedule.ts';
import { millis, seconds } from '../../sim/framework/time.ts';
import { Stream, keyOf } from '../../sim/kernel/stream.ts';
import type { MaintenancePlan } from '../kit/maintenance.ts';
import type { House, HouseTerms } from '../kit/house.ts';
import { estimatesOf } from '../kit/trade.ts';
import type { Trade } from '../kit/trade.ts';
import type { PersonTerms } from '../kit/seats/people.ts';
import type { TownParameters } from './parameters.ts';

const partsOfDay = 24;

/** What the town has: districts that are alike, each mapped by a platform of its own, and a pool of providers for all. */
export function townTerms(values: TownParameters): HouseTerms {
  const districts = Array.from({ length: values.districts }, (_, district) => district);
  return {
    sites: districts.map((district) => ({
      party: `district-${district + 1}`,
      rooms: values.buildings,
      sensorsPerRoom: values.sensorsPerBuilding,
      equippedRooms: values.equippedBuildings,
      roomsPerGateway: values.buildingsPerGateway,
      maintenance: maintenanceFor(values),
    })),
    platforms: districts.map((district) => ({ site: district })),
    maps: () => true,
    providers: values.providers,
    people: districts.flatMap((district) => peopleOf(district, values)),
    intensity: intensityOf(values),
  };
}

/** Trade as in most houses, but for how long a platform waits for a job, and how long it takes to do one itself. */
export const townTrade = ({ jobTimeoutMillis, ownMillis }: TownParameters, { providers, buying }: Trade): Trade => ({
  providers,
  buying: { ...buying, jobTimeoutNs: millis(jobTimeoutMillis), estimates: estimatesOf(millis(ownMillis)) },
});

/** Devices answer to who maintains them; what their maker releases comes to them once. */
const maintenanceFor = ({ shippedPasswordShare, updateAtSeconds }: TownParameters): MaintenancePlan => ({
  shippedShare: shippedPasswordShare,
  ...(updateAtSeconds === 0 ? {} : { updateAtNs: seconds(updateAtSeconds) }),
});

/** Townspeople first, two neighbours to an equipped building, then visitors, who do not live there. */
function peopleOf(district: number, values: TownParameters): readonly PersonTerms[] {
  const equipped = Math.min(values.buildings, values.equippedBuildings);
  const first = district * values.buildings;
  const somebody = (place: number, standing: PersonTerms['standing']): PersonTerms => ({
    room: first + (place % equipped),
    standing,
    platform: district,
  });
  return [
    ...Array.from({ length: values.townspeople }, (_, place) =>
      somebody(place >> 1, place % 2 === 0 ? 'organiser' : 'member'),
    ),
    ...Array.from({ length: values.visitors }, (_, place) => somebody(place, 'guest')),
  ];
}

/** A cosine over the day, quietest at its beginning, its mean the usual rate; and the crowd. */
function intensityOf(values: TownParameters): Intensity {
  const { nightShare } = values;
  const mean = (1 + nightShare) / 2;
  const factors = Array.from({ length: partsOfDay }, (_, part) => {
    const busy = (1 - Math.cos((2 * Math.PI * (part + 0.5)) / partsOfDay)) / 2;
    return (nightShare + (1 - nightShare) * busy) / mean;
  });
  const fromNs = seconds(values.crowdAtSeconds);
  return {
    dayNs: seconds(values.dayLengthSeconds),
    factors,
    rush: {
      fromNs,
      untilNs: fromNs + seconds(values.crowdSeconds),
      factor: values.crowdSeconds > 0 ? values.crowdFactor : 1,
    },
  };
}

/** Devices and gateways that go down and come up again: at random moments, each with all that it had in memory gone. */
export function restarts(values: TownParameters, { sites }: House, seed: number): readonly CastEvent[] {
  const stream = new Stream(keyOf(seed, 'town', 'restarts'));
  const meanNs = seconds(3600 / values.restartsPerHour);
  const untilNs = seconds(values.warmUpSeconds + values.durationSeconds);
  const things = sites.flatMap(({ devices, gateways }) => [devices, gateways]);
  const all = things.reduce((sum, { count }) => sum + count, 0);
  const nodeOf = (place: number): number => {
    let left = place;
    for (const { first, count } of things) {
      if (left < count) return first + left;
      left -= count;
    }
    throw new RangeError(`place ${place}: the town has ${all} devices and gateways`);
  };
  const happening: CastEvent[] = [];
  if (values.restartsPerHour === 0) return happening;
  for (let atNs = 0; ;) {
    atNs += Math.floor(-meanNs * Math.log(stream.open()));
    if (atNs >= untilNs) return happening;
    happening.push({ atNs, event: 'restart', node: nodeOf(stream.below(all)) });
  }
}
