import { randomBytes } from 'node:crypto';
import type { ByteSuite } from '../../framework/byte-suite.ts';
import type { SecretKey, Tag } from '../../framework/crypto.ts';
import type { OfferFlight } from './offer-wire.ts';

type Side = 'initiator' | 'responder';

/**
 * Proof of a key that was installed in both ends, where no TLS carries it: each end draws a number, and each tags the other's.
 * Without such a key there is nothing to prove.
 */
export class Provisioned {
  readonly nonce = randomBytes(6).readUIntBE(0, 6);
  private readonly suite: ByteSuite;
  private readonly key: SecretKey | null;

  constructor(suite: ByteSuite, key: Uint8Array | null) {
    this.suite = suite;
    this.key = key === null ? null : suite.importSecret(key);
  }

  /** This end's proof over the number that the other end drew. */
  tag(link: number, side: Side, theirs: number): Tag | null {
    return this.key === null ? null : this.suite.tag(this.key, ['provisioned', side, link, theirs]);
  }

  /** Whether the other end proved that it holds the key. */
  proved(link: number, side: Side, flight: Pick<OfferFlight, 'tag'>): boolean {
    if (this.key === null) return true;
    return flight.tag !== null && this.suite.checkTag(this.key, ['provisioned', side, link, this.nonce], flight.tag);
  }
}
