import type { IdentityObject } from '../identity-object.ts';
import type { Cards } from './card.ts';

/** What passes between storages of identity objects, and between them and those who rely on them. */
export interface RegistryBodies {
  /** Asks a storage for the object of an identifier. */
  resolve: { readonly identifier: string };
  /** What the storage has; null where it knows nothing of the identifier. */
  resolved: { readonly object: IdentityObject | null };
  /** What it has of a thing's identifier, and of the digital entity that this feeds, which an authority of its own vouches for. */
  translated: { readonly object: IdentityObject; readonly mapping: IdentityObject };
  /** An authority's storage tells its replicas of an object. */
  replicate: { readonly object: IdentityObject };
  /** A thing asks to be on record under an identifier of its own: who holds it, and which digital entity it feeds there. */
  register: { readonly identifier: string; readonly holder: string; readonly counterpart: string };
  /** Whether it is on record now; not where the identifier is another thing's. */
  registered: { readonly done: 0 | 1 };
}

/** What is to be known of these kinds: three names of some 30 bytes, numbers, and an endorsement of 64 bytes. */
export const registryCards: Cards<RegistryBodies> = {
  resolve: { bytes: 40 },
  resolved: { bytes: 260 },
  translated: { bytes: 520 },
  replicate: { bytes: 260 },
  register: { bytes: 100 },
  registered: { bytes: 4 },
};
