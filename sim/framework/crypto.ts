import type { Hasher } from './merkle/hasher.ts';
import type { RevocationFilter } from './revocation/filter.ts';

/**
 * One contract for two suites. `symbolic`: terms that only the holder of a key can make or open. `openssl`: the same on
 * bytes. Keys are capabilities: objects without readable fields, so that nobody can guess or print one.
 * Handles here are opaque; only the suite that made them can look inside.
 */

declare const opaque: unique symbol;
interface Opaque<Name extends string> {
  readonly [opaque]: Name;
}
/** Verifies signatures, or takes part in key agreement. */
export type PublicKey = Opaque<'public key'>;
/** Makes signatures, or takes part in key agreement. */
export type PrivateKey = Opaque<'private key'>;
/** Seals, opens and tags. */
export type SecretKey = Opaque<'secret key'>;
/** A signature over a content. */
export type Signature = Opaque<'signature'>;
/** Authenticated encryption of a content under a secret key. */
export type Sealed = Opaque<'sealed'>;
/** A message authentication code. */
export type Tag = Opaque<'tag'>;
/** The digest of a leaf or node of a Merkle tree; nothing leads from it back to what it was made of. */
export type Digest = Opaque<'digest'>;
/** That work was done over a content; anybody can make it, with no other key than time. */
export type Proof = Opaque<'proof'>;

/** Both halves of an asymmetric key. */
export interface KeyPair {
  readonly publicKey: PublicKey;
  readonly privateKey: PrivateKey;
}

/** What can be signed, sealed or hashed: plain immutable values, keys and terms. Compared by structure. */
export type Content =
  | null
  | number
  | string
  | PublicKey
  | Signature
  | Sealed
  | Tag
  | Digest
  | Proof
  | Credential
  | CredentialRequest
  | readonly Content[]
  | { readonly [field: string]: Content };

/** An X.509 certificate with its chain up to, not including, the root. Fields are what the certificate says, not what is true. */
export interface Credential extends Opaque<'credential'> {
  /** Subject name: the identifier of the node. */
  readonly name: string;
  /** Name of who issued it; with the serial it names one certificate (RFC 5280, 4.1.2.2). */
  readonly issuer: string;
  readonly serial: number;
  readonly notBeforeNs: number;
  readonly notAfterNs: number;
  /** The certified key. */
  readonly publicKey: PublicKey;
}

/** A PKCS#10 request: name and key, signed with that key. */
export interface CredentialRequest extends Opaque<'request'> {
  readonly name: string;
  readonly publicKey: PublicKey;
}

/**
 * An authority's signed list of revoked serials (after CRLs and W3C Bitstring Status List), with the roots that its parties are
 * to accept from now on (after the trust bundles of SPIFFE federation).
 */
export interface StatusList {
  /** Name of the root whose key signs it: it speaks of certificates of this issuer only. */
  readonly issuer: string;
  /** Grows by one with every list. */
  readonly version: number;
  readonly issuedNs: number;
  /** After this moment the list says nothing. */
  readonly nextNs: number;
  readonly revoked: readonly number[];
  /** In the place of serials: a filter that holds them, and who is spared by name. */
  readonly filter?: RevocationFilter;
  /** Its own root, and those of the authorities that it trusts. */
  readonly roots: readonly Credential[];
  readonly signature: Signature;
}

/** What its bearer may do, bound to the bearer's key (after ACE-OAuth, RFC 9200, proof-of-possession tokens). */
export interface Token {
  /** Subject of the person or node it was issued to. */
  readonly holder: number;
  /** Name in the credential whose key the token is bound to. */
  readonly boundTo: string;
  readonly scopes: readonly string[];
  readonly expiresNs: number;
  readonly serial: number;
  readonly signature: Signature;
}

/**
 * Ways to feign a certificate without the authority's key: `namesake` is issued by a rogue root of the same name, `impostor`
 * copies the true authority's key identifier besides, `unlabelled` leaves it out, `truncated` breaks off before its end, and
 * `garbled` is well-formed DER that is no certificate.
 */
export const forgeries = ['namesake', 'impostor', 'unlabelled', 'truncated', 'garbled'] as const;
export type Forgery = (typeof forgeries)[number];

