import { hash } from 'node:crypto';
import { closeClass } from '../opaque.ts';
import { sameDamage, toggled } from './damage.ts';
import type { Damage } from './damage.ts';

/**
 * Digests of the symbolic suite. The right to make one is private to this module: a digest comes from what it is of, or from two
 * digests, and from nothing else.
 */

const admission: unique symbol = Symbol('made by the symbolic suite');
const admit = (pass: symbol): void => {
  if (pass !== admission) throw new TypeError('only the symbolic suite makes its digests');
};

/** The digest of a leaf or a node, possibly with bits flipped on its way. */
export class DigestTerm {
  /** A digest of its making, which tells it apart as its whole structure would and keeps no subtree alive. */
  readonly #id: string;
  readonly #damage: Damage;

  constructor(pass: symbol, id: string, damage: Damage) {
    admit(pass);
    this.#id = id;
    this.#damage = damage;
  }

  static is(value: unknown): value is DigestTerm {
    return typeof value === 'object' && value !== null && #id in value;
  }

  static same(left: DigestTerm, right: DigestTerm): boolean {
    return left.#id === right.#id && sameDamage(left.#damage, right.#damage);
  }

  /** Differs from that of every other digest; no digest can be made of it. */
  static text(term: DigestTerm): string {
    return `${term.#id}${term.#damage === undefined ? '' : `!${term.#damage.join('!')}`};`;
  }

  static flip(term: DigestTerm, bit: number): DigestTerm {
    return new DigestTerm(admission, term.#id, toggled(term.#damage, bit));
  }
}

closeClass(DigestTerm);

const made = (structure: string): DigestTerm => new DigestTerm(admission, hash('sha256', structure, 'hex'), undefined);

/** The digest of a leaf with this text. */
export const leafDigest = (text: string): DigestTerm => made(`leaf ${text}`);

/** The digest of a node over two others. Throws TypeError for anything else. */
export function nodeDigest(left: unknown, right: unknown): DigestTerm {
  if (!DigestTerm.is(left) || !DigestTerm.is(right)) throw new TypeError('a node joins two digests');
  return made(`node ${DigestTerm.text(left)}${DigestTerm.text(right)}`);
}

/** The digest of a tree without leaves. */
export const emptyDigest = made('empty');
