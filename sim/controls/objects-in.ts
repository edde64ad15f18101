import type { WireMessage } from '../framework/control.ts';
import type { IdentityObject } from '../framework/identity-object.ts';
import type { RegistryBodies } from '../framework/messages/registry.ts';

/** The objects that a message brings; none where it is of another kind, or says that there is none. */
export function objectsIn({ kind, body }: Pick<WireMessage, 'kind' | 'body'>): readonly IdentityObject[] {
  if (body === null) return [];
  if (kind === 'translated') {
    const { object, mapping } = body as RegistryBodies['translated'];
    return [object, mapping];
  }
  if (kind !== 'resolved' && kind !== 'replicate') return [];
  const { object } = body as RegistryBodies['resolved'];
  return object === null ? [] : [object];
}
