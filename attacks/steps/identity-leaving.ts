import type { Leaving } from '../../sim/framework/attack.ts';
import type { IdentityObject } from '../../sim/framework/identity-object.ts';
import type { RegistryBodies } from '../../sim/framework/messages/registry.ts';

/** A thing's record, and its entity's where that goes with it. */
interface IdentitySaid {
  readonly object: IdentityObject;
  readonly mapping: IdentityObject | null;
}

/** What a storage is about to say of a thing, and of the digital entity that it feeds; undefined for anything else. */
export function identityLeaving({ kind, body }: Pick<Leaving, 'kind' | 'body'>): IdentitySaid | undefined {
  if (body === null) return undefined;
  if (kind === 'translated') return body as RegistryBodies['translated'];
  if (kind !== 'resolved') return undefined;
  const { object } = body as RegistryBodies['resolved'];
  return object === null ? undefined : { object, mapping: null };
}