/** Why a chain was not accepted; our own words, the same in both suites. */
export type ChainFault = 'malformed' | 'untrusted' | 'expired' | 'not-yet-valid' | 'not-an-authority' | 'bad-signature';

/** How cryptography is done. Every method is synchronous and pure but for fresh keys and nonces. */
export interface Suite {
  readonly name: 'symbolic' | 'openssl';
  /** A fresh signature key pair (P-256 in `openssl`; Ed25519 where asked). */
  keyPair(algorithm?: 'p256' | 'ed25519'): KeyPair;
  /** A fresh key pair for key agreement (X25519 in `openssl`). */
  agreementPair(): KeyPair;
  /** A fresh 128-bit secret. */
  secret(): SecretKey;
  sign(key: PrivateKey, content: Content): Signature;
  verify(key: PublicKey, content: Content, signature: Signature): boolean;
  /** Encrypts and authenticates; `bound` is authenticated with it but not hidden (AES-128-GCM, 16-byte tag). */
  seal(key: SecretKey, content: Content, bound: Content): Sealed;
  /** The content, or undefined when key, content or `bound` are not those it was sealed with. */
  open(key: SecretKey, sealed: Sealed, bound: Content): Content | undefined;
  tag(key: SecretKey, content: Content): Tag;
  checkTag(key: SecretKey, content: Content, tag: Tag): boolean;
  /** Key agreement and derivation: both sides get the same secret (X25519, HKDF-SHA-256 with `context`). */
  agree(own: PrivateKey, peer: PublicKey, context: Content): SecretKey;
  /** A key derived from another (HKDF-SHA-256). */
  derive(key: SecretKey, context: Content): SecretKey;
  /** A digest of a content as lower-case hexadecimal; the same content gives the same text within a suite, not across suites. */
  hash(content: Content): string;
  /**
   * Proof of work over a content, after hashcash (A. Back 2002): what makes a digest of both begin with so many zero bits, at most 32. On
   * bytes it is searched for, which takes 2^bits digests on average; a term costs nothing to make. Who makes one pays for it where it stands.
   */
  prove(content: Content, bits: number): Proof;
  /** Whether it is a proof of at least so many bits over the content: one digest. */
  checkProof(content: Content, bits: number, proof: Proof): boolean;
  /** Digests of contents for `merkle/tree.ts`, over the same form of a content that is hashed and signed. */
  readonly tree: Hasher<Content, Digest>;
  /** A self-signed authority. `symbolic` and `openssl` agree on names, serials and validity. */
  root(name: string, notBeforeNs: number, notAfterNs: number): Authority;
  request(pair: KeyPair, name: string): CredentialRequest;
  /** Whether the request was signed with the key that it names. */
  checkRequest(request: CredentialRequest): boolean;
  /** Issues a credential; `kind: 'authority'` may issue further ones. The caller vouches for the name. */
  issue(issuer: Authority, request: CredentialRequest, terms: CredentialTerms): Credential;
  /** Follows the chain up to one of the roots at a moment; undefined when it holds. */
  checkChain(credential: Credential, roots: readonly Credential[], nowNs: number): ChainFault | undefined;
  /**
   * A credential that looks as if the likeness had issued it, made as anybody can who knows every certificate and holds keys of
   * its own only. Throws TypeError for a likeness or request that is malformed itself.
   */
  forge(rogue: KeyPair, feigned: Feigned): Credential;
  /** The same term with one bit changed in a part of it, as an attacker on the wire can do; never equal to the original. */
  flip<T extends Opaque<string>>(term: T, part: FlipPart, at: number): T;
}

/** Parts of a term that an attacker can flip a bit in. */
export type FlipPart = 'header' | 'ciphertext' | 'tag' | 'signature' | 'body';

/** What an authority grants with a credential; times are rounded outward to whole seconds. */
export interface CredentialTerms {
  readonly serial: number;
  readonly notBeforeNs: number;
  readonly notAfterNs: number;
  readonly kind: 'node' | 'authority';
}

/** What a forged certificate is to look like. */
export interface Feigned {
  readonly forgery: Forgery;
  /** The authority that is to seem to have issued it. */
  readonly likeness: Credential;
  readonly request: CredentialRequest;
  readonly terms: Omit<CredentialTerms, 'kind'>;
}

/** One who can issue: a credential with its private key. */
export interface Authority {
  readonly credential: Credential;
  readonly pair: KeyPair;
}
