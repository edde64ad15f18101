import type { AbroadTerms } from '../../../sim/components/abroad.ts';
import { entityAgentCells } from '../../../sim/components/entity-agent.ts';
import type { EntityAgentSettings } from '../../../sim/components/entity-agent.ts';
import type { DeviceSettings } from '../../../sim/components/full-fledged-device.ts';
import type { IdentityStorageSettings } from '../../../sim/components/identity-storage.ts';
import { recordsHeld, registryReplica } from '../../../sim/components/registry-replica.ts';
import type { ThingsAgentSettings } from '../../../sim/components/things-agent.ts';
import { seconds } from '../../../sim/framework/time.ts';
import { entityOf } from '../book.ts';
import { mapsRoom } from '../house.ts';
import { addressOf, filled } from '../seating.ts';
import type { Seats } from '../seating.ts';
import type { PlatformSeats } from '../seats/platform.ts';
import type { SiteSeats } from '../seats/site.ts';
import { wire } from '../wire.ts';
import type { Ground, Part } from './part.ts';

/** Addresses of storages, another one of them first for each who asks, so that the load is even. */
const fromPlace = (storages: Seats<'identity-storage'>, place: number) =>
  Array.from({ length: storages.count }, (_, copy) => addressOf(storages, (place + copy) % storages.count));

/** Things that register themselves with the authority of a ground: the devices of sites in its federation. */
const registering = ({ house, authority, registry }: Ground): readonly SiteSeats[] => {
  const place = house.authorities.indexOf(authority);
  return registry?.across === undefined
    ? []
    : house.sites.filter(({ terms }) => house.federationOf(terms.party) === place);
};

/** How many things may put themselves on record with the authority of a ground. */
export const mostRegistrations = (ground: Ground): number =>
  registering(ground).reduce((sum, { devices }) => sum + devices.count, 0);

/** What the identity storage vouches for. */
export function registryOf(ground: Ground): Pick<IdentityStorageSettings, 'registry'> {
  const { house, authority, registry } = ground;
  if (registry === undefined) return {};
  const place = house.authorities.indexOf(authority);
  const { endorseNs, lifeNs } = registry;
  const book = registry.books[place]!;
  const replicas = fromPlace(house.replicas[place]!, 0);
  return { registry: { book, replicas, endorseNs, lifeNs, mostRegistrations: mostRegistrations(ground) } };
}

/** What the devices of a site put on record of themselves. */
export function registeringOf({ devices }: SiteSeats, ground: Ground): Pick<DeviceSettings, 'registering'> {
  const { house, authority, registry } = ground;
  if (registry?.across === undefined) return {};
  const { registers, withinNs, renewNs } = registry.across;
  const records = Array.from({ length: devices.count }, (_, index) =>
    registers(devices.first - house.things.first + index),
  );
  const storage = addressOf(authority.identityStorage);
  return {
    registering: { storage, first: devices.first, records, withinNs, timeoutNs: registry.timeoutNs, renewNs },
  };
}

/** How a platform resolves its things: each asks another replica of its federation first. */
export function resolutionOf(platform: PlatformSeats, ground: Ground): Pick<ThingsAgentSettings, 'resolution'> {
  const { house, registry } = ground;
  if (registry === undefined) return {};
  const { things, platforms, federationOf } = house;
  const place = platforms.indexOf(platform);
  const { identifiers, refreshNs, believeNs, timeoutNs } = registry;
  const mapped = Int32Array.from({ length: things.count }, (_, thing) => thing).filter((thing) =>
    mapsRoom(house, things.room[thing]!, place),
  );
  const holder = platform.party;
  return {
    resolution: {
      things,
      identifiers,
      // Whoever feeds an entity of ours is ours: one that no thing feeds is for C49 to keep apart.
      entities: [
        ...identifiers.map((_identifier, thing) => entityOf(holder, thing)),
        ...house.virtual.identifiers.filter((_identifier, one) => house.virtual.holders[one] === holder),
      ],
      mapped,
      holder,
      ...(registry.across === undefined
        ? {}
        : { translates: true as const, auditLog: addressOf(ground.authority.auditLog) }),
      storages: fromPlace(house.replicas[federationOf(holder)]!, place),
      refreshNs,
      believeNs,
      timeoutNs,
    },
  };
}

