import { byRoom } from '../../sim/components/things.ts';
import type { Things } from '../../sim/components/things.ts';
import { quantities } from '../../sim/framework/datum.ts';
import type { Quantity } from '../../sim/framework/datum.ts';
import { Seating, register } from '../kit/seating.ts';
import type { Register, Seats } from '../kit/seating.ts';
import { seatAuthority } from '../kit/seats/authority.ts';
import type { AuthoritySeats } from '../kit/seats/authority.ts';
import { seatHarbour } from '../kit/seats/harbour.ts';
import type { Harbour } from '../kit/seats/harbour.ts';
import type { RoamingParameters } from './parameters.ts';

/** Everybody by number: robots, headsets, AR glasses, the authority, each platform's three. */
export interface Fleet {
  readonly register: Register;
  readonly robots: Seats<'device'>;
  readonly headsets: Seats<'device'>;
  readonly glasses: Seats<'device'>;
  readonly things: Things;
  readonly authority: AuthoritySeats;
  readonly harbours: readonly Harbour[];
  /** Platforms to which each thing goes, by thing: bit p for platform p. */
  readonly mayVisit: Uint32Array;
}

/**
 * What each sort of thing reports: a robot measures the air around it, a headset tells whether its wearer moves, AR glasses how many
 * bystanders they see.
 */
const reported = { robot: 'temperature', headset: 'motion', glasses: 'camera' } as const satisfies Record<
  string,
  Quantity
>;

/** Numbers everybody. */
export function seatFleet(values: RoamingParameters): Fleet {
  const { robots: robotCount, headsets: headsetCount, glasses: glassesCount, platforms } = values;
  const seating = new Seating();
  const robots = seating.take('device', {
    name: 'robots',
    party: 'robot-owners',
    count: robotCount,
    sorts: [['full-fledged', 'robot']],
  });
  const headsets = seating.take('device', {
    name: 'headsets',
    party: 'wearers',
    count: headsetCount,
    sorts: [['full-fledged', 'headset']],
  });
  const glasses = seating.take('device', {
    name: 'ar-glasses',
    party: 'wearers',
    count: glassesCount,
    sorts: [['full-fledged', 'ar-glasses', 'camera']],
  });
  const authority = seatAuthority(seating);
  const harbours = Array.from({ length: platforms }, (_, platform) => seatHarbour(seating, platform));
  const firstGlasses = robotCount + headsetCount;
  const count = firstGlasses + glassesCount;
  const sortOf = (thing: number): keyof typeof reported =>
    thing < robotCount ? 'robot' : thing < firstGlasses ? 'headset' : 'glasses';
  const everywhere = (1 << platforms) - 1;
  return {
    register: register(seating),
    robots,
    headsets,
    glasses,
    things: byRoom({
      first: robots.first,
      count,
      // Each has surroundings of its own.
      rooms: count,
      quantity: Uint8Array.from({ length: count }, (_, thing) => quantities.indexOf(reported[sortOf(thing)])),
      room: Int32Array.from({ length: count }, (_, thing) => thing),
      upward: new Int32Array(count).fill(-1),
    }),
    authority,
    harbours,
    mayVisit: Uint32Array.from({ length: count }, (_, thing) =>
      thing < robotCount || platforms === 2 ? everywhere : everywhere & ~(1 << ((thing - robotCount) % platforms)),
    ),
  };
}
