import { avatarAgent } from '../../../sim/components/avatar-agent.ts';
import { entityAgent, entityAgentCells } from '../../../sim/components/entity-agent.ts';
import { secureDpm } from '../../../sim/components/secure-dpm.ts';
import { secureStorage } from '../../../sim/components/secure-storage.ts';
import { storageAgent } from '../../../sim/components/storage-agent.ts';
import { thingsAgent } from '../../../sim/components/things-agent.ts';
import type { Placement, Wiring } from '../../../sim/framework/scenario.ts';
import { taskShapes } from '../../../sim/framework/task.ts';
import { seconds } from '../../../sim/framework/time.ts';
import { estimateMicros, serviceTimeoutNs } from '../capacities.ts';
import { addressOf, filled } from '../seating.ts';
import type { PlatformSeats } from '../seats/platform.ts';
import { wire } from '../wire.ts';
import type { Links } from '../links.ts';
import { placeConnector } from './connector.ts';
import { gossipOf } from './gossip.ts';
import type { Ground, Part, Sharing } from './part.ts';
import { resolutionOf, shownOn } from './registry.ts';
import { placeShow, showWires } from './show.ts';
import { placeVirtual } from './virtual.ts';

/**
 * Places everything that one metaverse platform runs, and joins it.
 *
 *   IoT platform ─RP-I─▶ things agent ─RP-M─▶ secure DPM ─RP-M─▶ entity agent ◀─RP-M─ avatar agent ◀─RP-A─ persons
 *                                                │  │
 *           secure storage ◀─RP-S─ storage agent ◀──┘  └─RP-M─▶ secure connector ─RP-C─▶ providers
 */
export function placePlatform(platform: PlatformSeats, ground: Ground): Part {
  const virtual = placeVirtual(platform, ground);
  return {
    placements: [...placements(platform, ground), ...virtual.placements],
    wires: [...wires(platform, ground), ...virtual.wires],
  };
}

/** Units of the server cost table's `estimate`, of 50 us, that a scene takes. */
const sceneWork = (sceneMillis: number): number => Math.ceil((sceneMillis * 1e3) / estimateMicros);

function placements(platform: PlatformSeats, ground: Ground): readonly Placement[] {
  const { values, house, sizes, enrolment, status, sharing } = ground;
  const { things, persons } = house;
  const { pendingCommands, pendingWindows } = sizes;
  const auditLog = addressOf(ground.authority.auditLog);
  // Whoever stands between a person and a thing waits for longer than the person does.
  const commandTimeoutNs = seconds(values.patienceSeconds) * 2;
  return [
    ...filled(
      platform.thingsAgent,
      thingsAgent({
        iotPlatform: addressOf(platform.site.iotPlatform),
        secureDpm: addressOf(platform.secureDpm),
        enrolment,
        status,
        pendingCommands,
        commandTimeoutNs,
        ...resolutionOf(platform, ground),
        ...gossipOf(othersThan(platform, ground), ground),
      }),
      sizes.server('things-agent'),
      ground.registry === undefined ? 0 : things.count,
    ),
    ...filled(
      platform.secureDpm,
      secureDpm({
        things,
        entityAgent: addressOf(platform.entityAgent),
        storageAgent: addressOf(platform.storageAgent),
        secureConnector: addressOf(platform.secureConnector),
        groups: sizes.groups,
        groupNs: sizes.groupNs,
        ...(sharing === undefined
          ? {}
          : {
              asksConsent: true,
              partners: sharing.partnersOf(platform).map((partner) => addressOf(partner.secureDpm)),
            }),
      }),
      sizes.server('secure-dpm'),
      things.rooms,
    ),
    ...filled(
      platform.entityAgent,
      entityAgent({
        things,
        thingsAgent: addressOf(platform.thingsAgent),
        auditLog,
        enrolment,
        pendingCommands,
        commandTimeoutNs,
        ...(house.scenes.millis > 0 ? { sceneWork: sceneWork(house.scenes.millis) } : {}),
        ...shownOn(platform, ground),
      }),
      { ...sizes.server('entity-agent'), ...(house.scenes.urgentLane ? { urgentLane: true } : {}) },
      entityAgentCells(things, house.virtual.count),
    ),
    ...filled(
      platform.storageAgent,
      storageAgent({
        secureStorage: addressOf(platform.secureStorage),
        ...(sharing === undefined ? {} : { outside: addressOf(sharing.outsideStorage) }),
        auditLog,
        pendingRequests: pendingWindows + pendingCommands,
        storageTimeoutNs: serviceTimeoutNs,
      }),
      sizes.server('storage-agent'),
    ),
    ...filled(
      platform.secureStorage,
      secureStorage({
        rooms: things.rooms,
        retainWindows: values.retainWindows,
        recordsAnAnswer: 8,
        pendingTickets: pendingWindows + pendingCommands,
      }),
      sizes.server('secure-storage'),
    ),
    ...placeConnector(
      platform.secureConnector,
      { secureDpm: platform.secureDpm, purpose: taskShapes.occupancy.purpose, jobs: pendingWindows },
      ground,
    ),
    ...filled(
      platform.avatarAgent,
      avatarAgent({
        entityAgent: addressOf(platform.entityAgent),
        storageAgent: addressOf(platform.storageAgent),
        auditLog,
        ...(platform.show === null ? {} : { show: addressOf(platform.show.secureDpm) }),
        ...(sharing === undefined ? {} : { secureDpm: addressOf(platform.secureDpm) }),
        enrolment,
        tokenLifeNs: seconds(values.tokenSeconds),
        pendingRequests: pendingCommands,
        requestTimeoutNs: commandTimeoutNs,
        ...(house.sessions ? { visitors: { first: persons.first, count: persons.count }, sessions: true } : {}),
      }),
      sizes.server('avatar-agent'),
    ),
    ...placeShow(platform, ground),
  ];
}

