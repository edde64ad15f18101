import { seconds } from '../../sim/framework/time.ts';
import type { HouseParameters } from './parameters.ts';
import type { Machine } from './seating.ts';

/** What stands in a house, by number: from this its load follows. */
export interface Demand {
  readonly sensors: number;
  readonly devices: number;
  readonly gateways: number;
  /** IoT platforms, which share the things evenly. */
  readonly sites: number;
  readonly rooms: number;
  readonly platforms: number;
  /** Share of the rooms that each platform maps. */
  readonly mappedShare: number;
  readonly providers: number;
  readonly people: number;
  /** Most constrained things behind one gateway. */
  readonly sensorsAGateway: number;
}

/** How large tables, queues and machines must be for the honest load. */
export interface Capacities {
  /** Cores of each kind of server. */
  readonly cores: Readonly<Record<ServerRole, number>>;
  readonly pendingCommands: number;
  /** Requests of the archive, and jobs, that may be under way at once. */
  readonly pendingWindows: number;
  /** Jobs of a show that may be under way at once. */
  readonly pendingBeats: number;
  /** Rooms close their windows in so many groups, one after the other. */
  readonly groups: number;
  readonly groupNs: number;
  readonly gateway: Machine;
  server(role: ServerRole): Machine;
}

/** Roles of servers, whose cores are sized from their load. */
export type ServerRole =
  | 'iot-platform'
  | 'identity-storage'
  | 'audit-log'
  | 'things-agent'
  | 'secure-dpm'
  | 'entity-agent'
  | 'storage-agent'
  | 'secure-storage'
  | 'secure-connector'
  | 'avatar-agent'
  | 'external-dpm';

/** A small machine, as sensors, devices and people have: one core, few places. */
export const small: Omit<Machine, 'device'> = { cores: 1, queueLimit: 64, halfOpenLimit: 8 };

/** Wait for storage and providers; the time for which their requests pile up when nothing answers. */
export const serviceTimeoutNs = seconds(2);
/** Half-open handshakes of a server: the default backlog of Linux listeners before 5.4. */
const serverHalfOpen = 128;
/** Most groups in which rooms close their windows (assumption: enough that no group is a burst). */
const mostGroups = 600;
/** Work of one occupancy estimate on a server, us (server cost table). */
export const estimateMicros = 50;
/** Deciding by the policy whether a person may have a wish, at each agent that acts for persons, us (server cost table). */
const decisionMicros = 100;
/** Letting a person in: a handshake with both certificates, a token signed and checked, us (server cost table). */
const entryMicros = 122 + 82 + 32 + 2 * 44 + 32 + 82;

const powerOfTwo = (least: number): number => {
  let size = 64;
  while (size < least) size *= 2;
  return size;
};

/** Sizes everything from offered load and the stated target of utilisation, so that the honest system is stable. */
export function capacities(parameters: HouseParameters, demand: Demand): Capacities {
  const { messageMicros, utilisation } = parameters;
  const cores = Object.fromEntries(
    Object.entries(messagesPerSecond(parameters, demand)).map(([role, messages]) => [
      role,
      Math.max(1, Math.ceil((messages * messageMicros * 1e-6) / utilisation)),
    ]),
  ) as Record<ServerRole, number>;
  const groups = Math.min(demand.rooms, mostGroups);
  const groupNs = Math.floor(seconds(parameters.windowSeconds) / groups);
  const roomsAGroup = Math.ceil(demand.rooms / groups);
  // All things may report at once.
  const queueLimit = Math.max(4096, 2 * (demand.sensors + demand.devices));
  // Whoever serves a whole site is set up for all of it to come at once, as after a power cut.
  const everybody = 2 * (demand.gateways + demand.devices);
  return {
    cores,
    pendingCommands: powerOfTwo(2 * demand.people),
    pendingBeats: powerOfTwo(demand.rooms * (Math.ceil(serviceTimeoutNs / seconds(parameters.beatSeconds)) + 2)),
    pendingWindows: powerOfTwo(roomsAGroup * (Math.ceil(serviceTimeoutNs / groupNs) + 2)),
    groups,
    groupNs,
    gateway: {
      device: 'gateway',
      cores: 2,
      queueLimit: Math.max(256, 4 * demand.sensorsAGateway),
      // All its things may come at once, as after a power cut.
      halfOpenLimit: Math.max(64, 2 * demand.sensorsAGateway),
    },
    server: (role) => ({
      device: 'server',
      cores: cores[role],
      queueLimit,
      halfOpenLimit:
        role === 'iot-platform' || role === 'identity-storage' ? serverHalfOpen + everybody : serverHalfOpen,
    }),
  };
}

/** Messages in and out of one server of each role, a second; other work is counted as the messages that take as long. */
function messagesPerSecond(parameters: HouseParameters, demand: Demand): Readonly<Record<ServerRole, number>> {
  const { reportSeconds, deviceReportSeconds, windowSeconds, messageMicros } = parameters;
  const { platforms, providers, sites, mappedShare } = demand;
  const reports = demand.sensors / reportSeconds + demand.devices / deviceReportSeconds;
  const perPlatform = reports * mappedShare;
  const windows = (demand.rooms * mappedShare) / windowSeconds;
  const poses = parameters.poseSeconds > 0 ? demand.people / parameters.poseSeconds : 0;
  const wishes = demand.people * (1 / parameters.commandEverySeconds + 1 / parameters.viewEverySeconds);
  const entries = demand.people / (parameters.staySeconds + parameters.awaySeconds);
  const decision = decisionMicros / messageMicros;
  return {
    'iot-platform': (reports / sites) * (1 + platforms * mappedShare) + wishes * 4,
    'identity-storage': (demand.devices + demand.gateways) / 3 + 10,
    'audit-log': wishes,
    'things-agent': perPlatform * 2 + wishes * 4,
    'secure-dpm': perPlatform * 2 + windows * 5 + poses,
    'entity-agent': perPlatform + windows + wishes * (6 + decision),
    'storage-agent': windows * 4 + wishes * 4,
    'secure-storage': windows * 4 + wishes * 4,
    'secure-connector': windows * (2 + 2 * providers + estimateMicros / messageMicros),
    'avatar-agent': wishes * (4 + decision) + poses * (2 + decision) + entries * (4 + entryMicros / messageMicros),
    'external-dpm': windows * platforms * (2 + (estimateMicros * 2) / messageMicros),
  };
}
