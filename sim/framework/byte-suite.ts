import type { Content, Credential, KeyPair, PrivateKey, SecretKey, Suite } from './crypto.ts';

/** Terms that travel on a real wire. */
export const wireTerms = [
  'public key',
  'signature',
  'sealed',
  'tag',
  'credential',
  'request',
  'digest',
  'proof',
] as const;
export type WireTerm = (typeof wireTerms)[number];

/** What a TLS stack takes to prove a node's identity: its certificates, leaf first, and its key, as PEM. */
export interface TlsIdentity {
  readonly cert: string;
  readonly key: string;
}

/**
 * A suite whose terms are bytes, so that they can cross real wires and processes. Private and secret keys leave it for two
 * purposes only: to be handed to the process that is to hold them before a run begins, and to the TLS stack.
 */
export interface ByteSuite extends Suite {
  /** A content as bytes that `decode` gives back to the letter. Throws TypeError for what is no content. */
  encode(content: Content): Uint8Array;
  /** Throws Error or TypeError for bytes that are no content, however they came. */
  decode(bytes: Uint8Array): Content;
  /** What kind of term a value is; null for anything else. */
  termOf(value: unknown): WireTerm | null;
  /** A term as bytes, which `termFrom` gives back. Throws TypeError for what is no term. */
  termBytes(term: unknown): Uint8Array;
  /** The term of a kind with these bytes, which it keeps; undefined for bytes that are none. */
  termFrom(kind: WireTerm, bytes: Uint8Array): object | undefined;
  exportPair(pair: KeyPair): string;
  importPair(text: string): KeyPair;
  exportSecret(key: SecretKey): Uint8Array;
  importSecret(bytes: Uint8Array): SecretKey;
  /** Throws TypeError for a malformed credential. */
  tlsIdentity(credential: Credential, key: PrivateKey): TlsIdentity;
  /** The credential that a TLS peer showed, from its certificates in DER, leaf first, the root left out. */
  credentialOf(certificates: readonly Uint8Array[]): Credential;
}
