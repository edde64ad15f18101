import { auditLog } from '../../../sim/components/audit-log.ts';
import { identityStorage } from '../../../sim/components/identity-storage.ts';
import { seconds } from '../../../sim/framework/time.ts';
import { day } from '../parameters.ts';
import { addressOf, filled } from '../seating.ts';
import type { AuthoritySeats } from '../seats/authority.ts';
import { wire } from '../wire.ts';
import type { Ground, Part } from './part.ts';
import { mostRegistrations, registryOf } from './registry.ts';

/** Places the authority: identity storage ─RP-O─▶ audit log. */
export function placeAuthority(seats: AuthoritySeats, ground: Ground): Part {
  const { values, status, sizes, links, listLifeNs } = ground;
  return {
    placements: [
      ...filled(
        seats.identityStorage,
        identityStorage({
          lifetimeNs: seconds(values.credentialDays * day),
          publishNs: status.refreshNs,
          listLifeNs,
          auditLog: addressOf(seats.auditLog),
          ...registryOf(ground),
        }),
        sizes.server('identity-storage'),
        mostRegistrations(ground),
      ),
      ...filled(seats.auditLog, auditLog({ entries: 1024 }), sizes.server('audit-log')),
    ],
    wires: wire('RP-O', seats.identityStorage, seats.auditLog, links.dataCentre),
  };
}
