import type { Attester, Household, KeyRing, Quote } from '../../framework/control.ts';
import type {
  Authority,
  Credential,
  CredentialRequest,
  KeyPair,
  SecretKey,
  StatusList,
  Suite,
  Token,
} from '../../framework/crypto.ts';
import type { Cast } from '../../framework/scenario.ts';
import type { Loot } from '../../framework/attack.ts';
import type { Nodes } from './nodes.ts';

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
  private readonly things: Uint8Array;
  private readonly suite: Suite;

  constructor(suite: Suite, nodes: Nodes, readers: readonly number[]) {
    this.suite = suite;
    this.honest = nodes.honest;
    this.objectKeys = new Array<SecretKey | undefined>(nodes.honest).fill(undefined);
    this.readers = new Uint8Array(nodes.count);
    for (const reader of readers) this.readers[reader] = 1;
    this.things = new Uint8Array(nodes.honest);
    for (const placement of nodes.placements) {
      if (placement.component.role === 'device')
        this.things.fill(1, placement.first, placement.first + placement.count);
    }
  }

  objectKey(owner: number, subject: number): SecretKey | null {
    if (this.things[subject] !== 1 || (owner !== subject && this.readers[owner] !== 1)) return null;
    return (this.objectKeys[subject] ??= this.suite.secret());
  }

  cookieSecret(owner: number): SecretKey | null {
    if (owner < 0 || owner >= this.honest) return null;
    let secret = this.cookieSecrets.get(owner);
    if (secret === undefined) this.cookieSecrets.set(owner, (secret = this.suite.secret()));
    return secret;
  }
}

/** Everybody's keys and credentials, and the authority that issues them. */
export class Rings {
  private readonly rings = new Map<number, Ring>();
  private readonly light: Ring[];
  private readonly names = new Map<string, number>();
  private readonly suite: Suite;
  private readonly household: Household;
  private readonly nodes: Nodes;
  readonly secrets: Secrets;
  readonly root: Authority;
  private readonly tokenPair: KeyPair;
  private readonly hardware: KeyPair;
  private serial = 1000;
  private tokens = 0;
  private statusVersion = 0;
  private readonly revoked = new Set<number>();
  private readonly current = new Map<string, number[]>();
  private readonly changedCode = new Map<number, string>();

  constructor(suite: Suite, cast: Cast, nodes: Nodes) {
    this.suite = suite;
    this.household = cast.household;
    this.nodes = nodes;
    this.secrets = new Secrets(suite, nodes, cast.objectReaders);
    this.root = suite.root('metarange root', -cast.longCredentialNs, cast.longCredentialNs * 2);
    this.tokenPair = suite.keyPair();
    this.hardware = suite.keyPair();
    // Things with provisioned channels hold only object keys: one view a call serves them all.
    this.light = [new Ring(-1, this.secrets)];
  }

  /** The ring of a node; made when the node first needs more than object keys. */
  of(node: number): Ring {
    const ring = this.rings.get(node);
    if (ring !== undefined) return ring;
    const spare = this.light[0]!;
    if (spare.owner === node) return spare;
    return (this.light[0] = new Ring(node, this.secrets));
  }

  own(node: number): Ring {
    const ring = this.rings.get(node);
    if (ring !== undefined) return ring;
    const made = new Ring(node, this.secrets);
    this.rings.set(node, made);
    return made;
  }

  /** Gives a node a key pair and a credential for it, as at its commissioning. */
  commission(node: number, notBeforeNs: number, notAfterNs: number): void {
    const ring = this.own(node);
    ring.pair = this.suite.keyPair();
    ring.credential = this.certify(this.suite.request(ring.pair, this.household.nameOf(node)), notBeforeNs, notAfterNs);
    this.names.set(ring.credential.name, node);
  }

  /** Keys of a node as they were: an earlier pair with the credential of that time. */
  earlier(node: number, notBeforeNs: number, notAfterNs: number): Ring {
    const ring = new Ring(node, this.secrets);
    ring.pair = this.suite.keyPair();
    ring.credential = this.certify(this.suite.request(ring.pair, this.household.nameOf(node)), notBeforeNs, notAfterNs);
    return ring;
  }

  private certify(request: CredentialRequest, notBeforeNs: number, notAfterNs: number): Credential {
    const serial = ++this.serial;
    const held = this.current.get(request.name) ?? [];
    held.push(serial);
    this.current.set(request.name, held);
    return this.suite.issue(this.root, request, { serial, notBeforeNs, notAfterNs, kind: 'node' });
  }

  /** Issues for whoever proved to be `identifier`. */
  issue(identifier: string, request: CredentialRequest | null, nowNs: number, lifetimeNs: number): Credential | null {
    if (request === null || request.name !== identifier || !this.suite.checkRequest(request)) return null;
    if (this.isRetired(identifier)) return null;
    return this.certify(request, nowNs, nowNs + lifetimeNs);
  }

  revoke(identifier: string): void {
    for (const serial of this.current.get(identifier) ?? []) this.revoked.add(serial);
    this.retired.add(identifier);
  }
  private readonly retired = new Set<string>();

  /** Whether a name was revoked: nothing is issued for it any more. */
  isRetired(identifier: string): boolean {
    return this.retired.has(identifier);
  }

  publish(nowNs: number, lifetimeNs: number): StatusList {
    const version = ++this.statusVersion;
    const revoked = [...this.revoked].toSorted((a, b) => a - b);
    const nextNs = nowNs + lifetimeNs;
    const signature = this.suite.sign(this.root.pair.privateKey, ['status', version, nowNs, nextNs, revoked]);
    return { version, issuedNs: nowNs, nextNs, revoked, signature };
  }

  checkStatus(list: StatusList): boolean {
    const { version, issuedNs, nextNs, revoked, signature } = list;
    return this.suite.verify(this.root.pair.publicKey, ['status', version, issuedNs, nextNs, revoked], signature);
  }

  /** A token for a person's scopes, bound to the name that the person proved. */
  grant(person: number, boundTo: string, nowNs: number, lifetimeNs: number): Token {
    const serial = ++this.tokens;
    const expiresNs = nowNs + lifetimeNs;
    const scopes = this.household.scopesOf(person);
    const content = ['token', person, boundTo, scopes, expiresNs, serial];
    return {
      holder: person,
      boundTo,
      scopes,
      expiresNs,
      serial,
      signature: this.suite.sign(this.tokenPair.privateKey, content),
    };
  }

  get tokenKey(): KeyPair['publicKey'] {
    return this.tokenPair.publicKey;
  }

  get attestationKey(): KeyPair['publicKey'] {
    return this.hardware.publicKey;
  }

  /** Code of a node, as its hardware measures it. */
  measurementOf(node: number): string {
    return this.changedCode.get(node) ?? this.nodes.placed(node).component.code;
  }

  /** Somebody put other code on a node, or took it away again. */
  changeCode(node: number, code: string | null): void {
    if (code === null) this.changedCode.delete(node);
    else this.changedCode.set(node, code);
  }

  /** Puts a hardware root into a node. */
  attester(node: number): Attester {
    const quote = (content: readonly (number | string)[]): Quote => {
      const measurement = this.measurementOf(node);
      return { measurement, signature: this.suite.sign(this.hardware.privateKey, ['quote', measurement, content]) };
    };
    return { quote };
  }

  nodeNamed(name: string | null): number {
    if (name === null) return -1;
    return this.names.get(name) ?? -1;
  }
}
