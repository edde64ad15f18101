import type { CredentialRequest, Suite } from '../../framework/crypto.ts';
import type { Cast } from '../../framework/scenario.ts';
import { Ring } from './ring.ts';
import type { Rings } from './rings.ts';

/** Of a world, what an attacker's certificates are made with. */
export interface CertificateGround {
  readonly suite: Suite;
  readonly rings: Rings;
  readonly cast: Cast;
}

/** Keys of an attacker's own, and a request with them for a certificate in a node's name. */
export function ownKeys(
  { suite, rings, cast }: CertificateGround,
  node: number,
): { readonly ring: Ring; readonly identifier: string; readonly request: CredentialRequest } {
  const ring = new Ring(-1, rings.secrets);
  const pair = suite.keyPair();
  ring.pair = pair;
  const identifier = cast.household.nameOf(node);
  return { ring, identifier, request: suite.request(pair, identifier) };
}

/** A certificate that an attacker makes is good from so long before its making until so long after, ns: less than any control asks (assumption). */
const lifeNs = 1_200_000_000_000;

/** From when until when a certificate is good that an attacker makes at a moment. */
export const lifeAround = (nowNs: number): { readonly notBeforeNs: number; readonly notAfterNs: number } => ({
  notBeforeNs: nowNs - lifeNs,
  notAfterNs: nowNs + lifeNs,
});
