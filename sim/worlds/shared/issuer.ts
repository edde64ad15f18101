import type {
  Content,
  Credential,
  CredentialRequest,
  PrivateKey,
  PublicKey,
  StatusList,
  Suite,
  Token,
} from '../../framework/crypto.ts';
import type { Receipt } from '../../framework/merkle/receipt.ts';
import { transparencyLog } from '../../framework/merkle/transparency-log.ts';
import { buildFilter } from '../../framework/revocation/filter.ts';
import { endorsedContent } from '../../framework/identity-object.ts';
import type { IdentityObject, IdentityRecord } from '../../framework/identity-object.ts';
import { labelContent } from '../../framework/label.ts';
import type { Label } from '../../framework/label.ts';
import { bundleContent } from '../../framework/trust-bundle.ts';
import type { TrustBundle } from '../../framework/trust-bundle.ts';
import { IssuingLog } from './issuing-log.ts';

/** A key pair of which a process may hold the public half only. */
export interface HeldPair {
  readonly publicKey: PublicKey;
  readonly privateKey: PrivateKey | null;
}

/** A root with its keys. */
export interface RootKeys {
  readonly credential: Credential;
  readonly pair: HeldPair;
}

/** An authority's keys: of the root that certifies, of the one that lies ready to succeed it, and of tokens. */
export interface AuthorityKeys {
  readonly root: RootKeys;
  readonly successor?: RootKeys;
  /** Of the log in which it keeps what it issues, where it keeps one. */
  readonly log?: HeldPair;
  readonly token: HeldPair;
}

/** What an authority knows of what it issued; plain data. */
export interface AuthorityBooks {
  readonly serial: number;
  readonly tokens: number;
  readonly statusVersion: number;
  readonly revoked: readonly number[];
  readonly retired: readonly string[];
  /** Serials that each name holds. */
  readonly current: readonly (readonly [string, readonly number[]])[];
}

/** The private half, which only some processes hold. RangeError elsewhere. */
export const privateHalf = (pair: HeldPair, of: string): PrivateKey => {
  if (pair.privateKey === null) throw new RangeError(`the private key of ${of} is held elsewhere`);
  return pair.privateKey;
};

/** What the signature of a status list is over. */
export const statusContent = (list: Omit<StatusList, 'signature'>): Content => {
  const { issuer, version, issuedNs, nextNs, revoked, filter, roots } = list;
  return ['status', issuer, version, issuedNs, nextNs, revoked, roots, filter === undefined ? null : { ...filter }];
};

/** One authority at work: what it has issued and revoked, and whom else its parties are to believe. */
export class Issuer {
  private readonly suite: Suite;
  private readonly keys: AuthorityKeys;
  private readonly falsePositives: number | undefined;
  /** The root that certifies and signs lists now. */
  private active: RootKeys;
  /** Its own roots that its parties are to accept. */
  private own: readonly RootKeys[];
  private readonly partners: Set<Issuer> = new Set();
  private serial = 1000;
  private tokens = 0;
  private statusVersion = 0;
  /** Grows with every change of its own roots. */
  private sequence = 1;
  private readonly revoked = new Set<number>();
  private readonly retired = new Set<string>();
  private readonly current = new Map<string, number[]>();
  /** What it issues, where it keeps a log of that. */
  readonly log: IssuingLog | null;
  /** By serial. */
  private readonly receipts = new Map<number, Receipt>();

  /** `falsePositives` is the share for which the filters of its lists are built; absent where lists name serials. */
  constructor(suite: Suite, keys: AuthorityKeys, falsePositives?: number) {
    this.suite = suite;
    this.keys = keys;
    this.falsePositives = falsePositives;
    this.active = keys.root;
    const { log } = keys;
    const key = (): PrivateKey => privateHalf(log!, `the log of ${this.name}`);
    this.log = log === undefined ? null : new IssuingLog(suite, key, transparencyLog(this.name));
    this.own = keys.successor === undefined ? [keys.root] : [keys.root, keys.successor];
  }

  /** Name under which it issues. */
  get name(): string {
    return this.root.name;
  }

  get root(): Credential {
    return this.active.credential;
  }

  /** Roots that its parties are to accept: its own, and those of the authorities that it trusts. */
  get roots(): readonly Credential[] {
    return [this, ...this.partners].flatMap(({ own }) => own.map(({ credential }) => credential));
  }

  get tokenKey(): PublicKey {
    return this.keys.token.publicKey;
  }

  /** Its parties are to believe another authority too; they learn that from its next list. */
  trust(other: Issuer): void {
    this.partners.add(other);
  }

  /** They are to believe it no longer. */
  distrust(other: Issuer): void {
    this.partners.delete(other);
  }

  /** Issues under the root that lay ready from now on. RangeError where none did. */
  succeed(): void {
    const { successor } = this.keys;
    if (successor === undefined) throw new RangeError(`${this.name} has no second root that lies ready`);
    this.active = successor;
  }

