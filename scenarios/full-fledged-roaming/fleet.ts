import { byRoom } from '../../sim/components/things.ts';
import type { Things } from '../../sim/components/things.ts';
import { quantities } from '../../sim/framework/datum.ts';
import type { Quantity } from '../../sim/framework/datum.ts';
import { Seating, register } from '../kit/seating.ts';
import type { Register, Seats } from '../kit/seating.ts';
import { seatAuthority } from '../kit/seats/authority.ts';
import type { AuthoritySeats } from '../kit/seats/authority.ts';
import type { RoamingParameters } from './parameters.ts';

/** What of a metaverse platform things meet that come to it. */
export interface Harbour {
  readonly party: string;
  readonly thingsAgent: Seats<'things-agent'>;
  readonly secureDpm: Seats<'secure-dpm'>;
  readonly entityAgent: Seats<'entity-agent'>;
}

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

/** Seats of a platform, in order of their numbers. */
export const seatsOfHarbour = ({ thingsAgent, secureDpm, entityAgent }: Harbour): readonly Seats[] => [
  thingsAgent,
  secureDpm,
  entityAgent,
];

/** Numbers everybody. */
export function seatFleet({ robots: robotCount, headsets: headsetCount, platforms }: RoamingParameters): Fleet {
  const seating = new Seating();
  const robots = seating.take('device', { name: 'robots', party: 'robot-owners', count: robotCount });
  const headsets = seating.take('device', { name: 'headsets', party: 'wearers', count: headsetCount });
  const authority = seatAuthority(seating);
  const harbours = Array.from({ length: platforms }, (_, platform): Harbour => {
    const party = `platform-${platform + 1}`;
    const of = (role: string): { readonly name: string; readonly party: string } => ({
      name: `${role}.${party}`,
      party,
    });
    return {
      party,
      thingsAgent: seating.take('things-agent', of('things-agent')),
      secureDpm: seating.take('secure-dpm', of('secure-dpm')),
      entityAgent: seating.take('entity-agent', of('entity-agent')),
    };
  });
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
