import type { Loot } from '../../framework/attack.ts';
import type { Attester, KeyRing } from '../../framework/control.ts';
import type { Credential, KeyPair, SecretKey, Token } from '../../framework/crypto.ts';
import type { Nodes } from '../virtual/nodes.ts';

/** Keys of one node. */
export class Ring implements KeyRing, Loot {
  pair: KeyPair | null = null;
  credential: Credential | null = null;
  token: Token | null = null;
  storageKey: SecretKey | null = null;
  attestation: Attester | null = null;
  /** Pair for which a credential was last asked. */
  pending: KeyPair | null = null;
  readonly #owner: number;
  readonly #keys: ObjectKeys;

  constructor(owner: number, keys: ObjectKeys) {
    this.#owner = owner;
    this.#keys = keys;
  }

  get owner(): number {
    return this.#owner;
  }

  objectKey(subject: number): SecretKey | null {
    return this.#keys.held(this.#owner, subject);
  }
}

/** Object keys: one for each thing, shared with the readers that its owner chose. */
export class ObjectKeys {
  private readonly keys: (SecretKey | undefined)[];
  private readonly readers: Uint8Array;
  private readonly things: Uint8Array;
  private readonly secretOf: (thing: number) => SecretKey;

  /** `secretOf` gives a thing's key when it is first needed. */
  constructor(secretOf: (thing: number) => SecretKey, nodes: Nodes, readers: readonly number[]) {
    this.secretOf = secretOf;
    this.keys = new Array<SecretKey | undefined>(nodes.honest).fill(undefined);
    this.readers = new Uint8Array(nodes.count);
    for (const reader of readers) this.readers[reader] = 1;
    this.things = new Uint8Array(nodes.honest);
    for (const placement of nodes.placements) {
      if (placement.component.role === 'device')
        this.things.fill(1, placement.first, placement.first + placement.count);
    }
  }

  held(owner: number, subject: number): SecretKey | null {
    if (this.things[subject] !== 1 || (owner !== subject && this.readers[owner] !== 1)) return null;
    return (this.keys[subject] ??= this.secretOf(subject));
  }
}
