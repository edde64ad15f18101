import type { WireMessage } from '../framework/control.ts';
import type { IdentityObject } from '../framework/identity-object.ts';
import type { RegistryBodies } from '../framework/messages/registry.ts';

const none: readonly IdentityObject[] = [];

/** The objects that a message brings; none where it is of another kind, or says that there is none. */
export function objectsIn({ kind, body }: Pick<WireMessage, 'kind' | 'body'>): readonly IdentityObject[] {
  if (body === null) return none;
  if (kind === 'translated') {
    const { object, mapping } = body as RegistryBodies['translated'];
    return [object, mapping];
  }
  if (kind !== 'resolved' && kind !== 'replicate') return none;
  const { object } = body as RegistryBodies['resolved'];
  return object === null ? none : [object];
}
