import type { TaskName } from '../../../sim/framework/task.ts';
import type { Seating, Seats } from '../seating.ts';
import type { SiteSeats } from './site.ts';

/** Seats of one metaverse platform, and the site whose things it gets. */
export interface PlatformSeats {
  readonly party: string;
  readonly site: SiteSeats;
  readonly thingsAgent: Seats<'things-agent'>;
  readonly secureDpm: Seats<'secure-dpm'>;
  readonly entityAgent: Seats<'entity-agent'>;
  readonly storageAgent: Seats<'storage-agent'>;
  readonly secureStorage: Seats<'secure-storage'>;
  readonly secureConnector: Seats<'secure-connector'>;
  readonly avatarAgent: Seats<'avatar-agent'>;
  /** Where a show goes on: its secure DPM, and a connector for each kind of its work. */
  readonly show: ShowSeats | null;
}

/** Seats of a show on a platform. */
export interface ShowSeats {
  readonly secureDpm: Seats<'secure-dpm'>;
  readonly connectors: readonly { readonly task: TaskName; readonly seats: Seats<'secure-connector'> }[];
}

/** What a platform is: the site whose things it gets, and what kinds of work of a show it gives out, none by default. */
export interface PlatformTerms {
  readonly site: number;
  readonly show?: readonly TaskName[];
}

/** Takes the seven seats of a platform, in this order, and those of its show. */
export function seatPlatform(
  seating: Seating,
  party: string,
  site: SiteSeats,
  show: readonly TaskName[] = [],
): PlatformSeats {
  const of = (role: string): { readonly name: string; readonly party: string } => ({ name: `${role}.${party}`, party });
  return {
    party,
    site,
    thingsAgent: seating.take('things-agent', of('things-agent')),
    secureDpm: seating.take('secure-dpm', of('secure-dpm')),
    entityAgent: seating.take('entity-agent', of('entity-agent')),
    storageAgent: seating.take('storage-agent', of('storage-agent')),
    secureStorage: seating.take('secure-storage', of('secure-storage')),
    secureConnector: seating.take('secure-connector', of('secure-connector')),
    avatarAgent: seating.take('avatar-agent', of('avatar-agent')),
    show:
      show.length === 0
        ? null
        : {
            secureDpm: seating.take('secure-dpm', of('show-dpm')),
            connectors: show.map((task) => ({
              task,
              seats: seating.take('secure-connector', of(`${task}-connector`)),
            })),
          },
  };
}

/** Seats of a platform in order of their numbers. */
export const seatsOfPlatform = (seats: PlatformSeats): readonly Seats[] => [
  seats.thingsAgent,
  seats.secureDpm,
  seats.entityAgent,
  seats.storageAgent,
  seats.secureStorage,
  seats.secureConnector,
  seats.avatarAgent,
  ...(seats.show === null ? [] : [seats.show.secureDpm, ...seats.show.connectors.map((one) => one.seats)]),
];
