import { constrainedActuator } from '../../../sim/components/constrained-actuator.ts';
import { constrainedSensor } from '../../../sim/components/constrained-sensor.ts';
import { fullFledgedDevice } from '../../../sim/components/full-fledged-device.ts';
import { gateway } from '../../../sim/components/gateway.ts';
import { iotPlatform } from '../../../sim/components/iot-platform.ts';
import type { ObjectProxy } from '../../../sim/framework/scenario.ts';
import { seconds } from '../../../sim/framework/time.ts';
import type { LinkShape } from '../../../sim/kernel/links.ts';
import { small } from '../capacities.ts';
import { maintenanceOf, updateOf } from './maintenance.ts';
import { presets, roundTripNs, shapeOf } from '../presets.ts';
import { addressOf, filled } from '../seating.ts';
import { placeSystems } from './systems.ts';
import type { SiteSeats } from '../seats/site.ts';
import { wire } from '../wire.ts';
import { gossipOf } from './gossip.ts';
import { registeringOf } from './registry.ts';
import type { House } from '../house.ts';
import type { Ground, Part } from './part.ts';

/** Time between two looks at motion that is reported on change (assumption). */
const motionLookNs = seconds(1);
const commandTries = 3;
/** Wait for a device's first answer to a command, where no slow radio is in the way. */
const commandTimeoutNs = seconds(1);
/** A command or its answer with all that controls add, rounded up (assumption). */
const commandBytes = 128;

/** The radio of a site's constrained things. */
function radioOf({ terms }: SiteSeats, { values, links }: Ground): LinkShape {
  if (terms.radio === undefined) return links.radio;
  const { preset, losses } = terms.radio;
  return shapeOf(presets[preset], {
    latency: values.latency === 'fixed' ? 'fixed' : 'lognormal',
    loss: losses === 'none' ? { kind: 'none' } : presets[preset].loss,
  });
}

/**
 * Whose object keys the gateways of a site share: their things' where they terminate, nobody's where they forward. Systems share those
 * of their members, with nobody else.
 */
export function objectProxiesOf(site: SiteSeats, { things: outside }: House): readonly ObjectProxy[] {
  const { terms, gateways, systems } = site;
  const each = terms.systems?.members ?? 0;
  const alone = Array.from({ length: systems.count }, (_, system): ObjectProxy => {
    const first = site.members.first + system * each;
    const members = Array.from({ length: each }, (_member, place) => first + place);
    return { node: systems.first + system, things: members, alone: true };
  });
  if (terms.gatewayMode !== 'terminates') return alone;
  const { first, upward } = outside;
  const things = Array.from({ length: gateways.count }, (): number[] => []);
  upward.forEach((to, thing) => things[to - gateways.first]?.push(first + thing));
  return [...alone, ...things.map((own, index) => ({ node: gateways.first + index, things: own }))];
}

/** Who seals commands to a site's valves, which a gateway passes on: the IoT platform. */
export function objectCommandersOf({ valves, iotPlatform }: SiteSeats): readonly ObjectProxy[] {
  if (valves.count === 0) return [];
  return [
    { node: iotPlatform.first, things: Array.from({ length: valves.count }, (_, valve) => valves.first + valve) },
  ];
}

/** Devices that serve maintenance can be reached from their own network, and from those of the sites that come after theirs. */
function maintenanceWires(site: SiteSeats, { house, links }: Ground): Part['wires'] {
  if (site.terms.maintenance === undefined) return [];
  return house.sites
    .slice(house.sites.indexOf(site))
    .filter(({ terms }) => terms.maintenance !== undefined)
    .flatMap(({ devices }) => wire('RP-T', site.devices, devices, devices === site.devices ? links.lan : links.wan));
}

/**
 * Places a site and joins it.
 *
 *   sensors, valves, bands ─RP-T─▶ gateways ─RP-T─▶ IoT platform ◀─RP-T─ devices     devices, gateways, IoT platform ─RP-D─▶ identity storage
 */
