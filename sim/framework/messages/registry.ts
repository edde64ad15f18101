import type { IdentityObject } from '../identity-object.ts';
import type { Cards } from './card.ts';

/** What passes between storages of identity objects, and between them and those who rely on them. */
export interface RegistryBodies {
  /** Asks a storage for the object of an identifier. */
  resolve: { readonly identifier: string };
  /** What the storage has; null where it knows nothing of the identifier. */
  resolved: { readonly object: IdentityObject | null };
  /** An authority's storage tells its replicas of an object. */
  replicate: { readonly object: IdentityObject };
}

/** What is to be known of these kinds: three names of some 30 bytes, numbers, and an endorsement of 64 bytes. */
export const registryCards: Cards<RegistryBodies> = {
  resolve: { bytes: 40 },
  resolved: { bytes: 260 },
  replicate: { bytes: 260 },
};
