import type { Content, KeyPair, PublicKey, Signature } from './crypto.ts';

/**
 * A maker's word on whose a device is (after the ownership vouchers of RFC 8366): a serial number, the domain of its owner, and here the
 * key with which the device left the factory, which there stands in a certificate beside it.
 */
export interface Voucher {
  /** What the device is called. */
  readonly identifier: string;
  /** Name of the authority at which its owner enrols it. */
  readonly authority: string;
  /** The key that the maker has installed. */
  readonly key: PublicKey;
  readonly signature: Signature;
}

/** What a maker has given a device for life: a key pair (the initial identity of IEEE 802.1AR), and its word on whose the device is. */
export interface InitialIdentity {
  readonly pair: KeyPair;
  readonly voucher: Voucher;
}

/** What the maker's signature in a voucher is over. */
export const voucherContent = ({ identifier, authority, key }: Omit<Voucher, 'signature'>): Content => [
  'voucher',
  identifier,
  authority,
  key,
];

/** What a device signs with its maker's key: its name, and the key for which it asks a certificate. */
export const enrolContent = (identifier: string, key: PublicKey): Content => ['enrol', identifier, key];
