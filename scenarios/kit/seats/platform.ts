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
}

/** Takes the seven seats of a platform, in this order. */
export function seatPlatform(seating: Seating, party: string, site: SiteSeats): PlatformSeats {
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
];
