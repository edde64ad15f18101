import type { ChainFault, Credential, CredentialRequest, CredentialTerms } from '../framework/crypto.ts';

/** Ways to feign a certificate without the authority's key. */
export const forgeries = ['namesake', 'impostor', 'unlabelled', 'truncated', 'garbled'] as const;
export type Forgery = (typeof forgeries)[number];

/**
 * What a verifier that follows the rules finds wrong with each: `namesake` is issued by a rogue root of the same name, `impostor`
 * copies the true authority's key identifier besides, `unlabelled` leaves it out, `truncated` breaks off before its end, and
 * `garbled` is well-formed DER that is no certificate.
 */
export const forgeryFault: Readonly<Record<Forgery, ChainFault>> = {
  namesake: 'untrusted',
  impostor: 'bad-signature',
  unlabelled: 'bad-signature',
  truncated: 'malformed',
  garbled: 'malformed',
};

/** Makes credentials as an attacker can who knows every certificate and holds keys of its own only. */
export interface Forger {
  /** A credential for a request that looks as if the likeness had issued it. Throws TypeError for what is malformed itself. */
  forge(
    forgery: Forgery,
    likeness: Credential,
    request: CredentialRequest,
    terms: Omit<CredentialTerms, 'kind'>,
  ): Credential;
}
