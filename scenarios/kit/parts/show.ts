import { showDpm } from '../../../sim/components/show-dpm.ts';
import type { Placement, Wiring } from '../../../sim/framework/scenario.ts';
import { taskShapes } from '../../../sim/framework/task.ts';
import { seconds } from '../../../sim/framework/time.ts';
import { addressOf, filled } from '../seating.ts';
import type { PlatformSeats } from '../seats/platform.ts';
import { wire } from '../wire.ts';
import { placeConnector } from './connector.ts';
import type { Ground } from './part.ts';

/** Most groups in which the zones of a hall close their beats (assumption). */
const mostGroups = 20;

/**
 * Places the show of a platform, where it has one.
 *
 *   avatar agent ─RP-M pose─▶ secure DPM of the show ─RP-M job─▶ a connector for each kind of work ─RP-C─▶ providers
 *                                   └─RP-M result─▶ entity agent
 */
export function placeShow({ show, entityAgent }: PlatformSeats, ground: Ground): readonly Placement[] {
  if (show === null) return [];
  const { values, house, sizes } = ground;
  const zones = house.things.rooms;
  const groups = Math.min(zones, mostGroups);
  return [
    ...filled(
      show.secureDpm,
      showDpm({
        people: house.people,
        zones,
        entityAgent: addressOf(entityAgent),
        works: show.connectors.map(({ task, seats }) => ({ task, connector: addressOf(seats) })),
        groups,
        groupNs: Math.floor(seconds(values.beatSeconds) / groups),
      }),
      sizes.server('secure-dpm'),
      zones,
    ),
    ...show.connectors.flatMap(({ task, seats }) =>
      placeConnector(
        seats,
        { secureDpm: show.secureDpm, purpose: taskShapes[task].purpose, jobs: sizes.pendingBeats },
        ground,
      ),
    ),
  ];
}

/** Wires of the show of a platform: none where it has none. */
export function showWires({ show, avatarAgent, entityAgent }: PlatformSeats, ground: Ground): readonly Wiring[] {
  if (show === null) return [];
  const { house, links, authority } = ground;
  const { identityStorage, auditLog } = authority;
  return [
    ...wire('RP-M', avatarAgent, show.secureDpm, links.dataCentre),
    ...wire('RP-M', show.secureDpm, entityAgent, links.dataCentre),
    ...show.connectors.flatMap(({ seats }) => [
      ...wire('RP-M', show.secureDpm, seats, links.dataCentre),
      ...wire('RP-D', seats, identityStorage, links.wan),
      ...wire('RP-O', seats, auditLog, links.wan),
      ...house.providers.flatMap((provider) => wire('RP-C', seats, provider, links.provider)),
    ]),
  ];
}
