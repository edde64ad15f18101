import { constrainedSensor } from '../../../sim/components/constrained-sensor.ts';
import { fullFledgedDevice } from '../../../sim/components/full-fledged-device.ts';
import { gateway } from '../../../sim/components/gateway.ts';
import { iotPlatform } from '../../../sim/components/iot-platform.ts';
import { seconds } from '../../../sim/framework/time.ts';
import { small } from '../capacities.ts';
import { addressOf, filled } from '../seating.ts';
import type { SiteSeats } from '../seats/site.ts';
import { wire } from '../wire.ts';
import type { Ground, Part } from './part.ts';

const commandTries = 3;
/** Wait for a device's first answer to a command. */
const commandTimeoutNs = seconds(1);

/**
 * Places a site and joins it.
 *
 *   sensors ─RP-T─▶ gateways ─RP-T─▶ IoT platform ◀─RP-T─ devices          devices, gateways, IoT platform ─RP-D─▶ identity storage
 */
export function placeSite(site: SiteSeats, ground: Ground): Part {
  const { values, house, links, sizes, enrolment, status } = ground;
  const { things, bookings, authority } = house;
  const { sensors, devices, gateways } = site;
  const upward = addressOf(site.iotPlatform);
  // Bits of the mapping that the IoT platform is told are those of its own platforms, in their order.
  const served = house.platforms.flatMap((platform, index) => (platform.site === site ? [index] : []));
  const mappedBy = house.mappedBy.map((bits) =>
    served.reduce((own, platform, bit) => own | (((bits >>> platform) & 1) << bit), 0),
  );
  return {
    placements: [
      ...filled(
        sensors,
        constrainedSensor({
          things,
          periodNs: seconds(values.reportSeconds),
          phases: values.phases === 'aligned' ? 'aligned' : 'uniform',
        }),
        { device: 'constrained', ...small },
      ),
      ...filled(
        devices,
        fullFledgedDevice({
          things,
          iotPlatform: upward,
          enrolment,
          enrolWithinNs: seconds(5),
          reportNs: seconds(values.deviceReportSeconds),
          bookings,
        }),
        { device: 'embedded', ...small },
      ),
      ...filled(gateways, gateway({ things, iotPlatform: upward, enrolment }), sizes.gateway),
      ...filled(
        site.iotPlatform,
        iotPlatform({
          things,
          thingsAgents: served.map((platform) => addressOf(house.platforms[platform]!.thingsAgent)),
          mappedBy,
          enrolment,
          status,
          pendingCommands: sizes.pendingCommands,
          commandTimeoutNs,
          commandTries,
        }),
        sizes.server('iot-platform'),
        sizes.pendingCommands,
      ),
    ],
    wires: [
      // Constrained sensors share keys with their gateway from commissioning on.
      ...wire('RP-T', sensors, gateways, links.radio, 'provisioned'),
      ...wire('RP-T', gateways, site.iotPlatform, links.lan),
      ...wire('RP-T', devices, site.iotPlatform, links.lan),
      ...[devices, gateways, site.iotPlatform].flatMap((seats) =>
        wire('RP-D', seats, authority.identityStorage, links.wan),
      ),
      ...wire('RP-O', site.iotPlatform, authority.auditLog, links.wan),
    ],
  };
}
