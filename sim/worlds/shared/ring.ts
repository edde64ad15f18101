import type { Loot } from '../../framework/attack.ts';
import type { Attester } from '../../framework/attester.ts';
import type { KeyRing } from '../../framework/control.ts';
import type { Credential, KeyPair, SecretKey, Suite, Token } from '../../framework/crypto.ts';
import type { Cast } from '../../framework/scenario.ts';
import type { Receipt } from '../../framework/merkle/receipt.ts';
import { isThing } from './commissions.ts';
import type { Nodes } from './nodes.ts';

/** Keys of one node. */
export class Ring implements KeyRing, Loot {
  pair: KeyPair | null = null;
  credential: Credential | null = null;
  receipt: Receipt | null = null;
  token: Token | null = null;
  storageKey: SecretKey | null = null;
  attestation: Attester | null = null;
  /** Pair for which a credential was last asked. */
  pending: KeyPair | null = null;
  readonly #owner: number;
  readonly #secrets: Secrets;

  constructor(owner: number, secrets: Secrets) {
    this.#owner = owner;
    this.#secrets = secrets;
  }

  get owner(): number {
    return this.#owner;
  }

  objectKey(subject: number): SecretKey | null {
    return this.#secrets.objectKey(this.#owner, subject);
  }

  get cookieSecret(): SecretKey | null {
    return this.#secrets.cookieSecret(this.#owner);
  }
}

/**
 * Secrets that are made when they are first used: object keys, one for each thing, shared with the readers that its owner
 * chose; and for each node of the cast the one under which it makes its cookies.
 */
export class Secrets {
  private readonly objectKeys: (SecretKey | undefined)[];
  private readonly cookieSecrets = new Map<number, SecretKey>();
  private readonly honest: number;
  private readonly readers: Uint8Array;
  /** Things whose keys a proxy shares, by proxy. */
  private readonly proxies: ReadonlyMap<number, ReadonlySet<number>>;
  /** Things whose keys their proxy alone shares. */
  private readonly inside: ReadonlySet<number>;
  private readonly things: Uint8Array;
  private readonly suite: Suite;
  private readonly keyOf: (thing: number) => SecretKey;

  /** `keyOf` gives a thing's object key when it is first needed. */
  constructor(
    suite: Suite,
    keyOf: (thing: number) => SecretKey,
    nodes: Nodes,
    { objectReaders, objectProxies = [] }: Pick<Cast, 'objectReaders' | 'objectProxies'>,
  ) {
    this.suite = suite;
    this.keyOf = keyOf;
    this.honest = nodes.honest;
    this.objectKeys = new Array<SecretKey | undefined>(nodes.honest).fill(undefined);
    this.readers = new Uint8Array(nodes.count);
    for (const reader of objectReaders) this.readers[reader] = 1;
    this.proxies = new Map(objectProxies.map(({ node, things }) => [node, new Set(things)]));
    this.inside = new Set(objectProxies.flatMap(({ things, alone }) => (alone ? things : [])));
    this.things = new Uint8Array(nodes.honest);
    for (const placement of nodes.placements) {
      if (isThing(placement.component.role)) this.things.fill(1, placement.first, placement.first + placement.count);
    }
  }

  objectKey(owner: number, subject: number): SecretKey | null {
    if (this.things[subject] !== 1) return null;
    const reads = this.readers[owner] === 1 && !this.inside.has(subject);
    if (owner !== subject && !reads && this.proxies.get(owner)?.has(subject) !== true) return null;
    return (this.objectKeys[subject] ??= this.keyOf(subject));
  }

  cookieSecret(owner: number): SecretKey | null {
    if (owner < 0 || owner >= this.honest) return null;
    let secret = this.cookieSecrets.get(owner);
    if (secret === undefined) this.cookieSecrets.set(owner, (secret = this.suite.secret()));
    return secret;
  }
}
