import type { ChainFault, Credential } from '../../framework/crypto.ts';
import { longestChain, validityFault } from '../certificates.ts';
import { issuedBy } from './certificate.ts';
import type { Certificate } from './certificate.ts';
import { CredentialHandle } from './credential.ts';
import { PublicHandle } from './keys.ts';

/** The first fault of a chain: its length and form, then link by link from the leaf, then its validity. */
export function chainFault(
  credential: Credential,
  roots: readonly Credential[],
  nowNs: number,
): ChainFault | undefined {
  if (!CredentialHandle.is(credential)) return 'malformed';
  // What is too long to follow is not even read.
  if (CredentialHandle.chain(credential).length > longestChain) return 'untrusted';
  const chain: Certificate[] = [];
  for (const certificate of CredentialHandle.certificates(credential)) {
    if (certificate === undefined) return 'malformed';
    chain.push(certificate);
  }
  const last = chain.at(-1);
  if (last === undefined) return 'malformed';
  const root = anchors(roots).find((anchor) => anchor.x509.ca && issuedBy(last, anchor));
  for (const [index, certificate] of chain.entries()) {
    const issuer = chain[index + 1] ?? root;
    if (issuer === undefined) return 'untrusted';
    if (!issuer.x509.ca) return 'not-an-authority';
    if (!issuedBy(certificate, issuer)) return 'untrusted';
    if (!signedBy(certificate, issuer)) return 'bad-signature';
  }
  return validityFault([...chain, root!], nowNs);
}

function anchors(roots: readonly Credential[]): Certificate[] {
  return roots.flatMap((root) => (CredentialHandle.is(root) ? (CredentialHandle.leaf(root) ?? []) : []));
}

/** Whether a certificate was issued by another: OpenSSL finds the issuer fit to have signed it, and the signature good. */
function signedBy(certificate: Certificate, issuer: Certificate): boolean {
  const key = PublicHandle.object(new PublicHandle(issuer.spki));
  return key !== null && certificate.x509.checkIssued(issuer.x509) && certificate.x509.verify(key);
}
