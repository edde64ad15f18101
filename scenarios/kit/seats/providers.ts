import type { Seating, Seats } from '../seating.ts';

/** Takes a seat for each outside provider, each a party of its own. */
export const seatProviders = (seating: Seating, count: number): readonly Seats<'external-dpm'>[] =>
  Array.from({ length: count }, (_, index) => {
    const party = `provider-${index + 1}`;
    return seating.take('external-dpm', { name: `external-dpm.${party}`, party });
  });
