import type { Content, CredentialRequest, CredentialTerms, PublicKey, Signature } from '../../framework/crypto.ts';
import { unreadable } from '../certificates.ts';
import { closeClass } from '../opaque.ts';
import { toggled } from './damage.ts';
import type { Damage } from './damage.ts';

/**
 * Documents are a statement and a signature over it, as certificates and requests are on bytes. Nothing in them is secret and
 * anybody may put one together, so that attackers can; only a signature by the right key makes it hold.
 */

/** What the body of a certificate says. */
export type Statement = Readonly<{
  name: string;
  serial: number;
  notBeforeNs: number;
  notAfterNs: number;
  publicKey: PublicKey;
  /** Identifier of the certified key (RFC 5280, 4.2.1.2), which a flip in the key leaves behind. */
  keyId: PublicKey;
  kind: CredentialTerms['kind'];
  issuer: string;
  /** Identifier of the issuer's key (RFC 5280, 4.2.1.1); a forger may leave it out. */
  issuerKeyId: PublicKey | null;
}>;

/** A certificate with its chain, as the contract's `Credential`. */
export class CredentialTerm {
  readonly #statement: Statement;
  readonly #signature: Signature;
  /** Certificates of the issuers, nearest first, without the root. */
  readonly #above: readonly CredentialTerm[];
  /** Flips that keep it from being read; a document that was never well formed carries one from the start. */
  readonly #broken: Damage;
  /** Stands for the key of a certificate that cannot be read: nothing holds under it. */
  readonly #voidKey: PublicKey;

  constructor(
    statement: Statement,
    signature: Signature,
    above: readonly CredentialTerm[],
    voidKey: PublicKey,
    broken?: Damage,
  ) {
    this.#statement = statement;
    this.#signature = signature;
    this.#above = above;
    this.#broken = broken;
    this.#voidKey = voidKey;
  }

  get name(): string {
    return this.#broken === undefined ? this.#statement.name : unreadable.name;
  }

  get issuer(): string {
    return this.#broken === undefined ? this.#statement.issuer : unreadable.issuer;
  }

  get serial(): number {
    return this.#broken === undefined ? this.#statement.serial : unreadable.serial;
  }

  get notBeforeNs(): number {
    return this.#broken === undefined ? this.#statement.notBeforeNs : unreadable.notBeforeNs;
  }

  get notAfterNs(): number {
    return this.#broken === undefined ? this.#statement.notAfterNs : unreadable.notAfterNs;
  }

  get publicKey(): PublicKey {
    return this.#broken === undefined ? this.#statement.publicKey : this.#voidKey;
  }

  static is(value: unknown): value is CredentialTerm {
    return typeof value === 'object' && value !== null && #statement in value;
  }

  static statement(term: CredentialTerm): Statement {
    return term.#statement;
  }

  static signature(term: CredentialTerm): Signature {
    return term.#signature;
  }

  static above(term: CredentialTerm): readonly CredentialTerm[] {
    return term.#above;
  }

  static voidKey(term: CredentialTerm): PublicKey {
    return term.#voidKey;
  }

  static readable(term: CredentialTerm): boolean {
    return term.#broken === undefined;
  }

  /** All that it consists of, for comparing and hashing. */
  static parts(term: CredentialTerm): Content {
    const above = term.#above.map((issuer) => CredentialTerm.parts(issuer));
    return [term.#statement, term.#signature, above, term.#broken ?? []];
  }

  /** The same with another certified key or signature, as a flip leaves it. */
  static altered(term: CredentialTerm, change: { publicKey?: PublicKey; signature?: Signature }): CredentialTerm {
    const statement = { ...term.#statement, publicKey: change.publicKey ?? term.#statement.publicKey };
    const signature = change.signature ?? term.#signature;
    return new CredentialTerm(statement, signature, term.#above, term.#voidKey, term.#broken);
  }

  /** The same with a bit of its header flipped. */
  static broken(term: CredentialTerm, bit: number): CredentialTerm {
    const broken = toggled(term.#broken, bit);
    return new CredentialTerm(term.#statement, term.#signature, term.#above, term.#voidKey, broken);
  }
}

/** A name and a key, signed with that key: the contract's `CredentialRequest`. */
export class RequestTerm {
  readonly #name: string;
  readonly #publicKey: PublicKey;
  readonly #signature: Signature;
  readonly #broken: Damage;
  readonly #voidKey: PublicKey;

  constructor(
    claim: Pick<CredentialRequest, 'name' | 'publicKey'>,
    signature: Signature,
    voidKey: PublicKey,
    broken?: Damage,
  ) {
    this.#name = claim.name;
    this.#publicKey = claim.publicKey;
    this.#signature = signature;
    this.#broken = broken;
    this.#voidKey = voidKey;
  }

  get name(): string {
    return this.#broken === undefined ? this.#name : unreadable.name;
  }

  get publicKey(): PublicKey {
    return this.#broken === undefined ? this.#publicKey : this.#voidKey;
  }

  static is(value: unknown): value is RequestTerm {
    return typeof value === 'object' && value !== null && #name in value;
  }

  /** The key that it names, whether or not it can be read. */
  static key(term: RequestTerm): PublicKey {
    return term.#publicKey;
  }

  static signature(term: RequestTerm): Signature {
    return term.#signature;
  }

  static readable(term: RequestTerm): boolean {
    return term.#broken === undefined;
  }

  static parts(term: RequestTerm): Content {
    return [term.#name, term.#publicKey, term.#signature, term.#broken ?? []];
  }

  /** The same with another key or signature, as a flip leaves it. */
  static altered(term: RequestTerm, change: { publicKey?: PublicKey; signature?: Signature }): RequestTerm {
    const claim = { name: term.#name, publicKey: change.publicKey ?? term.#publicKey };
    return new RequestTerm(claim, change.signature ?? term.#signature, term.#voidKey, term.#broken);
  }

  /** The same with a bit of its header flipped. */
  static broken(term: RequestTerm, bit: number): RequestTerm {
    const claim = { name: term.#name, publicKey: term.#publicKey };
    return new RequestTerm(claim, term.#signature, term.#voidKey, toggled(term.#broken, bit));
  }
}

for (const kind of [CredentialTerm, RequestTerm]) closeClass(kind);
