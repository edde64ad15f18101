import type { Hand } from '../../framework/attack.ts';
import { ownKeys } from './own-keys.ts';
import type { CertificateGround } from './own-keys.ts';

/** Keys of an attacker's own, and what it asks an authority with for a certificate in a node's name. */
export function requestedRing(ground: CertificateGround, node: number): ReturnType<Hand['requested']> {
  const { ring, identifier, request } = ownKeys(ground, node);
  return {
    body: { identifier, request },
    take: (credential) => {
      ring.credential = credential;
      // As with everybody, it comes with the certificate.
      ring.receipt = ground.rings.issuerOf(node).receiptOf(credential);
      return ring;
    },
  };
}
