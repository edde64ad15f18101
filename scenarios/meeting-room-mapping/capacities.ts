import { seconds } from '../../sim/framework/time.ts';
import type { MeetingRoomParameters } from './parameters.ts';
import type { Roster } from './roster.ts';

/** How large tables, queues and machines must be for the honest load. */
export interface Capacities {
  readonly cores: Readonly<Record<ServerName, number>>;
  /** Waiting places of servers: all things may report at once. */
  readonly serverQueue: number;
  readonly gatewayQueue: number;
  readonly pendingCommands: number;
  /** Requests of the archive, and jobs, that may be under way at once. */
  readonly pendingWindows: number;
  readonly groups: number;
  readonly groupNs: number;
}

/** Servers whose cores are sized from their load. */
export type ServerName =
  | 'iotPlatform'
  | 'identityStorage'
  | 'auditLog'
  | 'thingsAgent'
  | 'secureDpm'
  | 'entityAgent'
  | 'storageAgent'
  | 'secureStorage'
  | 'secureConnector'
  | 'avatarAgent'
  | 'externalDpm';

/** Wait for storage and providers; the time for which their requests pile up when nothing answers. */
export const serviceTimeoutNs = seconds(2);
/** Wait for a device's first answer to a command. */
export const commandTimeoutNs = seconds(1);
/** Most groups in which rooms close their windows (assumption: enough that no group is a burst). */
const mostGroups = 600;
/** Work of one occupancy estimate on a server, us (server cost table). */
const estimateMicros = 50;

const powerOfTwo = (least: number): number => {
  let size = 64;
  while (size < least) size *= 2;
  return size;
};

/** Sizes everything from offered load and the stated target of utilisation, so that the honest system is stable. */
export function capacities(parameters: MeetingRoomParameters, roster: Roster): Capacities {
  const { rooms, reportSeconds, deviceReportSeconds, windowSeconds, messageMicros, utilisation, providers } =
    parameters;
  const mapped = parameters.mapping === 'every' ? 1 : 1 / parameters.platforms;
  const reports = roster.sensors / reportSeconds + roster.devices / deviceReportSeconds;
  const perPlatform = reports * mapped;
  const windows = (rooms * mapped) / windowSeconds;
  const wishes = roster.people.count * (1 / parameters.commandEverySeconds + 1 / parameters.viewEverySeconds);

  // Messages in and out, a second; estimates counted as the messages that take as long.
  const load: Readonly<Record<ServerName, number>> = {
    iotPlatform: reports * (1 + parameters.platforms * mapped) + wishes * 4,
    identityStorage: (roster.devices + roster.gateways) / 3 + 10,
    auditLog: wishes,
    thingsAgent: perPlatform * 2 + wishes * 4,
    secureDpm: perPlatform * 2 + windows * 5,
    entityAgent: perPlatform + windows + wishes * 6,
    storageAgent: windows * 4 + wishes * 4,
    secureStorage: windows * 4 + wishes * 4,
    secureConnector: windows * (2 + 2 * providers + estimateMicros / messageMicros),
    avatarAgent: wishes * 4,
    externalDpm: windows * parameters.platforms * (2 + (estimateMicros * 2) / messageMicros),
  };
  const cores = Object.fromEntries(
    Object.entries(load).map(([name, messages]) => [
      name,
      Math.max(1, Math.ceil((messages * messageMicros * 1e-6) / utilisation)),
    ]),
  ) as Record<ServerName, number>;

  const groups = Math.min(rooms, mostGroups);
  const groupNs = Math.floor(seconds(windowSeconds) / groups);
  const roomsAGroup = Math.ceil(rooms / groups);
  return {
    cores,
    serverQueue: Math.max(4096, 2 * roster.things.count),
    gatewayQueue: Math.max(256, 4 * parameters.roomsPerGateway * parameters.sensorsPerRoom),
    pendingCommands: powerOfTwo(2 * roster.people.count),
    pendingWindows: powerOfTwo(roomsAGroup * (Math.ceil(serviceTimeoutNs / groupNs) + 2)),
    groups,
    groupNs,
  };
}
