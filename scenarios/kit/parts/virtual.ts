import { virtualThing, virtualThingCells } from '../../../sim/components/virtual-thing.ts';
import { seconds } from '../../../sim/framework/time.ts';
import { addressOf, filled } from '../seating.ts';
import type { PlatformSeats } from '../seats/platform.ts';
import { wire } from '../wire.ts';
import type { Ground, Part } from './part.ts';

/** Changes of a fountain that may wait to be durable at once (assumption). */
const pendingChanges = 8;
/** Who has asked is told of changes until it has missed two more questions (assumption). */
const missedQuestions = 3;

/**
 * Places the virtual things of a platform and joins them: entity agent ─RP-M─▶ virtual things, entity agents of the other platforms
 * ─RP-X─▶ virtual things, virtual things ─RP-D─▶ identity storage.
 */
export function placeVirtual(platform: PlatformSeats, ground: Ground): Part {
  const { values, house, sizes, links, enrolment, authority, enrolsBy } = ground;
  const seats = house.fountains[house.platforms.indexOf(platform)];
  if (seats === undefined) return { placements: [], wires: [] };
  const component = virtualThing({
    things: house.virtual,
    shownBy: house.platforms.map(({ entityAgent }) => addressOf(entityAgent)),
    enrolment,
    initial: 0,
    pendingChanges,
    observedNs: missedQuestions * seconds(values.deviceReportSeconds),
  });
  return {
    placements: filled(seats, component, sizes.server('entity-agent'), virtualThingCells({ pendingChanges })),
    wires: [
      ...wire('RP-M', platform.entityAgent, seats, links.dataCentre),
      ...house.platforms
        .filter((other) => other !== platform)
        .flatMap(({ entityAgent }) => wire('RP-X', entityAgent, seats, links.wan)),
      ...wire('RP-D', seats, authority.identityStorage, links.wan, enrolsBy),
    ],
  };
}
