import { seconds } from '../../sim/framework/time.ts';
import { seatHouse } from '../kit/house.ts';
import type { House, HouseTerms } from '../kit/house.ts';
import { seatsOfPlatform } from '../kit/seats/platform.ts';
import type { PersonTerms } from '../kit/seats/people.ts';
import { Seating, register, sits } from '../kit/seating.ts';
import type { Seats } from '../kit/seating.ts';
import type { LifecycleParameters } from './parameters.ts';

/** Regions in which parties keep what they have. */
export type Region = 'north' | 'south';

/** Who there is, where each keeps what it has, and who withdraws when. Room r is home to person r; even rooms may be known abroad. */
export interface Ground {
  readonly house: House;
  readonly outsideStorage: Seats<'external-storage'>;
  /** Room of a subject, which may be a thing; -1 for what is neither. */
  readonly travels: (room: number) => boolean;
  /** The platform, by its place, that maps a room. */
  readonly homeOf: (room: number) => number;
  /** The platform, by its place, to which a node belongs; -1 for none. */
  readonly platformOf: (node: number) => number;
  readonly regionOfRoom: (room: number) => Region;
  /** Where a node keeps what it has; undefined for one that no rule places. */
  readonly regionOf: (node: number) => Region | undefined;
  /** Whether a node is a caretaker: of the first site, with an order for the apartment that is its room among the people. */
  readonly isCaretaker: (node: number) => boolean;
  /** Nodes on the machine of an infrastructure provider: what is kept in the south. */
  readonly hosted: readonly number[];
  /** When the resident of each room withdraws, ns; Infinity for never. */
  readonly withdrawsNs: Float64Array;
}

/** What there is: two sites with a platform each, a provider, a resident an apartment with a wrist band, visitors, and caretakers. */
function terms({ rooms, visitors, caretakers, bandsPerRoom, sessions }: LifecycleParameters): HouseTerms {
  const site = { rooms, sensorsPerRoom: 5, equippedRooms: rooms, bandsPerRoom, roomsPerGateway: 4 };
  const residents = Array.from({ length: 2 * rooms }, (_, room): PersonTerms => ({
    room,
    standing: 'member',
    platform: room < rooms ? 0 : 1,
  }));
  const guests = Array.from({ length: visitors }, (_, visitor): PersonTerms => {
    const room = visitor % (2 * rooms);
    return { room, standing: 'guest', platform: room < rooms ? 0 : 1 };
  });
  const orders = Array.from({ length: caretakers }, (_, caretaker): PersonTerms => ({
    room: caretaker % rooms,
    standing: 'member',
    platform: 0,
  }));
  return {
    sites: [
      { party: 'north', ...site },
      { party: 'south', ...site },
    ],
    platforms: [{ site: 0 }, { site: 1 }],
    providers: 1,
    people: [...residents, ...guests, ...orders],
    sessions: sessions === 'bearer',
  };
}

/** Seats everybody; the outside storage comes last, after the people. */
export function groundOf(values: LifecycleParameters, seed: number): Ground {
  const inside = seatHouse(terms(values), values, seed);
  const seating = new Seating();
  for (const seats of inside.seats) seating.take(seats.role, seats);
  const outsideStorage = seating.take('external-storage', { name: 'external-storage', party: 'archive' });
  const house: House = { ...inside, seats: seating.all, register: register(seating) };
  const { rooms } = values;
  const platformOf = (node: number): number =>
    house.platforms.findIndex((platform) => seatsOfPlatform(platform).some((seats) => sits(node, seats)));
  const homeOf = (room: number): number => (room < rooms ? 0 : 1);
  const regions: readonly Region[] = ['north', 'south'];
  return {
    house,
    outsideStorage,
    travels: (room) => room % 2 === 0,
    homeOf,
    platformOf,
    isCaretaker: (node) =>
      sits(node, house.persons) && node >= house.persons.first + house.persons.count - values.caretakers,
    hosted: [house.platforms[1]!.secureStorage.first, outsideStorage.first],
    regionOfRoom: (room) => regions[homeOf(room)]!,
    regionOf: (node) => {
      if (sits(node, outsideStorage)) return 'south';
      if (house.providers.some((provider) => sits(node, provider))) return 'north';
      return regions[platformOf(node)];
    },
    withdrawsNs: withdrawals(values),
  };
}

/** Residents withdraw one after the other, at one site and the other in turn. */
function withdrawals(values: LifecycleParameters): Float64Array {
  const { rooms, withdrawFromSeconds, withdrawEverySeconds } = values;
  const all = new Float64Array(2 * rooms).fill(Infinity);
  for (let turn = 0; turn < Math.min(values.withdrawals, all.length); turn++) {
    const room = (turn % 2) * rooms + (turn >> 1);
    all[room] = seconds(withdrawFromSeconds + turn * withdrawEverySeconds);
  }
  return all;
}
