import type { IdentityStorageSettings } from '../../../sim/components/identity-storage.ts';
import { registryReplica } from '../../../sim/components/registry-replica.ts';
import type { ThingsAgentSettings } from '../../../sim/components/things-agent.ts';
import { entityOf } from '../book.ts';
import { mapsRoom } from '../house.ts';
import { addressOf, filled } from '../seating.ts';
import type { PlatformSeats } from '../seats/platform.ts';
import { wire } from '../wire.ts';
import type { Ground, Part } from './part.ts';

/** What the identity storage vouches for. */
export function registryOf({ house, authority, registry }: Ground): Pick<IdentityStorageSettings, 'registry'> {
  if (registry === undefined || authority !== house.authorities[0]) return {};
  const { book, endorseNs, lifeNs } = registry;
  const { replicas } = house;
  const copies = Array.from({ length: replicas.count }, (_, index) => addressOf(replicas, index));
  return { registry: { book, replicas: copies, endorseNs, lifeNs } };
}

/** How a platform resolves its things: each asks another replica first, so that the load is even. */
export function resolutionOf(platform: PlatformSeats, ground: Ground): Pick<ThingsAgentSettings, 'resolution'> {
  const { house, registry } = ground;
  if (registry === undefined) return {};
  const { things, platforms, replicas } = house;
  const place = platforms.indexOf(platform);
  const { book, refreshNs, believeNs, timeoutNs } = registry;
  const mapped = Int32Array.from({ length: things.count }, (_, thing) => thing).filter((thing) =>
    mapsRoom(house, things.room[thing]!, place),
  );
  const storages = Array.from({ length: replicas.count }, (_, copy) =>
    addressOf(replicas, (place + copy) % replicas.count),
  );
  const identifiers = book.map(({ identifier }) => identifier);
  const holder = platform.party;
  const entities = book.map((_entry, thing) => entityOf(holder, thing));
  return {
    resolution: { things, identifiers, entities, mapped, holder, storages, refreshNs, believeNs, timeoutNs },
  };
}

/** Places the replicas and joins them: identity storage ─RP-D─▶ replicas ◀─RP-D─ things agents. */
export function placeReplicas({ house, authority, sizes, links, registry }: Ground): Part {
  if (registry === undefined) return { placements: [], wires: [] };
  const { replicas, platforms } = house;
  const component = registryReplica({
    authority: addressOf(authority.identityStorage),
    identifiers: registry.book.map(({ identifier }) => identifier),
    lookupNs: registry.lookupNs,
    // Everybody may ask for everything at once.
    pendingRequests: registry.book.length * platforms.length,
  });
  return {
    placements: filled(replicas, component, sizes.server('identity-storage'), registry.book.length),
    wires: [
      ...wire('RP-D', authority.identityStorage, replicas, links.wan),
      ...platforms.flatMap(({ thingsAgent }) => wire('RP-D', thingsAgent, replicas, links.wan)),
    ],
  };
}
