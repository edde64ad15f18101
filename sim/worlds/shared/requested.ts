import type { Hand } from '../../framework/attack.ts';
import type { Suite } from '../../framework/crypto.ts';
import type { Cast } from '../../framework/scenario.ts';
import { Ring } from './ring.ts';
import type { Rings } from './rings.ts';

/** Keys of an attacker's own, and what it asks an authority with for a certificate in a node's name. */
export function requestedRing(
  { suite, rings, cast }: { readonly suite: Suite; readonly rings: Rings; readonly cast: Cast },
  node: number,
): ReturnType<Hand['requested']> {
  const ring = new Ring(-1, rings.secrets);
  const pair = suite.keyPair();
  ring.pair = pair;
  const identifier = cast.household.nameOf(node);
  return {
    body: { identifier, request: suite.request(pair, identifier) },
    take: (credential) => {
      ring.credential = credential;
      // As with everybody, it comes with the certificate.
      ring.receipt = rings.issuerOf(node).receiptOf(credential);
      return ring;
    },
  };
}
