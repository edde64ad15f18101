import { hash as digest } from 'node:crypto';
import type {
  Content,
  Digest,
  FlipPart,
  PrivateKey,
  Proof,
  PublicKey,
  SecretKey,
  Sealed,
  Signature,
  Tag,
} from '../../framework/crypto.ts';
import type { Hasher } from '../../framework/merkle/hasher.ts';
import { flipPosition } from '../parts.ts';
import { contentText, sameContent } from './content.ts';
import { sameDamage, toggled } from './damage.ts';
import type { Damage } from './damage.ts';
import { DigestTerm, emptyDigest, leafDigest, nodeDigest } from './digests.ts';
import { CredentialTerm, RequestTerm } from './documents.ts';
import { agreedSecret, derivedSecret, PrivateTerm, PublicTerm, SecretTerm } from './keys.ts';
import type { Identity } from './keys.ts';
import { closeClass, opaque } from '../opaque.ts';

/**
 * What keys make. The right to make a term is private to this module and its fields are private to it: who lacks the key can
 * neither make it nor look into it (Dolev-Yao). Contents are kept by reference: they never change.
 */

/** What a signature was made for; one made for a content never serves as a certificate's. */
export type Purpose = 'content' | 'certificate' | 'request';

const admission: unique symbol = Symbol('made by the symbolic suite');
const admit = (pass: symbol): void => {
  if (pass !== admission) throw new TypeError('only the symbolic suite makes its terms');
};

class SignatureTerm {
  readonly #signer: Identity;
  readonly #purpose: Purpose;
  readonly #content: Content;
  /** Sets a randomised signature apart from others over the same content; 0 where there is nothing random. */
  readonly #number: number;
  readonly #damage: Damage;

  constructor(pass: symbol, signer: Identity, purpose: Purpose, content: Content, number: number, damage: Damage) {
    admit(pass);
    this.#signer = signer;
    this.#purpose = purpose;
    this.#content = content;
    this.#number = number;
    this.#damage = damage;
  }

  static is(value: unknown): value is SignatureTerm {
    return typeof value === 'object' && value !== null && #signer in value;
  }

