import type { Credential, PublicKey, StatusList } from './crypto.ts';
import type { Role } from './figure.ts';
import type { Label } from './label.ts';
import type { TreeHead } from './merkle/transparency-log.ts';

/**
 * What software has to check of a certificate that is shown when a channel opens, after RFC 5280 and RFC 9525: that its chain leads to a
 * trusted root and is in time; that the name in it is the one that the other end claims; that it is not revoked.
 */
export type CertificateCheck = 'chain' | 'name' | 'status';

/** What a node believes, from set-up and from what it has learnt and checked. */
export interface Trust {
  /** Checks of certificates that the party's software leaves out, a defect of which the party does not know; empty where it has none. */
  readonly leftOut: readonly CertificateCheck[];
  /** Roots that its authority's parties accept; their keys verify status lists. */
  readonly roots: readonly Credential[];
  /** Whether one of the roots has this name. */
  accepts(issuer: string): boolean;
  /** Grows with every change of roots and lists; 0 before the first list. */
  readonly version: number;
  /** Grows whenever one of several roots of an issuer that stays accepted counts no more. */
  readonly rootsDropped: number;
  /** The newest status list of its own authority. */
  readonly status: StatusList | null;
  /** The newest status list of an issuer that it accepted. */
  statusOf(issuer: string): StatusList | null;
  /** Number of the newest bundle of an issuer's roots that was taken; 0 before the first. */
  sequenceOf(issuer: string): number;
  /** From this moment on, ns, the list of one of its roots is missing or too old. */
  readonly knownUntilNs: number;
  /** Whether the newest list of its issuer revokes a credential: constant time. */
  revoked(credential: Credential): boolean;
  /** Verifies heads of an issuer's log; null for one that keeps none, or is not accepted. */
  logKeyOf(issuer: string): PublicKey | null;
  /** The head of that size that was heard of, of an issuer's log; null where none was. */
  headAt(issuer: string, size: number): TreeHead | null;
  /** Verifies tokens of its own authority. */
  readonly tokenKey: PublicKey | null;
  /** Verifies quotes; and by role the measurements of code that is known to be good for it (reference values of RFC 9334). */
  readonly attestationKey: PublicKey | null;
  readonly measurements: Readonly<Partial<Record<Role, readonly string[]>>>;
  /** The protection label of the party that runs a node, as it is published; null where none is. Whether it holds is to be checked. */
  labelOf(node: number): Label | null;
  /** Verifies what the maker of its things releases. */
  readonly makerKey: PublicKey | null;
}
