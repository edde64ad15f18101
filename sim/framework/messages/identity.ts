import type { Credential, CredentialRequest, StatusList } from '../crypto.ts';
import type { TreeHead } from '../merkle/transparency-log.ts';
import { revocationBytes } from '../revocation/size.ts';
import type { TrustBundle } from '../trust-bundle.ts';
import { wireSizes } from '../wire-sizes.ts';
import type { Cards } from './card.ts';

/** What passes between an identity storage and those who rely on it. */
export interface IdentityBodies {
  /** A device or node asks the authority for a credential; who asks, a voucher beside it proves where that is asked for (C34). */
  enrol: { readonly identifier: string; readonly request: CredentialRequest | null };
  enrolled: { readonly credential: Credential | null };
  /** Asks for the authority's current status list. */
  status: { readonly since: number };
  statusList: { readonly list: StatusList | null };
  /** Asks an authority's endpoint for its current roots. */
  bundle: { readonly since: number };
  trustBundle: { readonly bundle: TrustBundle };
  /** Heads of an issuer's log that somebody has heard of. */
  heads: { readonly issuer: string; readonly heads: readonly TreeHead[] };
}

/** A head: size and moment of eight bytes each, a root, a signature. */
const headBytes = 2 * 8 + wireSizes.hash + wireSizes.signature;

/** What is to be known of these kinds. */
export const identityCards: Cards<IdentityBodies> = {
  enrol: { bytes: 320 },
  enrolled: { bytes: 700 },
  status: { bytes: 12 },
  statusList: { bytes: 400, beyond: ({ list }) => (list === null ? 0 : revocationBytes(list)) },
  bundle: { bytes: 12 },
  trustBundle: { bytes: 400 },
  heads: { bytes: 40, beyond: ({ heads }) => heads.length * headBytes },
};
