import type { Trust } from '../../framework/control.ts';
import type { Credential, PublicKey, StatusList, Suite } from '../../framework/crypto.ts';
import type { Label } from '../../framework/label.ts';
import type { TreeHead } from '../../framework/merkle/transparency-log.ts';
import type { Role } from '../../framework/figure.ts';
import { filterRevokes, isFilter } from '../../framework/revocation/filter.ts';
import type { Cast } from '../../framework/scenario.ts';
import type { TrustBundle } from '../../framework/trust-bundle.ts';
import { HeadBook } from './head-book.ts';
import { statusContent } from './issuer.ts';
import type { Nodes } from './nodes.ts';
import type { PartyLabels } from './party-labels.ts';
import type { Rings } from './rings.ts';

/** The list of one issuer, as it is looked into. */
interface Known {
  readonly list: StatusList;
  readonly revokes: (serial: number) => boolean;
}

/** The head that was asked for last. */
interface Asked {
  head: TreeHead | null;
}

/** Answers whether a list revokes a serial, in constant time. */
function revokedBy({ revoked, filter }: StatusList): Known['revokes'] {
  if (filter !== undefined) return filterRevokes(filter);
  const serials = new Set(revoked);
  return (serial) => serials.has(serial);
}

/** What one party's nodes believe. */
class PartyTrust implements Trust {
  readonly leftOut: Trust['leftOut'];
  roots: readonly Credential[];
  version = 0;
  rootsDropped = 0;
  status: StatusList | null = null;
  knownUntilNs = -Infinity;
  /** What was heard of the logs of issuers. */
  readonly heads = new HeadBook();
  readonly #asked: Asked;
  readonly #logKeys: ReadonlyMap<string, PublicKey>;
  readonly tokenKey: PublicKey | null;
  readonly attestationKey: PublicKey | null;
  readonly measurements: Trust['measurements'];
  readonly labelOf: Trust['labelOf'];
  readonly makerKey: PublicKey | null;
  /** Name of its own authority; null for who has none. */
  readonly #home: string | null;
  #names: ReadonlySet<string> = new Set();
  readonly #lists = new Map<string, Known>();
  /** Newest version of each issuer's list that was taken, also of one that is trusted no more: nobody can bring an older one back. */
  readonly #newest = new Map<string, number>();
  /** Issuers whose roots are had from their endpoints, and the newest bundle of each. */
  readonly #endpoints: ReadonlySet<string>;
  readonly #bundles = new Map<string, TrustBundle>();

  constructor(
    home: { readonly name: string; readonly tokenKey: PublicKey } | null,
    roots: readonly Credential[],
    logKeys: ReadonlyMap<string, PublicKey>,
    rest: Pick<Trust, 'attestationKey' | 'measurements' | 'labelOf' | 'makerKey'> & Partial<Pick<Trust, 'leftOut'>>,
    asked: Asked,
    endpoints: ReadonlySet<string>,
  ) {
    this.leftOut = rest.leftOut ?? [];
    this.#endpoints = endpoints;
    this.#asked = asked;
    this.#logKeys = logKeys;
    this.#home = home?.name ?? null;
    this.tokenKey = home?.tokenKey ?? null;
    this.attestationKey = rest.attestationKey;
    this.measurements = rest.measurements;
    this.labelOf = rest.labelOf;
    this.makerKey = rest.makerKey;
    this.roots = roots;
    this.#settle();
  }

  accepts(issuer: string): boolean {
    return this.#names.has(issuer);
  }

