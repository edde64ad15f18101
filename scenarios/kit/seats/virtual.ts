import { quantities } from '../../../sim/framework/datum.ts';
import { noVirtualThings } from '../../../sim/components/virtual-things.ts';
import type { VirtualThings } from '../../../sim/components/virtual-things.ts';
import type { Seating, Seats } from '../seating.ts';
import type { PlatformSeats } from './platform.ts';

/** Takes seats for virtual fountains, as many on each platform, platform by platform. */
export const seatVirtual = (
  seating: Seating,
  platforms: readonly PlatformSeats[],
  each: number,
): readonly Seats<'virtual-thing'>[] =>
  each === 0
    ? []
    : platforms.map(({ party }) =>
        seating.take('virtual-thing', {
          name: `fountains.${party}`,
          party,
          count: each,
          nameEach: (index) => `fountain-${index + 1}.${party}`,
        }),
      );

/** The virtual things in columns: those of a platform stand in one room after the other. */
export function virtualOf(
  seats: readonly Seats<'virtual-thing'>[],
  platforms: readonly PlatformSeats[],
  rooms: number,
): VirtualThings {
  if (seats.length === 0) return noVirtualThings;
  const all = seats.flatMap(({ count }, place) =>
    Array.from({ length: count }, (_, index) => ({ platform: platforms[place]!, index })),
  );
  return {
    first: seats[0]!.first,
    count: all.length,
    quantity: new Uint8Array(all.length).fill(quantities.indexOf('jet')),
    room: Int32Array.from(all, ({ index }) => index % rooms),
    entityAgent: Int32Array.from(all, ({ platform }) => platform.entityAgent.first),
    avatarAgent: Int32Array.from(all, ({ platform }) => platform.avatarAgent.first),
    holders: all.map(({ platform }) => platform.party),
    identifiers: all.map(({ platform, index }) => `${platform.party}/fountain-${index + 1}`),
  };
}
