import type { Content, Credential, Signature } from './crypto.ts';

/** The roots of one federation, as its bundle endpoint gives them to members of others (after SPIFFE Federation; clause text not seen). */
export interface TrustBundle {
  /** Name of the roots: whose federation it is. */
  readonly issuer: string;
  /** Grows whenever its roots change. */
  readonly sequence: number;
  /** Time after which the endpoint would have its reader ask again, ns. */
  readonly hintNs: number;
  readonly roots: readonly Credential[];
  /** By a root of the issuer; whoever does not look at it takes the bundle for whose endpoint gave it. */
  readonly signature: Signature;
}

/** What the signature of a bundle is over. */
export const bundleContent = ({ issuer, sequence, hintNs, roots }: Omit<TrustBundle, 'signature'>): Content => [
  'trust bundle',
  issuer,
  sequence,
  hintNs,
  roots,
];