  /** Only the root under which it issues counts from now on. */
  drop(): void {
    this.own = [this.active];
    this.sequence++;
  }

  /** Revokes all that it has issued so far, and returns whose credentials they were; new ones may be issued for the same names. */
  recall(): readonly string[] {
    const names = [...this.current.keys()];
    for (const name of names) this.revokeAll(name);
    return names;
  }

  /** Whether it has revoked one of its credentials. */
  isRevoked({ serial }: Credential): boolean {
    return this.revoked.has(serial);
  }

  /** Issues for a request, whoever made it. */
  certify(request: CredentialRequest, notBeforeNs: number, notAfterNs: number): Credential {
    const serial = ++this.serial;
    const held = this.current.get(request.name) ?? [];
    held.push(serial);
    this.current.set(request.name, held);
    const { credential, pair } = this.active;
    const root = { credential, pair: { ...pair, privateKey: privateHalf(pair, this.name) } };
    const issued = this.suite.issue(root, request, { serial, notBeforeNs, notAfterNs, kind: 'node' });
    if (this.log !== null) this.receipts.set(serial, this.log.enter(issued));
    return issued;
  }

  /** Verifies heads of its log; null where it keeps none. */
  get logKey(): PublicKey | null {
    return this.keys.log?.publicKey ?? null;
  }

  /** The receipt that comes with a certificate of its own; null where it keeps no log. */
  receiptOf({ serial }: Credential): Receipt | null {
    return this.receipts.get(serial) ?? null;
  }

  /** Issues for whoever asks for the key that it holds: whether the name is its own was judged where the request came in, or was not. */
  issue(identifier: string, request: CredentialRequest | null, nowNs: number, lifetimeNs: number): Credential | null {
    if (request === null || request.name !== identifier || !this.suite.checkRequest(request)) return null;
    if (this.isRetired(identifier)) return null;
    return this.certify(request, nowNs, nowNs + lifetimeNs);
  }

  revoke(identifier: string): void {
    this.revokeAll(identifier);
    this.retired.add(identifier);
  }

  private revokeAll(identifier: string): void {
    for (const serial of this.current.get(identifier) ?? []) this.revoked.add(serial);
  }

  /** Whether a name was revoked: nothing is issued for it any more. */
  isRetired(identifier: string): boolean {
    return this.retired.has(identifier);
  }

  publish(nowNs: number, lifetimeNs: number): StatusList {
    const list = {
      issuer: this.name,
      version: ++this.statusVersion,
      issuedNs: nowNs,
      nextNs: nowNs + lifetimeNs,
      ...this.revocations(),
      roots: this.roots,
    };
    const key = privateHalf(this.active.pair, this.name);
    return { ...list, signature: this.suite.sign(key, statusContent(list)) };
  }

  /** Its own roots, as its bundle endpoint gives them out. */
  bundle(hintNs: number): TrustBundle {
    const roots = this.own.map(({ credential }) => credential);
    const bundle = { issuer: this.name, sequence: this.sequence, hintNs, roots };
    const key = privateHalf(this.active.pair, this.name);
    return { ...bundle, signature: this.suite.sign(key, bundleContent(bundle)) };
  }

  /** What it has revoked, as its lists say it. */
  private revocations(): Pick<StatusList, 'revoked' | 'filter'> {
    const { revoked, falsePositives } = this;
    if (falsePositives === undefined) return { revoked: [...revoked].toSorted((a, b) => a - b) };
    const valid = [...this.current.values()].flat().filter((serial) => !revoked.has(serial));
    return { revoked: [], filter: buildFilter({ revoked, valid, upTo: this.serial, falsePositives }) };
  }

  /** Vouches for what is on record of an identifier. */
  endorse(record: IdentityRecord, nowNs: number, lifetimeNs: number): IdentityObject {
    const object = { ...record, issuer: this.name, endorsedNs: nowNs, untilNs: nowNs + lifetimeNs };
    const key = privateHalf(this.active.pair, this.name);
    return { ...object, endorsement: this.suite.sign(key, endorsedContent(object)) };
  }

  /** States what it has found to stand at a party. */
  label(party: string, promises: readonly string[], untilNs: number): Label {
    const label = { party, issuer: this.name, promises, untilNs };
    const key = privateHalf(this.active.pair, this.name);
    return { ...label, signature: this.suite.sign(key, labelContent(label)) };
  }

  /** A token for a person's scopes, bound to the name that the person proved. */
  grant(
    { person, scopes }: { readonly person: number; readonly scopes: readonly string[] },
    boundTo: string,
    nowNs: number,
    lifetimeNs: number,
  ): Token {
    const serial = ++this.tokens;
    const expiresNs = nowNs + lifetimeNs;
    const content = ['token', person, boundTo, scopes, expiresNs, serial];
    const signature = this.suite.sign(privateHalf(this.keys.token, `the tokens of ${this.name}`), content);
    return { holder: person, boundTo, scopes, expiresNs, serial, signature };
  }

  /** Its books, for another process to go on with. */
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
}