export function placeSite(site: SiteSeats, ground: Ground): Part {
  const { values, house, links, sizes, enrolment, status, authority, enrolsBy } = ground;
  const { things, bookings } = house;
  const { sensors, devices, valves, bands, gateways, terms } = site;
  const radio = radioOf(site, ground);
  // A thing that is told again before it can have answered would do it twice.
  const answerNs =
    valves.count === 0 ? commandTimeoutNs : Math.max(commandTimeoutNs, 2 * roundTripNs(radio, commandBytes));
  const upward = addressOf(site.iotPlatform);
  const sensing = constrainedSensor({
    things,
    periodNs: seconds(values.reportSeconds),
    phases: values.phases === 'aligned' ? 'aligned' : 'uniform',
    ...(terms.motionOnChange === true ? { onChange: { quantity: 'motion', lookNs: motionLookNs } } : {}),
  });
  const systems = placeSystems(site, ground, radio);
  // Bits of the mapping that the IoT platform is told are those of its own platforms, in their order.
  const served = house.platforms.flatMap((platform, index) => (platform.site === site ? [index] : []));
  const mappedBy = house.mappedBy.map((bits) =>
    served.reduce((own, platform, bit) => own | (((bits >>> platform) & 1) << bit), 0),
  );
  const device = fullFledgedDevice({
    things,
    iotPlatform: upward,
    enrolment,
    enrolWithinNs: seconds(5),
    reportNs: seconds(values.deviceReportSeconds),
    bookings,
    ...registeringOf(site, ground),
    ...maintenanceOf(site),
  });
  return {
    placements: [
      ...[sensors, bands].flatMap((measuring) => filled(measuring, sensing, { device: 'constrained', ...small })),
      ...filled(devices, device, { device: 'embedded', ...small }),
      ...filled(valves, constrainedActuator({ things, bookings, reportNs: seconds(values.deviceReportSeconds) }), {
        device: 'constrained',
        ...small,
      }),
      ...systems.placements,
      ...filled(
        gateways,
        gateway({
          things,
          iotPlatform: upward,
          enrolment,
          mode: terms.gatewayMode ?? 'forwards',
          pendingCommands: valves.count === 0 ? 1 : sizes.pendingCommands,
          // As long as the IoT platform tells it again: its waits double with every try.
          commandTimeoutNs: answerNs * (1 << commandTries),
        }),
        sizes.gateway,
      ),
      ...filled(
        site.iotPlatform,
        iotPlatform({
          things,
          thingsAgents: served.map((platform) => addressOf(house.platforms[platform]!.thingsAgent)),
          mappedBy,
          enrolment,
          status,
          pendingCommands: sizes.pendingCommands,
          commandTimeoutNs: answerNs,
          commandTries,
          gateways,
          ...updateOf(site, device.code),
          ...gossipOf(
            served.map((platform) => house.platforms[platform]!),
            ground,
          ),
        }),
        sizes.server('iot-platform'),
        sizes.pendingCommands,
      ),
    ],
    wires: [
      // Constrained things share keys with their gateway from commissioning on, unless it is to be otherwise.
      ...[sensors, valves, bands].flatMap((ends) =>
        wire('RP-T', ends, gateways, radio, terms.channels ?? 'provisioned'),
      ),
      ...wire('RP-T', gateways, site.iotPlatform, links.lan),
      ...wire('RP-T', devices, site.iotPlatform, links.lan),
      ...maintenanceWires(site, ground),
      ...[devices, gateways, site.iotPlatform].flatMap((seats) =>
        wire('RP-D', seats, authority.identityStorage, links.wan, enrolsBy),
      ),
      ...ground.partners.flatMap(({ identityStorage }) =>
        wire('RP-D', site.iotPlatform, identityStorage, links.wan, enrolsBy),
      ),
      ...wire('RP-O', site.iotPlatform, authority.auditLog, links.wan),
      ...systems.wires,
    ],
  };
}