function wires(platform: PlatformSeats, ground: Ground): readonly Wiring[] {
  const { house, links, sharing, authority, partners, enrolsBy } = ground;
  const { dataCentre, wan } = links;
  const { identityStorage, auditLog } = authority;
  const identified = [platform.thingsAgent, platform.entityAgent, platform.avatarAgent, platform.secureConnector];
  const audited = [
    platform.thingsAgent,
    platform.entityAgent,
    platform.avatarAgent,
    platform.storageAgent,
    platform.secureConnector,
  ];
  return [
    ...wire('RP-I', platform.site.iotPlatform, platform.thingsAgent, wan),
    ...wire('RP-M', platform.thingsAgent, platform.secureDpm, dataCentre),
    ...wire('RP-M', platform.thingsAgent, platform.entityAgent, dataCentre),
    ...wire('RP-M', platform.secureDpm, platform.entityAgent, dataCentre),
    ...wire('RP-M', platform.secureDpm, platform.storageAgent, dataCentre),
    ...wire('RP-M', platform.secureDpm, platform.secureConnector, dataCentre),
    ...wire('RP-M', platform.avatarAgent, platform.entityAgent, dataCentre),
    ...wire('RP-M', platform.avatarAgent, platform.storageAgent, dataCentre),
    ...wire('RP-S', platform.storageAgent, platform.secureStorage, dataCentre),
    ...wire('RP-A', house.persons, platform.avatarAgent, links.person),
    ...identified.flatMap((seats) => wire('RP-D', seats, identityStorage, wan, enrolsBy)),
    ...partners.flatMap((partner) => wire('RP-D', platform.thingsAgent, partner.identityStorage, wan, enrolsBy)),
    ...audited.flatMap((seats) => wire('RP-O', seats, auditLog, wan)),
    ...house.providers.flatMap((provider) => wire('RP-C', platform.secureConnector, provider, links.provider)),
    ...gossiping(platform, ground),
    ...(sharing === undefined ? [] : shared(platform, sharing, links)),
    ...showWires(platform, ground),
  ];
}

const othersThan = (platform: PlatformSeats, { house }: Ground): readonly PlatformSeats[] =>
  house.platforms.filter((other) => other !== platform);

/** One wire serves both directions: the platform with the lower number lays it. */
const gossiping = (platform: PlatformSeats, ground: Ground): readonly Wiring[] =>
  ground.gossipNs === undefined
    ? []
    : othersThan(platform, ground)
        .filter((other) => other.thingsAgent.first > platform.thingsAgent.first)
        .flatMap((other) => wire('RP-X', platform.thingsAgent, other.thingsAgent, ground.links.wan));

/** What joins a platform to those with which it shares, and to those who are told what persons choose. */
const shared = (platform: PlatformSeats, sharing: Sharing, { dataCentre, wan }: Links): readonly Wiring[] => [
  ...wire('RP-M', platform.avatarAgent, platform.secureDpm, dataCentre),
  ...wire('RP-S', platform.storageAgent, sharing.outsideStorage, wan),
  // One wire serves both directions: the platform with the lower number lays it.
  ...sharing
    .partnersOf(platform)
    .filter(({ secureDpm }) => secureDpm.first > platform.secureDpm.first)
    .flatMap(({ secureDpm }) => wire('RP-X', platform.secureDpm, secureDpm, wan)),
];
