import { auditLog } from '../../sim/components/audit-log.ts';
import { constrainedSensor } from '../../sim/components/constrained-sensor.ts';
import type { EnrolmentTerms } from '../../sim/components/enrolment.ts';
import { externalDpm } from '../../sim/components/external-dpm.ts';
import { fullFledgedDevice } from '../../sim/components/full-fledged-device.ts';
import { gateway } from '../../sim/components/gateway.ts';
import { identityStorage } from '../../sim/components/identity-storage.ts';
import { iotPlatform } from '../../sim/components/iot-platform.ts';
import { person } from '../../sim/components/person.ts';
import type { Placement } from '../../sim/framework/scenario.ts';
import { seconds } from '../../sim/framework/time.ts';
import { commandTimeoutNs, serviceTimeoutNs } from './capacities.ts';
import type { Capacities, ServerName } from './capacities.ts';
import type { MeetingRoomParameters } from './parameters.ts';
import { at, platformPlacements, priceMicros } from './platform-placements.ts';
import type { House, Server } from './platform-placements.ts';
import type { Roster } from './roster.ts';

/** Sensors of a population of single nodes: more would need more placements than a world takes. */
const mostSingles = 50_000;

/** Half-open handshakes of a server: the default backlog of Linux listeners before 5.4. */
const serverHalfOpen = 128;
const commandTries = 3;

/** Who stands where: every node of the roster with its component and machine. */
export function placements(parameters: MeetingRoomParameters, roster: Roster, sizes: Capacities): Placement[] {
  const { things, people, bookings } = roster;
  const enrolment: EnrolmentTerms = {
    authority: at<'identity-storage'>(roster.identityStorage),
    timeoutNs: serviceTimeoutNs,
    tries: 4,
  };
  const status = { authority: enrolment.authority, refreshNs: seconds(parameters.statusSeconds) };
  const log = at<'audit-log'>(roster.auditLog);
  const server = (name: ServerName): Server => ({
    device: 'server',
    cores: sizes.cores[name],
    queueLimit: sizes.serverQueue,
    // Whoever serves the whole building is set up for all of it to come at once, as after a power cut.
    halfOpenLimit: name === 'iotPlatform' || name === 'identityStorage' ? serverHalfOpen + everybody : serverHalfOpen,
  });
  const everybody = 2 * (roster.gateways + roster.devices);
  const house: House = { parameters, roster, sizes, enrolment, status, server };
  const small: Omit<Server, 'device'> = { cores: 1, queueLimit: 64, halfOpenLimit: 8 };

  const sensor = constrainedSensor({
    things,
    periodNs: seconds(parameters.reportSeconds),
    phases: parameters.phases === 'aligned' ? 'aligned' : 'uniform',
  });
  const oneSensor = { component: sensor, party: 'building', device: 'constrained' as const, ...small, cells: 0 };
  if (parameters.population === 'singles' && roster.sensors > mostSingles) {
    throw new RangeError(`population: singles takes at most ${mostSingles} sensors, not ${roster.sensors}`);
  }
  const sensors: Placement[] =
    parameters.population === 'singles'
      ? Array.from({ length: roster.sensors }, (_, first) => ({
          name: sensorName(first),
          first,
          count: 1,
          ...oneSensor,
        }))
      : [{ name: 'sensors', first: 0, count: roster.sensors, ...oneSensor }];

  const building: Placement[] = [
    {
      name: 'devices',
      first: roster.sensors,
      count: roster.devices,
      component: fullFledgedDevice({
        things,
        iotPlatform: at(roster.iotPlatform),
        enrolment,
        enrolWithinNs: seconds(5),
        reportNs: seconds(parameters.deviceReportSeconds),
        bookings,
      }),
      party: 'building',
      device: 'embedded',
      ...small,
      cells: 0,
    },
    {
      name: 'gateways',
      first: roster.firstGateway,
      count: roster.gateways,
      component: gateway({ things, iotPlatform: at(roster.iotPlatform), enrolment }),
      party: 'building',
      device: 'gateway',
      cores: 2,
      queueLimit: sizes.gatewayQueue,
      halfOpenLimit: 64,
      cells: 0,
    },
    {
      name: 'iot-platform',
      first: roster.iotPlatform,
      count: 1,
      component: iotPlatform({
        things,
        thingsAgents: roster.platforms.map((platform) => at(platform.thingsAgent)),
        mappedBy: roster.mappedBy,
        enrolment,
        status,
        pendingCommands: sizes.pendingCommands,
        commandTimeoutNs,
        commandTries,
      }),
      party: 'building',
      ...server('iotPlatform'),
      cells: sizes.pendingCommands,
    },
    {
      name: 'identity-storage',
      first: roster.identityStorage,
      count: 1,
      component: identityStorage({
        lifetimeNs: seconds(parameters.credentialDays * 86_400),
        publishNs: status.refreshNs,
        // A list outlives two that were missed.
        listLifeNs: 3 * status.refreshNs,
        auditLog: log,
      }),
      party: 'authority',
      ...server('identityStorage'),
      cells: 0,
    },
    {
      name: 'audit-log',
      first: roster.auditLog,
      count: 1,
      component: auditLog({ entries: 1024 }),
      party: 'authority',
      ...server('auditLog'),
      cells: 0,
    },
  ];

  const providers: Placement[] = Array.from({ length: roster.providers }, (_, index) => ({
    name: `external-dpm.provider-${index + 1}`,
    first: roster.firstProvider + index,
    count: 1,
    component: externalDpm({
      connectors: roster.platforms.map((platform) => platform.secureConnector),
      priceMicros: priceMicros(index),
      // Who asks more works faster: the first takes twice the time of the others (assumption).
      estimates: index === 0 ? 2 : 1,
      contractLifeNs: seconds(parameters.contractSeconds),
    }),
    party: `provider-${index + 1}`,
    ...server('externalDpm'),
    cells: 0,
  }));

  const persons: Placement = {
    name: 'persons',
    first: people.first,
    count: people.count,
    component: person({
      people,
      things,
      bookings,
      arriveWithinNs: seconds(Math.min(10, parameters.warmUpSeconds + 1)),
      stayMeanNs: seconds(parameters.staySeconds),
      awayMeanNs: seconds(parameters.awaySeconds),
      commandMeanNs: seconds(parameters.commandEverySeconds),
      viewMeanNs: seconds(parameters.viewEverySeconds),
      queryMeanNs: seconds(parameters.queryEverySeconds),
      patienceNs: seconds(parameters.patienceSeconds),
      enterTries: 3,
      bookingMarginNs: seconds(Math.min(parameters.patienceSeconds, parameters.bookedSeconds / 4)),
    }),
    party: 'people',
    device: 'client',
    ...small,
    cells: 0,
  };
  return [
    ...sensors,
    ...building,
    ...roster.platforms.flatMap((platform) => platformPlacements(platform, house)),
    ...providers,
    persons,
  ];
}

/** Name of a sensor's own placement, in a population of single nodes. */
export const sensorName = (node: number): string => `sensor-${node}`;
