import { person } from '../../sim/components/person.ts';
import type { People, Standing } from '../../sim/components/person.ts';
import { seconds } from '../../sim/framework/time.ts';
import { small } from './capacities.ts';
import type { Ground, Part } from './part.ts';
import type { PlatformSeats } from './platform.ts';
import { filled } from './seating.ts';
import type { Seating, Seats } from './seating.ts';

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

/** Places the people; wires to them lead from each platform. */
export function placePeople({ values, house }: Ground): Part {
  const { persons, people, things, bookings } = house;
  const component = person({
    people,
    things,
    bookings,
    arriveWithinNs: seconds(Math.min(10, values.warmUpSeconds + 1)),
    stayMeanNs: seconds(values.staySeconds),
    awayMeanNs: seconds(values.awaySeconds),
    commandMeanNs: seconds(values.commandEverySeconds),
    viewMeanNs: seconds(values.viewEverySeconds),
    queryMeanNs: seconds(values.queryEverySeconds),
    patienceNs: seconds(values.patienceSeconds),
    enterTries: 3,
    bookingMarginNs: seconds(Math.min(values.patienceSeconds, values.bookedSeconds / 4)),
  });
  return { placements: filled(persons, component, { device: 'client', ...small }), wires: [] };
}
