import type { Loot } from '../../framework/attack.ts';
import type { Attester } from '../../framework/attester.ts';
import type { KeyRing } from '../../framework/control.ts';
import type { Credential, KeyPair, SecretKey, Suite, Token } from '../../framework/crypto.ts';
import type { Cast, ObjectProxy } from '../../framework/scenario.ts';
import type { Receipt } from '../../framework/merkle/receipt.ts';
import type { Stake } from '../../framework/stake.ts';
import { isThing } from '../../framework/figure.ts';
import type { InitialIdentity } from '../../framework/voucher.ts';
import type { Nodes } from './nodes.ts';

/** Keys of one node. */
export class Ring implements KeyRing, Loot {
  pair: KeyPair | null = null;
  credential: Credential | null = null;
  receipt: Receipt | null = null;
  token: Token | null = null;
  stake: Stake | null = null;
  storageKey: SecretKey | null = null;
  attestation: Attester | null = null;
  /** Pair for which a credential was last asked. */
  pending: KeyPair | null = null;
  readonly #owner: number;
  readonly #secrets: Secrets;
  readonly #isCopy: boolean;

  /** `isCopy`: it has left the owner's machine, and what that machine gives to nobody has not. */
  constructor(owner: number, secrets: Secrets, isCopy = false) {
    this.#owner = owner;
    this.#secrets = secrets;
    this.#isCopy = isCopy;
  }

  get owner(): number {
    return this.#owner;
  }

  objectKey(subject: number): SecretKey | null {
    return this.#secrets.objectKey(this.#owner, subject);
  }

  commandKey(thing: number): SecretKey | null {
    return this.#secrets.commandKey(this.#owner, thing);
  }

  get cookieSecret(): SecretKey | null {
    return this.#secrets.cookieSecret(this.#owner);
  }

  get initial(): InitialIdentity | null {
    // IEEE 802.1AR: a module signs with it and hands it to nobody.
    return this.#isCopy ? null : this.#secrets.initial(this.#owner);
  }
}

/** Where keys come from when they are first needed: that of a thing's data, that of what it is told, and what its maker gave a node. */
export interface FirstKeys {
  objectKey(thing: number): SecretKey;
  commandKey(thing: number): SecretKey;
  initial(node: number): InitialIdentity;
}

const thingsBy = (proxies: readonly ObjectProxy[]): ReadonlyMap<number, ReadonlySet<number>> =>
  new Map(proxies.map(({ node, things }) => [node, new Set(things)]));

/**
 * Secrets that are made when they are first used: object keys, one for each thing, shared with the readers that its owner
 * chose; keys of commands, shared with who commands; and for each node of the cast the one under which it makes its cookies, and what
 * its maker gave it.
 */
export class Secrets {
  private readonly objectKeys: (SecretKey | undefined)[];
  private readonly cookieSecrets = new Map<number, SecretKey>();
  private readonly initials = new Map<number, InitialIdentity>();
  private readonly honest: number;
  private readonly readers: Uint8Array;
  /** Things whose keys a proxy shares, by proxy. */
  private readonly proxies: ReadonlyMap<number, ReadonlySet<number>>;
  /** Things whose keys their proxy alone shares. */
  private readonly inside: ReadonlySet<number>;
  private readonly commandKeys = new Map<number, SecretKey>();
  /** Things that take sealed commands only, by who gives them. */
  private readonly commanders: ReadonlyMap<number, ReadonlySet<number>>;
  private readonly commanded: ReadonlySet<number>;
  private readonly things: Uint8Array;
  private readonly suite: Suite;
  private readonly keys: FirstKeys;

  constructor(
    suite: Suite,
    keys: FirstKeys,
    nodes: Nodes,
    {
      objectReaders,
      objectProxies = [],
      objectCommanders = [],
    }: Pick<Cast, 'objectReaders' | 'objectProxies' | 'objectCommanders'>,
  ) {
    this.suite = suite;
    this.keys = keys;
    this.honest = nodes.honest;
    this.objectKeys = new Array<SecretKey | undefined>(nodes.honest).fill(undefined);
    this.readers = new Uint8Array(nodes.count);
    for (const reader of objectReaders) this.readers[reader] = 1;
    this.proxies = thingsBy(objectProxies);
    this.inside = new Set(objectProxies.flatMap(({ things, alone }) => (alone ? things : [])));
    this.commanders = thingsBy(objectCommanders);
    this.commanded = new Set(objectCommanders.flatMap(({ things }) => things));
    this.things = new Uint8Array(nodes.honest);
    for (const placement of nodes.placements) {
      if (isThing(placement.component.role)) this.things.fill(1, placement.first, placement.first + placement.count);
    }
  }

  objectKey(owner: number, subject: number): SecretKey | null {
    if (this.things[subject] !== 1) return null;
    const reads = this.readers[owner] === 1 && !this.inside.has(subject);
    if (owner !== subject && !reads && this.proxies.get(owner)?.has(subject) !== true) return null;
    return (this.objectKeys[subject] ??= this.keys.objectKey(subject));
  }

  /** Held by the thing, by who commands it, and by a gateway that shares its keys to vouch for it. */
  commandKey(owner: number, thing: number): SecretKey | null {
    if (!this.commanded.has(thing)) return null;
    const holds = (nodes: ReadonlyMap<number, ReadonlySet<number>>): boolean => nodes.get(owner)?.has(thing) === true;
    if (owner !== thing && !holds(this.commanders) && !holds(this.proxies)) return null;
    let key = this.commandKeys.get(thing);
    if (key === undefined) this.commandKeys.set(thing, (key = this.keys.commandKey(thing)));
    return key;
  }

  cookieSecret(owner: number): SecretKey | null {
    if (owner < 0 || owner >= this.honest) return null;
    let secret = this.cookieSecrets.get(owner);
    if (secret === undefined) this.cookieSecrets.set(owner, (secret = this.suite.secret()));
    return secret;
  }

  initial(owner: number): InitialIdentity | null {
    if (owner < 0 || owner >= this.honest) return null;
    let initial = this.initials.get(owner);
    if (initial === undefined) this.initials.set(owner, (initial = this.keys.initial(owner)));
    return initial;
  }
}
