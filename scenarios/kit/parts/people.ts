import { person } from '../../../sim/components/person.ts';
import { seconds } from '../../../sim/framework/time.ts';
import { small } from '../capacities.ts';
import { filled } from '../seating.ts';
import type { Ground, Part } from './part.ts';

/** Places the people; wires to them lead from each platform. */
export function placePeople({ values, house }: Ground): Part {
  const { persons, people, things, virtual, bookings, intensity, scenes } = house;
  const component = person({
    people,
    things,
    virtual,
    bookings,
    arriveWithinNs: seconds(Math.min(10, values.warmUpSeconds + 1)),
    stayMeanNs: seconds(values.staySeconds),
    awayMeanNs: seconds(values.awaySeconds),
    commandMeanNs: seconds(values.commandEverySeconds),
    viewMeanNs: seconds(values.viewEverySeconds),
    queryMeanNs: seconds(values.queryEverySeconds),
    poseNs: seconds(values.poseSeconds),
    patienceNs: seconds(values.patienceSeconds),
    enterTries: 3,
    bookingMarginNs: seconds(Math.min(values.patienceSeconds, values.bookedSeconds / 4)),
    intensity,
    ...(scenes.urgentLane ? { commandsUrgent: true } : {}),
  });
  return { placements: filled(persons, component, { device: 'client', ...small }), wires: [] };
}
