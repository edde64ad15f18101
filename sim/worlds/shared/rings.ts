import type { Attester, Household, Quote } from '../../framework/control.ts';
import type {
  Credential,
  CredentialRequest,
  PrivateKey,
  PublicKey,
  SecretKey,
  StatusList,
  Suite,
  Token,
} from '../../framework/crypto.ts';
import type { Cast } from '../../framework/scenario.ts';
import type { Nodes } from './nodes.ts';
import { Ring, Secrets } from './ring.ts';

/** A key pair of which a process may hold the public half only. */
export interface HeldPair {
  readonly publicKey: PublicKey;
  readonly privateKey: PrivateKey | null;
}

/** The house's own keys: of the root that certifies, of tokens, and of the machines' hardware. */
export interface HouseKeys {
  readonly root: { readonly credential: Credential; readonly pair: HeldPair };
  readonly token: HeldPair;
  readonly hardware: HeldPair;
  /** The key with which the data of a thing is sealed for its readers. */
  objectKey(thing: number): SecretKey;
}

/** What the authority knows of what it issued; plain data. */
export interface AuthorityBooks {
  readonly serial: number;
  readonly tokens: number;
  readonly statusVersion: number;
  readonly revoked: readonly number[];
  readonly retired: readonly string[];
  /** Serials that each name holds. */
  readonly current: readonly (readonly [string, readonly number[]])[];
}

/** Fresh keys of a house, whose root lasts for twice the longest credential. */
export function freshHouseKeys(suite: Suite, cast: Cast): HouseKeys {
  const root = suite.root('metarange root', -cast.longCredentialNs, cast.longCredentialNs * 2);
  return { root, token: suite.keyPair(), hardware: suite.keyPair(), objectKey: () => suite.secret() };
}

/** The private half, which only some processes hold. RangeError elsewhere. */
const privateHalf = (pair: HeldPair, of: string): PrivateKey => {
  if (pair.privateKey === null) throw new RangeError(`the private key of ${of} is held elsewhere`);
  return pair.privateKey;
};

/** Everybody's keys and credentials, and the authority that issues them. */
export class Rings {
  private readonly rings = new Map<number, Ring>();
  private readonly light: Ring[];
  private readonly names = new Map<string, number>();
  private readonly suite: Suite;
  private readonly household: Household;
  private readonly nodes: Nodes;
  readonly secrets: Secrets;
  private readonly keys: HouseKeys;
  private serial = 1000;
  private tokens = 0;
  private statusVersion = 0;
  private readonly revoked = new Set<number>();
  private readonly current = new Map<string, number[]>();
  private readonly changedCode = new Map<number, string>();

  constructor(suite: Suite, cast: Cast, nodes: Nodes, keys: HouseKeys = freshHouseKeys(suite, cast)) {
    this.suite = suite;
    this.household = cast.household;
    this.nodes = nodes;
    this.keys = keys;
    this.secrets = new Secrets(suite, (thing) => keys.objectKey(thing), nodes, cast.objectReaders);
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
    const { credential, pair } = this.keys.root;
    const root = { credential, pair: { ...pair, privateKey: privateHalf(pair, 'the root') } };
    return this.suite.issue(root, request, { serial, notBeforeNs, notAfterNs, kind: 'node' });
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
    const signature = this.suite.sign(privateHalf(this.keys.root.pair, 'the root'), [
      'status',
      version,
      nowNs,
      nextNs,
      revoked,
    ]);
    return { version, issuedNs: nowNs, nextNs, revoked, signature };
  }

  checkStatus(list: StatusList): boolean {
    const { version, issuedNs, nextNs, revoked, signature } = list;
    return this.suite.verify(this.statusKey, ['status', version, issuedNs, nextNs, revoked], signature);
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
      signature: this.suite.sign(privateHalf(this.keys.token, 'tokens'), content),
    };
  }

  get roots(): readonly Credential[] {
    return [this.keys.root.credential];
  }

  get statusKey(): PublicKey {
    return this.keys.root.pair.publicKey;
  }

  get tokenKey(): PublicKey {
    return this.keys.token.publicKey;
  }

  get attestationKey(): PublicKey {
    return this.keys.hardware.publicKey;
  }

  /** The authority's books, for another process to go on with. */
  books(): AuthorityBooks {
    const { serial, tokens, statusVersion, revoked, retired, current } = this;
    return { serial, tokens, statusVersion, revoked: [...revoked], retired: [...retired], current: [...current] };
  }

  /** Goes on with books that were kept elsewhere. */
  keepBooks(books: AuthorityBooks): void {
    this.serial = books.serial;
    this.tokens = books.tokens;
    this.statusVersion = books.statusVersion;
    for (const serial of books.revoked) this.revoked.add(serial);
    for (const name of books.retired) this.retired.add(name);
    for (const [name, serials] of books.current) this.current.set(name, [...serials]);
  }

  /** Learns which node a name in a credential stands for. */
  know(name: string, node: number): void {
    this.names.set(name, node);
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
      const key = privateHalf(this.keys.hardware, 'the hardware');
      return { measurement, signature: this.suite.sign(key, ['quote', measurement, content]) };
    };
    return { quote };
  }

  nodeNamed(name: string | null): number {
    if (name === null) return -1;
    return this.names.get(name) ?? -1;
  }
}
