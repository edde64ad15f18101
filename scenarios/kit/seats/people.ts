import type { People, Standing } from '../../../sim/components/person.ts';
import type { Seating, Seats } from '../seating.ts';
import type { PlatformSeats } from './platform.ts';

/** Who a person is: the room in which it has rights, which rights, and the platform, by its place, where its avatar goes. */
export interface PersonTerms {
  readonly room: number;
  readonly standing: Standing;
  readonly platform: number;
}

/** Takes seats for people. */
export const seatPeople = (seating: Seating, count: number): Seats<'person'> =>
  seating.take('person', {
    name: 'persons',
    party: 'people',
    count,
    nameEach: (index) => `person-${index + 1}`,
  });

/** The people in columns. */
export function peopleOf(
  { first }: Seats<'person'>,
  terms: readonly PersonTerms[],
  platforms: readonly PlatformSeats[],
): People {
  return {
    first,
    count: terms.length,
    room: Int32Array.from(terms, ({ room }) => room),
    avatarAgent: Int32Array.from(terms, ({ platform }) => platforms[platform]!.avatarAgent.first),
    standing: terms.map(({ standing }) => standing),
  };
}
