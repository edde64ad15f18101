import { constrainedActuator } from '../../../sim/components/constrained-actuator.ts';
import { iotSystem, systemCells } from '../../../sim/components/iot-system.ts';
import { millis, seconds } from '../../../sim/framework/time.ts';
import type { LinkShape } from '../../../sim/kernel/links.ts';
import { small } from '../capacities.ts';
import { addressOf, filled } from '../seating.ts';
import type { SiteSeats } from '../seats/site.ts';
import { wire } from '../wire.ts';
import type { Ground, Part } from './part.ts';

/** A member is lost once it has missed so many reports (assumption: one may be lost on the radio, two seldom). */
const missedReports = 3;
/** A system reports at most twice in the period of its members (assumption); with the next word of one of them. */
const reportsAPeriod = 2;
/** A system speaks for all while it has heard half of its members (assumption). */
const quorum = 0.5;
/** Wait for the members' answers: shorter than the IoT platform's first wait, so that no member is told twice (assumption). */
const answerNs = millis(700);

/**
 * Places the systems of a site and joins them: members ─RP-T─▶ systems ─RP-T─▶ IoT platform, systems ─RP-D─▶ identity storage. Members
 * have certificates of their maker's, which their system checks: so it learns when one of them is revoked.
 */
export function placeSystems(site: SiteSeats, ground: Ground, radio: LinkShape): Part {
  const { terms, systems, members } = site;
  if (systems.count === 0) return { placements: [], wires: [] };
  const { values, house, sizes, links, enrolment, status, authority, enrolsBy } = ground;
  const { things, inside, bookings } = house;
  const reportNs = seconds(values.deviceReportSeconds);
  const shape = { members: terms.systems!.members, commands: sizes.pendingCommands };
  return {
    placements: [
      ...filled(
        systems,
        iotSystem({
          ...shape,
          things,
          inside,
          first: systems.first,
          firstMember: members.first,
          iotPlatform: addressOf(site.iotPlatform),
          enrolment,
          status,
          restNs: reportNs / reportsAPeriod,
          silenceNs: missedReports * reportNs,
          quorum,
          answerNs,
        }),
        { device: 'embedded', ...small },
        systemCells(shape),
      ),
      ...filled(members, constrainedActuator({ things: inside, bookings, reportNs }), {
        device: 'constrained',
        ...small,
      }),
    ],
    wires: [
      ...wire('RP-T', members, systems, radio),
      ...wire('RP-T', systems, site.iotPlatform, links.lan),
      ...wire('RP-D', systems, authority.identityStorage, links.wan, enrolsBy),
    ],
  };
}
