import { X509Certificate } from 'node:crypto';
import type { TlsIdentity } from '../../framework/byte-suite.ts';
import type { Credential, PrivateKey } from '../../framework/crypto.ts';
import { opaque } from '../opaque.ts';
import { CredentialHandle } from './credential.ts';
import { privatePem } from './keys.ts';

/** A credential and its private key for a real TLS 1.3 endpoint. Throws TypeError for a malformed credential. */
export function tlsIdentity(credential: Credential, privateKey: PrivateKey): TlsIdentity {
  return { cert: certificatePem(credential), key: privatePem(privateKey) };
}

/** A credential's certificates as PEM, for an identity or for a list of trusted roots. */
export function certificatePem(credential: Credential): string {
  if (!CredentialHandle.is(credential)) throw new TypeError('not a credential of the openssl suite');
  const chain = CredentialHandle.chain(credential);
  return chain.map((der) => new X509Certificate(der).toString()).join('');
}

/**
 * The credential that a TLS peer showed, from its certificates in DER, leaf first, the root left out. Node 24.21 and 26.8 tell a
 * server only the first of them (nodejs/node#65579): credentials for clients there should come from the root itself.
 */
export function credentialOf(certificates: readonly Uint8Array[]): Credential {
  return opaque(new CredentialHandle(certificates.map((der) => Buffer.from(der))));
}
