import { hash } from 'node:crypto';
import type { PrivateKey, PublicKey, SecretKey } from '../../framework/crypto.ts';
import { closeClass } from '../opaque.ts';
import { sameDamage, toggled } from './damage.ts';
import type { Damage } from './damage.ts';

/**
 * Keys of the symbolic suite. The right to make one is private to this module, and every function asks for the handle that the
 * same operation on bytes would need: from a public key nothing leads to its private half.
 */

/** Where the numbers of one suite's terms come from. */
export interface Realm {
  next: number;
}

/** Algorithms of asymmetric keys. Signatures of `p256` are randomised: two over the same content differ. */
export type Algorithm = 'p256' | 'ed25519' | 'rsa' | 'x25519';

/** What the two halves of a pair have in common; compared by reference, and reached from the private half only. */
export interface Identity {
  readonly algorithm: Algorithm;
  readonly number: number;
  readonly realm: Realm;
}

const admission: unique symbol = Symbol('made by the symbolic suite');
const admit = (pass: symbol): void => {
  if (pass !== admission) throw new TypeError('only the symbolic suite makes its keys');
};
const refuse = (what: string): never => {
  throw new TypeError(`not ${what} of the symbolic suite`);
};

/** A public key, possibly with bits flipped on its way. */
export class PublicTerm {
  readonly #identity: Identity;
  readonly #damage: Damage;

  constructor(pass: symbol, identity: Identity, damage: Damage) {
    admit(pass);
    this.#identity = identity;
    this.#damage = damage;
  }

  static is(value: unknown): value is PublicTerm {
    return typeof value === 'object' && value !== null && #identity in value;
  }

  /** Whether what was made with this identity verifies under the key. */
  static owns(key: PublicTerm, identity: Identity): boolean {
    return key.#identity === identity && key.#damage === undefined;
  }

  static same(left: PublicTerm, right: PublicTerm): boolean {
    return left.#identity === right.#identity && sameDamage(left.#damage, right.#damage);
  }

  static text(key: PublicTerm): string {
    return `${key.#identity.number}${key.#damage === undefined ? '' : `!${key.#damage.join('!')}`};`;
  }

  /** Whether the key is one of key agreement. */
  static agrees(key: PublicTerm): boolean {
    return key.#identity.algorithm === 'x25519';
  }

  static flip(key: PublicTerm, bit: number): PublicTerm {
    return new PublicTerm(admission, key.#identity, toggled(key.#damage, bit));
  }
}

/** The private half of a pair. */
export class PrivateTerm {
  readonly #identity: Identity;

  constructor(pass: symbol, identity: Identity) {
    admit(pass);
    this.#identity = identity;
  }

  /** The identity that the holder acts under. Throws TypeError for what is no private key. */
  static identity(key: unknown): Identity {
    return typeof key === 'object' && key !== null && #identity in key
      ? (key as PrivateTerm).#identity
      : refuse('a private key');
  }
}

/** A secret shared by those who hold it, or hold what it was agreed or derived from. */
export class SecretTerm {
  /** Tells the secrets of a realm apart: fresh ones by a number, agreed and derived ones by a digest of their making. */
  readonly #id: string;
  readonly #realm: Realm;

  constructor(pass: symbol, id: string, realm: Realm) {
    admit(pass);
    this.#id = id;
    this.#realm = realm;
  }

  /** Throws TypeError for what is no secret key. */
  static of(value: unknown): SecretTerm {
    return typeof value === 'object' && value !== null && #id in value ? (value as SecretTerm) : refuse('a secret key');
  }

  static same(left: SecretTerm, right: SecretTerm): boolean {
    return left === right || (left.#id === right.#id && left.#realm === right.#realm);
  }

  /** Differs from that of every other secret of the realm; no key can be made of it. */
  static id(key: SecretTerm): string {
    return key.#id;
  }

  static realm(key: SecretTerm): Realm {
    return key.#realm;
  }
}

for (const kind of [PublicTerm, PrivateTerm, SecretTerm]) closeClass(kind);

const digest = (text: string): string => hash('sha256', text, 'hex');

/** A fresh pair. */
export function freshPair(realm: Realm, algorithm: Algorithm): { publicTerm: PublicTerm; privateTerm: PrivateTerm } {
  const identity: Identity = Object.freeze({ algorithm, number: (realm.next += 1), realm });
  return {
    publicTerm: new PublicTerm(admission, identity, undefined),
    privateTerm: new PrivateTerm(admission, identity),
  };
}

/** A fresh secret. */
export function freshSecret(realm: Realm): SecretTerm {
  return new SecretTerm(admission, `${(realm.next += 1)}`, realm);
}

/** The secret of two key-agreement keys and a context, the same from both sides. Throws TypeError for other keys. */
export function agreedSecret(own: PrivateKey, peer: PublicKey, contextText: string): SecretTerm {
  const mine = PrivateTerm.identity(own);
  if (!PublicTerm.is(peer)) return refuse('a public key');
  if (mine.algorithm !== 'x25519' || !PublicTerm.agrees(peer))
    throw new TypeError('only agreement keys agree on a secret');
  const sides = [`${mine.number};`, PublicTerm.text(peer)].sort((left, right) => (left < right ? -1 : 1));
  return new SecretTerm(admission, digest(`agree ${sides.join(' ')} ${contextText}`), mine.realm);
}

/** The secret derived from another for a context. */
export function derivedSecret(key: SecretKey, contextText: string): SecretTerm {
  const parent = SecretTerm.of(key);
  return new SecretTerm(admission, digest(`derive ${SecretTerm.id(parent)} ${contextText}`), SecretTerm.realm(parent));
}
