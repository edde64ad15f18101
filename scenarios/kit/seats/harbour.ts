import type { Seating, Seats } from '../seating.ts';

/** What of a metaverse platform things meet that come to it by themselves. */
export interface Harbour {
  readonly party: string;
  readonly thingsAgent: Seats<'things-agent'>;
  readonly secureDpm: Seats<'secure-dpm'>;
  readonly entityAgent: Seats<'entity-agent'>;
}

/** Takes the three seats of such a platform; they are numbered from 1. */
export function seatHarbour(seating: Seating, platform: number): Harbour {
  const party = `platform-${platform + 1}`;
  const of = (role: string): { readonly name: string; readonly party: string } => ({ name: `${role}.${party}`, party });
  return {
    party,
    thingsAgent: seating.take('things-agent', of('things-agent')),
    secureDpm: seating.take('secure-dpm', of('secure-dpm')),
    entityAgent: seating.take('entity-agent', of('entity-agent')),
  };
}

/** Seats of a platform, in order of their numbers. */
export const seatsOfHarbour = ({ thingsAgent, secureDpm, entityAgent }: Harbour): readonly Seats[] => [
  thingsAgent,
  secureDpm,
  entityAgent,
];