  logKeyOf(issuer: string): PublicKey | null {
    return this.accepts(issuer) ? (this.#logKeys.get(issuer) ?? null) : null;
  }

  headAt(issuer: string, size: number): TreeHead | null {
    return (this.#asked.head = this.heads.at(issuer, size));
  }

  statusOf(issuer: string): StatusList | null {
    return this.#lists.get(issuer)?.list ?? null;
  }

  /** Whether a list is newer than what is known of its issuer; one that was known before a time of distrust may come again. */
  isNews({ issuer, version }: StatusList): boolean {
    const newest = this.#newest.get(issuer) ?? -Infinity;
    return this.#lists.has(issuer) ? version > newest : version >= newest;
  }

  sequenceOf(issuer: string): number {
    return this.#bundles.get(issuer)?.sequence ?? 0;
  }

  hintOf(issuer: string): number | null {
    return this.#bundles.get(issuer)?.hintNs ?? null;
  }

  /** Takes over the roots of another issuer in the place of those known; `changed` where they are others. */
  adopt(bundle: TrustBundle, roots: readonly Credential[], changed: boolean): void {
    const { issuer } = bundle;
    this.#bundles.set(issuer, bundle);
    if (!changed) return;
    this.roots = [...this.roots.filter(({ name }) => name !== issuer), ...roots];
    this.#settle();
    this.version++;
    this.rootsDropped++;
  }

  /** Whether it has the roots of an issuer from that one's endpoint. */
  asks(issuer: string): boolean {
    return this.#endpoints.has(issuer) && this.accepts(issuer);
  }

  revoked({ issuer, serial }: Credential): boolean {
    return this.#lists.get(issuer)?.revokes(serial) === true;
  }

  /** Takes over a list that holds, with the roots in it. */
  accept(list: StatusList): void {
    const { issuer } = list;
    const before = this.#rootsOf(issuer);
    this.#lists.set(issuer, { list, revokes: revokedBy(list) });
    this.#newest.set(issuer, list.version);
    const said = (name: string): readonly Credential[] => list.roots.filter((root) => root.name === name);
    if (issuer === this.#home) {
      this.status = list;
      // Its own authority says whom it believes; of those it knows already it may have learnt more from themselves.
      const names = new Set(list.roots.map(({ name }) => name));
      const kept = this.roots.filter(({ name }) => name !== issuer && names.has(name));
      this.roots = [
        ...said(issuer),
        ...kept,
        ...list.roots.filter(({ name }) => name !== issuer && !this.accepts(name)),
      ];
    } else if (!this.#endpoints.has(issuer)) {
      // Another one speaks for itself only.
      this.roots = [...this.roots.filter(({ name }) => name !== issuer), ...said(issuer)];
    }
    this.#settle();
    this.version++;
    if (this.#rootsOf(issuer) < before) this.rootsDropped++;
  }

  #rootsOf(issuer: string): number {
    return this.roots.filter(({ name }) => name === issuer).length;
  }

  #settle(): void {
    this.#names = new Set(this.roots.map(({ name }) => name));
    for (const issuer of this.#lists.keys()) if (!this.accepts(issuer)) this.#lists.delete(issuer);
    this.knownUntilNs = Math.min(...[...this.#names].map((name) => this.statusOf(name)?.nextNs ?? -Infinity));
  }
}

/** Trust by party: the nodes of one party share what one of them has learnt and checked. */
export class Trusts {
  private readonly byPlacement: PartyTrust[];
  private readonly outside: PartyTrust;
  private readonly nodes: Nodes;
  private readonly suite: Suite;
  /**
   * Attack step behind each head that anybody has heard of, 0 for none. Kept here and not in the parties' books, which controls can
   * reach. By head, since one that is pushed on stays the same one; a copy of it counts as what the message was that brought it.
   */
  private readonly causes = new WeakMap<TreeHead, number>();
  private readonly asked: Asked = { head: null };

  /**
   * `first` are the lists of the authorities with which everybody is born, `labels` what is published of parties, `lax` what the software
   * of some does not check.
   */
  constructor(
    nodes: Nodes,
    suite: Suite,
    rings: Rings,
    first: readonly StatusList[],
    labels: PartyLabels,
    lax: Cast['lax'] = {},
  ) {
    this.nodes = nodes;
    this.suite = suite;
    const measurements: Partial<Record<Role, string[]>> = {};
    for (const { component } of nodes.placements) {
      const known = (measurements[component.role as Role] ??= []);
      if (!known.includes(component.code)) known.push(component.code);
    }
    const { attestationKey, makerKey } = rings;
    const labelOf = (node: number): Label | null =>
      nodes.isHonest(node) ? (labels.get(nodes.placed(node).party) ?? null) : null;
    const published = { attestationKey, makerKey, measurements, labelOf };
    // Where an authority keeps a log is laid down with its root.
    const logKeys = new Map(
      rings.issuers.flatMap(({ name, logKey }) => (logKey === null ? [] : [[name, logKey] as const])),
    );
    const parties = new Map<string, PartyTrust>();
    this.byPlacement = nodes.placements.map((placement) => {
      const known = parties.get(placement.party);
      if (known !== undefined) return known;
      const issuer = rings.issuerOf(placement.first);
      const made = new PartyTrust(
        issuer,
        issuer.roots,
        logKeys,
        { ...published, leftOut: lax[placement.party] ?? [] },
        this.asked,
        rings.endpointsOf(placement.first),
      );
      for (const list of first) if (made.accepts(list.issuer)) made.accept(list);
      parties.set(placement.party, made);
      return made;
    });
    const everyRoot = rings.issuers.map(({ root }) => root);
    this.outside = new PartyTrust(null, everyRoot, logKeys, published, this.asked, new Set());
  }

  of(node: number): Trust {
    return this.party(node);
  }

  private party(node: number): PartyTrust {
    return this.nodes.isHonest(node) ? this.byPlacement[this.nodes.placement(node)]! : this.outside;
  }

  /** A node's party accepts a list that is signed by an issuer whose root it accepts, and newer than the one that it has. */
  learn(node: number, list: StatusList | null): boolean {
    if (list === null) return false;
    const party = this.party(node);
    if (!party.isNews(list)) return false;
    // Whichever way it came: a filter of any number of hashes would cost whoever looks into it any time.
    if (list.filter !== undefined && !isFilter(list.filter)) return false;
    const content = statusContent(list);
    const roots = party.roots.filter(({ name }) => name === list.issuer);
    if (!roots.some(({ publicKey }) => this.suite.verify(publicKey, content, list.signature))) return false;
    party.accept(list);
    return true;
  }

  /**
   * A node's party takes the roots that an endpoint gave for its own issuer. Who signed them is not asked here: that the endpoint is who
   * was asked is the channel's business, and the rest a control's.
   */
  adopt(node: number, bundle: TrustBundle): boolean {
    const party = this.party(node);
    const roots = bundle.roots.filter(({ name }) => name === bundle.issuer);
    if (!party.asks(bundle.issuer) || roots.length === 0) return false;
    const keys = (of: readonly Credential[]): string => of.map(({ publicKey }) => this.suite.hash(publicKey)).join();
    const known = party.roots.filter(({ name }) => name === bundle.issuer);
    party.adopt(bundle, roots, keys(known) !== keys(roots));
    return true;
  }

  /** When the endpoint of an issuer would be asked again, by what a node's party has of it. */
  hintOf(node: number, issuer: string): number | null {
    return this.party(node).hintOf(issuer);
  }

  /** A node's party keeps a head of an issuer's log, which came by an attack step (0 for none); whether it was news and signed. */
  hear(node: number, issuer: string, head: TreeHead, cause: number): boolean {
    const party = this.party(node);
    const key = party.logKeyOf(issuer);
    if (key === null || !party.heads.hear(this.suite, { name: issuer, key }, head)) return false;
    if (!this.causes.has(head)) this.causes.set(head, cause);
    return true;
  }

  /** What a node's party has heard of last of each log. */
  lastHeads(node: number, most: number): ReturnType<HeadBook['last']> {
    return this.party(node).heads.last(most);
  }

  /** The attack step behind the first of some heads that one is behind; 0 for none. */
  causeOf(heads: readonly TreeHead[]): number {
    for (const head of heads) {
      const cause = this.causes.get(head) ?? 0;
      if (cause !== 0) return cause;
    }
    return 0;
  }

  /** A control goes to work: it has asked for no head yet. */
  beginAsking(): void {
    this.asked.head = null;
  }

  /** The attack step behind the head for which a control has asked last since it went to work; 0 for none. */
  get causeAsked(): number {
    const { head } = this.asked;
    return head === null ? 0 : (this.causes.get(head) ?? 0);
  }
}
