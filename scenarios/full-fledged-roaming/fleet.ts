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

/** Everybody by number: robots, headsets, the authority, each platform's three. */
export interface Fleet {
  readonly register: Register;
  readonly robots: Seats<'device'>;
  readonly headsets: Seats<'device'>;
  readonly things: Things;
  readonly authority: AuthoritySeats;
  readonly harbours: readonly Harbour[];
  /** Platforms to which each thing goes, by thing: bit p for platform p. */
  readonly mayVisit: Uint32Array;
}

/** What each sort of thing reports: a robot measures the air around it, a headset tells whether its wearer moves. */
const reported = { robot: 'temperature', headset: 'motion' } as const satisfies Record<string, Quantity>;

/** Numbers everybody. */
export function seatFleet({ robots: robotCount, headsets: headsetCount, platforms }: RoamingParameters): Fleet {
  const seating = new Seating();
  const robots = seating.take('device', { name: 'robots', party: 'robot-owners', count: robotCount });
  const headsets = seating.take('device', { name: 'headsets', party: 'wearers', count: headsetCount });
  const authority = seatAuthority(seating);
  const harbours = Array.from({ length: platforms }, (_, platform) => seatHarbour(seating, platform));
  const count = robotCount + headsetCount;
  const everywhere = (1 << platforms) - 1;
  return {
    register: register(seating),
    robots,
    headsets,
    things: byRoom({
      first: robots.first,
      count,
      // Each has surroundings of its own.
      rooms: count,
      quantity: Uint8Array.from({ length: count }, (_, thing) =>
        quantities.indexOf(thing < robotCount ? reported.robot : reported.headset),
      ),
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