/** How a platform shows virtual things: its own, and those of others once its storage has told whose they are. */
export function shownOn(platform: PlatformSeats, ground: Ground): Pick<EntityAgentSettings, 'virtual'> {
  const { house, registry, values } = ground;
  const { virtual, platforms, things, federationOf } = house;
  if (registry === undefined || virtual.count === 0) return {};
  const { refreshNs, believeNs, timeoutNs } = registry;
  const storages = fromPlace(house.replicas[federationOf(platform.party)]!, platforms.indexOf(platform));
  const others = Int32Array.from({ length: virtual.count }, (_, one) => one).filter(
    (one) => virtual.holders[one] !== platform.party,
  );
  const stateCell = entityAgentCells(things);
  return {
    virtual: {
      things: virtual,
      observeNs: seconds(values.deviceReportSeconds),
      firstCell: stateCell,
      resolution: {
        things: virtual,
        identifiers: virtual.identifiers,
        holders: virtual.holders,
        holder: platform.party,
        entities: [],
        mapped: others,
        storages,
        refreshNs,
        believeNs,
        timeoutNs,
        firstCell: stateCell + virtual.count,
        auditLog: addressOf(ground.authority.auditLog),
      },
    },
  };
}

/** What the storages of a federation ask those of others for. */
function abroadOf({ house, registry }: Ground, place: number): { readonly abroad?: AbroadTerms } {
  if (registry?.across === undefined) return {};
  const { identifiers, across } = registry;
  const records = identifiers.flatMap((identifier, thing) => {
    const there = across.registryOf(thing);
    if (there === place) return [];
    return [{ identifier, subject: house.things.first + thing, storages: fromPlace(house.replicas[there]!, thing) }];
  });
  const { virtual } = house;
  const virtualRecords = virtual.identifiers.flatMap((identifier, one) => {
    const there = house.federationOf(virtual.holders[one]!);
    if (there === place) return [];
    return [{ identifier, subject: virtual.first + one, storages: fromPlace(house.replicas[there]!, one) }];
  });
  const all = [...records, ...virtualRecords];
  return { abroad: { records: all, cacheNs: across.cacheNs, timeoutNs: across.timeoutNs } };
}

/**
 * Places the replicas of a federation and joins them: identity storage ─RP-D─▶ replicas ◀─RP-D─ things agents, and with replicas of
 * federations behind it.
 */
export function placeReplicas(ground: Ground): Part {
  const { house, authority, sizes, links, registry } = ground;
  if (registry === undefined) return { placements: [], wires: [] };
  const place = house.authorities.indexOf(authority);
  const { platforms, federationOf } = house;
  const replicas = house.replicas[place]!;
  const own = platforms.filter(({ party }) => federationOf(party) === place);
  const others = house.replicas.filter((_, other) => other !== place);
  // On each platform its things agent, and its entity agent where there are virtual things.
  const askers = own.length * (house.virtual.count === 0 ? 1 : 2) + others.reduce((sum, { count }) => sum + count, 0);
  const registered = registering(ground).flatMap(({ devices }) =>
    Array.from(
      { length: devices.count },
      (_, index) => registry.identifiers[devices.first - house.things.first + index]!,
    ),
  );
  const held = {
    identifiers: [...registry.books[place]!.map(({ identifier }) => identifier), ...registered],
    ...abroadOf(ground, place),
  };
  const component = registryReplica({
    ...held,
    authority: addressOf(authority.identityStorage),
    lookupNs: registry.lookupNs,
    // Everybody may ask for everything at once.
    pendingRequests: recordsHeld(held) * askers,
  });
  return {
    placements: filled(replicas, component, sizes.server('identity-storage'), recordsHeld(held)),
    wires: [
      ...wire('RP-D', authority.identityStorage, replicas, links.wan),
      ...own.flatMap(({ thingsAgent }) => wire('RP-D', thingsAgent, replicas, links.wan)),
      ...(house.virtual.count === 0
        ? []
        : own.flatMap(({ entityAgent }) => wire('RP-D', entityAgent, replicas, links.wan))),
      ...house.replicas.slice(place + 1).flatMap((behind) => wire('RP-D', replicas, behind, links.wan)),
    ],
  };
}