  static holds(term: SignatureTerm, key: PublicTerm, purpose: Purpose, content: Content): boolean {
    return (
      term.#damage === undefined &&
      PublicTerm.owns(key, term.#signer) &&
      term.#purpose === purpose &&
      sameContent(term.#content, content, sameTerm)
    );
  }

  static same(left: SignatureTerm, right: SignatureTerm): boolean {
    return (
      left.#signer === right.#signer &&
      left.#number === right.#number &&
      left.#purpose === right.#purpose &&
      sameDamage(left.#damage, right.#damage) &&
      sameContent(left.#content, right.#content, sameTerm)
    );
  }

  static text(pass: symbol, term: SignatureTerm): string {
    admit(pass);
    const made = term.#number === 0 ? contentText(term.#content, termText) : `#${term.#number}`;
    return `${term.#signer.number}${term.#purpose}${damageText(term.#damage)}${made}`;
  }

  static flip(term: SignatureTerm, bit: number): SignatureTerm {
    const damage = toggled(term.#damage, bit);
    return new SignatureTerm(admission, term.#signer, term.#purpose, term.#content, term.#number, damage);
  }
}

class SealedTerm {
  readonly #key: SecretTerm;
  readonly #content: Content;
  readonly #bound: Content;
  readonly #number: number;
  readonly #damage: Damage;

  constructor(pass: symbol, key: SecretTerm, content: Content, bound: Content, number: number, damage: Damage) {
    admit(pass);
    this.#key = key;
    this.#content = content;
    this.#bound = bound;
    this.#number = number;
    this.#damage = damage;
  }

  static is(value: unknown): value is SealedTerm {
    return typeof value === 'object' && value !== null && #key in value;
  }

  static open(term: SealedTerm, key: SecretTerm, bound: Content): Content | undefined {
    const fits =
      term.#damage === undefined && SecretTerm.same(term.#key, key) && sameContent(term.#bound, bound, sameTerm);
    return fits ? term.#content : undefined;
  }

  static same(left: SealedTerm, right: SealedTerm): boolean {
    const made = left.#number === right.#number && SecretTerm.realm(left.#key) === SecretTerm.realm(right.#key);
    return made && sameDamage(left.#damage, right.#damage);
  }

  static text(term: SealedTerm): string {
    return `${term.#number}${damageText(term.#damage)}`;
  }

  static flip(term: SealedTerm, bit: number): SealedTerm {
    const damage = toggled(term.#damage, bit);
    return new SealedTerm(admission, term.#key, term.#content, term.#bound, term.#number, damage);
  }
}

class TagTerm {
  readonly #key: SecretTerm;
  readonly #content: Content;
  readonly #damage: Damage;

  constructor(pass: symbol, key: SecretTerm, content: Content, damage: Damage) {
    admit(pass);
    this.#key = key;
    this.#content = content;
    this.#damage = damage;
  }

  static is(value: unknown): value is TagTerm {
    return typeof value === 'object' && value !== null && #key in value;
  }

  static holds(term: TagTerm, key: SecretTerm, content: Content): boolean {
    return (
      term.#damage === undefined && SecretTerm.same(term.#key, key) && sameContent(term.#content, content, sameTerm)
    );
  }

  static same(left: TagTerm, right: TagTerm): boolean {
    return (
      SecretTerm.same(left.#key, right.#key) &&
      sameDamage(left.#damage, right.#damage) &&
      sameContent(left.#content, right.#content, sameTerm)
    );
  }

  /** Tells what the tag is made of: for this module only. */
  static text(pass: symbol, term: TagTerm): string {
    admit(pass);
    return `${SecretTerm.id(term.#key)}${damageText(term.#damage)}${contentText(term.#content, termText)}`;
  }

  static flip(term: TagTerm, bit: number): TagTerm {
    return new TagTerm(admission, term.#key, term.#content, toggled(term.#damage, bit));
  }
}

class ProofTerm {
  readonly #content: Content;
  readonly #bits: number;

  constructor(pass: symbol, content: Content, bits: number) {
    admit(pass);
    this.#content = content;
    this.#bits = bits;
  }

  static is(value: unknown): value is ProofTerm {
    return typeof value === 'object' && value !== null && #bits in value;
  }

  static holds(term: ProofTerm, content: Content, bits: number): boolean {
    return term.#bits >= bits && sameContent(term.#content, content, sameTerm);
  }

  static same(left: ProofTerm, right: ProofTerm): boolean {
    return left.#bits === right.#bits && sameContent(left.#content, right.#content, sameTerm);
  }

  static text(term: ProofTerm): string {
    return `${term.#bits};${contentText(term.#content, termText)}`;
  }
}

for (const kind of [SignatureTerm, SealedTerm, TagTerm, ProofTerm]) closeClass(kind);

const damageText = (damage: Damage): string => (damage === undefined ? ';' : `!${damage.join('!')};`);

function sameTerm(left: object, right: object): boolean {
  if (PublicTerm.is(left)) return PublicTerm.is(right) && PublicTerm.same(left, right);
  if (SignatureTerm.is(left)) return SignatureTerm.is(right) && SignatureTerm.same(left, right);
  if (SealedTerm.is(left)) return SealedTerm.is(right) && SealedTerm.same(left, right);
  if (TagTerm.is(left)) return TagTerm.is(right) && TagTerm.same(left, right);
  if (ProofTerm.is(left)) return ProofTerm.is(right) && ProofTerm.same(left, right);
  if (DigestTerm.is(left)) return DigestTerm.is(right) && DigestTerm.same(left, right);
  if (CredentialTerm.is(left))
    return CredentialTerm.is(right) && same(CredentialTerm.parts(left), CredentialTerm.parts(right));
  if (RequestTerm.is(left)) return RequestTerm.is(right) && same(RequestTerm.parts(left), RequestTerm.parts(right));
  return false;
}

function termText(term: object): string {
  if (PublicTerm.is(term)) return `k${PublicTerm.text(term)}`;
  if (SignatureTerm.is(term)) return `g${SignatureTerm.text(admission, term)}`;
  if (SealedTerm.is(term)) return `c${SealedTerm.text(term)}`;
  if (TagTerm.is(term)) return `t${TagTerm.text(admission, term)}`;
  if (ProofTerm.is(term)) return `w${ProofTerm.text(term)}`;
  if (DigestTerm.is(term)) return `h${DigestTerm.text(term)}`;
  if (CredentialTerm.is(term)) return `d${text(CredentialTerm.parts(term))}`;
  if (RequestTerm.is(term)) return `r${text(RequestTerm.parts(term))}`;
  throw new TypeError('a content holds plain values and terms of the symbolic suite');
}

const same = (left: Content, right: Content): boolean => sameContent(left, right, sameTerm);
const text = (content: Content): string => contentText(content, termText);

/** Signs a content, or a document's statement, with a signature key. */
export function sign(key: PrivateKey, purpose: Purpose, content: Content): Signature {
  const signer = PrivateTerm.identity(key);
  if (signer.algorithm === 'x25519') throw new TypeError('an agreement key does not sign');
  const number = signer.algorithm === 'p256' ? (signer.realm.next += 1) : 0;
  return opaque(new SignatureTerm(admission, signer, purpose, content, number, undefined));
}

/** Whether a signature was made with the private half of a key for that purpose and content. */
export function verify(key: PublicKey, purpose: Purpose, content: Content, signature: Signature): boolean {
  return PublicTerm.is(key) && SignatureTerm.is(signature) && SignatureTerm.holds(signature, key, purpose, content);
}

/** Seals a content under a secret, together with what it is bound to. */
export function seal(key: SecretKey, content: Content, bound: Content): Sealed {
  const secret = SecretTerm.of(key);
  const realm = SecretTerm.realm(secret);
  return opaque(new SealedTerm(admission, secret, content, bound, (realm.next += 1), undefined));
}

/** The sealed content, or undefined when anything differs. */
export function open(key: SecretKey, sealed: Sealed, bound: Content): Content | undefined {
  return SealedTerm.is(sealed) ? SealedTerm.open(sealed, SecretTerm.of(key), bound) : undefined;
}

/** Authenticates a content under a secret. */
export function tag(key: SecretKey, content: Content): Tag {
  return opaque(new TagTerm(admission, SecretTerm.of(key), content, undefined));
}

/** Whether a tag was made under the secret for the content. */
export function checkTag(key: SecretKey, content: Content, term: Tag): boolean {
  return TagTerm.is(term) && TagTerm.holds(term, SecretTerm.of(key), content);
}

/** A proof of work over a content. Throws RangeError beyond 32 bits. */
export function prove(content: Content, bits: number): Proof {
  if (!(bits >= 0 && bits <= 32)) throw new RangeError(`a proof of work is of 0 to 32 bits, not ${bits}`);
  return opaque(new ProofTerm(admission, content, bits));
}

/** Whether a proof is of at least so many bits over the content. */
export function checkProof(content: Content, bits: number, term: Proof): boolean {
  return ProofTerm.is(term) && ProofTerm.holds(term, content, bits);
}

/** The secret that two agreement keys and a context give, from either side. */
export function agree(own: PrivateKey, peer: PublicKey, context: Content): SecretKey {
  return opaque(agreedSecret(own, peer, text(context)));
}

/** The secret that another and a context give. */
export function derive(key: SecretKey, context: Content): SecretKey {
  return opaque(derivedSecret(key, text(context)));
}

/** SHA-256 over the canonical text of a content, in hexadecimal. Terms count by their numbers within the suite. */
export function hash(content: Content): string {
  return digest('sha256', text(content), 'hex');
}

/** Digests of contents for Merkle trees. Terms count as they do in `hash`. */
export const tree: Hasher<Content, Digest> = {
  leaf: (content) => opaque(leafDigest(text(content))),
  node: (left, right) => opaque(nodeDigest(left, right)),
  empty: () => opaque(emptyDigest),
  equal: (left, right) => DigestTerm.is(left) && DigestTerm.is(right) && DigestTerm.same(left, right),
};

/** Whether two contents are equal by structure. */
export { same as equal };

/** A term that is no document with one more bit flipped; undefined for anything else. */
export function flipBit(term: object, part: FlipPart, at: number): object | undefined {
  if (PublicTerm.is(term)) return PublicTerm.flip(term, flipPosition('public key', part, at));
  if (SignatureTerm.is(term)) return SignatureTerm.flip(term, flipPosition('signature', part, at));
  if (SealedTerm.is(term)) return SealedTerm.flip(term, sealedBit(part, flipPosition('sealed', part, at)));
  if (TagTerm.is(term)) return TagTerm.flip(term, flipPosition('tag', part, at));
  if (DigestTerm.is(term)) return DigestTerm.flip(term, flipPosition('digest', part, at));
  return undefined;
}

/** Header and tag are of fixed length, so that the ciphertext, whose length is not known here, comes last. */
function sealedBit(part: FlipPart, position: number): number {
  if (part === 'header') return position;
  return part === 'tag' ? 96 + position : 224 + position;
}
