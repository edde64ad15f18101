import type { Credential, FlipPart, PublicKey } from '../../framework/crypto.ts';
import { unreadable } from '../certificates.ts';
import { closeClass, opaque } from '../opaque.ts';
import { issuedBy, readCertificate } from './certificate.ts';
import type { Certificate, Layout } from './certificate.ts';
import { keyOffset, PublicHandle } from './keys.ts';
import { flippedBytes } from './terms.ts';

/** The key of what cannot be read: nothing verifies under it. */
export const voidKey = opaque<PublicKey>(new PublicHandle(new Uint8Array(0)));

/** A certificate with its chain as DER, nearest issuer first, without the root: the contract's `Credential`. */
export class CredentialHandle {
  readonly #chain: readonly Buffer[];
  /** Read when first asked for; an unreadable certificate is undefined. */
  #certificates: readonly (Certificate | undefined)[] | undefined;
  #publicKey: PublicKey | undefined;
  /** Where the parts of the leaf lie, kept when a flip makes it unreadable. */
  readonly #layout: Layout | undefined;

  constructor(chain: readonly Buffer[], layout?: Layout) {
    this.#chain = chain;
    this.#layout = layout;
  }

  get name(): string {
    return (CredentialHandle.leaf(this) ?? unreadable).name;
  }

  get issuer(): string {
    return CredentialHandle.leaf(this)?.issuerName ?? unreadable.issuer;
  }

  get serial(): number {
    return (CredentialHandle.leaf(this) ?? unreadable).serial;
  }

  get notBeforeNs(): number {
    return (CredentialHandle.leaf(this) ?? unreadable).notBeforeNs;
  }

  get notAfterNs(): number {
    return (CredentialHandle.leaf(this) ?? unreadable).notAfterNs;
  }

  get publicKey(): PublicKey {
    const leaf = CredentialHandle.leaf(this);
    this.#publicKey ??= leaf === undefined ? voidKey : opaque<PublicKey>(new PublicHandle(leaf.spki));
    return this.#publicKey;
  }

  static is(value: unknown): value is CredentialHandle {
    return typeof value === 'object' && value !== null && #chain in value;
  }

  static chain(credential: CredentialHandle): readonly Buffer[] {
    return credential.#chain;
  }

  static certificates(credential: CredentialHandle): readonly (Certificate | undefined)[] {
    credential.#certificates ??= credential.#chain.map(readCertificate);
    return credential.#certificates;
  }

  static leaf(credential: CredentialHandle): Certificate | undefined {
    return CredentialHandle.certificates(credential)[0];
  }

  /** The same with one bit of the leaf flipped; `bit` counts from the start of the part. */
  static flip(credential: CredentialHandle, part: FlipPart, bit: number): CredentialHandle {
    const layout = credential.#layout ?? CredentialHandle.leaf(credential)?.layout;
    const [leaf = Buffer.alloc(1), ...above] = credential.#chain;
    return new CredentialHandle([flippedBytes(leaf, documentBit(leaf, layout, part, bit)), ...above], layout);
  }
}

closeClass(CredentialHandle);

/**
 * The certificate that issues, and the chain that what it issues carries: its own and those above it, roots left out. Throws
 * TypeError for a credential that cannot be read.
 */
export function issuing(credential: Credential): { certificate: Certificate; below: readonly Buffer[] } {
  const certificate = CredentialHandle.is(credential) ? CredentialHandle.leaf(credential) : undefined;
  if (certificate === undefined || !CredentialHandle.is(credential)) {
    throw new TypeError('a malformed credential issues nothing');
  }
  return { certificate, below: issuedBy(certificate, certificate) ? [] : CredentialHandle.chain(credential) };
}

/** Position of a part's bit from the start of a document; in one that never was readable, any bit is as good. */
export function documentBit(der: Buffer, layout: Layout | undefined, part: FlipPart, bit: number): number {
  if (part === 'header' || layout === undefined) return bit % (der.length * 8);
  const { spki, signature } = layout;
  if (part === 'body') return (spki.start + keyOffset(spki.end - spki.start)) * 8 + bit;
  // The first byte of a BIT STRING counts unused bits and is no part of the signature.
  const first = signature.content + 1;
  return first * 8 + (bit % ((signature.end - first) * 8));
}
