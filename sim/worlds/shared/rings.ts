import { authorityPlaces, rootName } from '../../framework/authority.ts';
import type { Attester, Quote } from '../../framework/attester.ts';
import type { Household } from '../../framework/control.ts';
import type { KeyPair, PublicKey, StatusList, Suite } from '../../framework/crypto.ts';
import { releasedContent } from '../../framework/messages/maintenance.ts';
import type { Image } from '../../framework/messages/maintenance.ts';
import type { Cast } from '../../framework/scenario.ts';
import { voucherContent } from '../../framework/voucher.ts';
import type { InitialIdentity } from '../../framework/voucher.ts';
import { Issuer, privateHalf } from './issuer.ts';
import type { AuthorityKeys, HeldPair, RootKeys } from './issuer.ts';
import type { IssuingLog } from './issuing-log.ts';
import type { Nodes } from './nodes.ts';
import { Ring, Secrets } from './ring.ts';
import type { FirstKeys } from './ring.ts';

/** What is shown in the place of what a node's hardware states: `genuine` is what another machine of its operator, with the operator's code, states. */
export type Shown = (own: Quote, genuine: () => Quote) => Quote;

/** The keys of a house: of its authorities, in the order of the cast, of the machines' hardware, and of the maker of its things. */
export interface HouseKeys extends FirstKeys {
  readonly authorities: readonly AuthorityKeys[];
  readonly hardware: HeldPair;
  readonly maker: HeldPair;
}

/** Fresh keys of a house, whose roots last for twice the longest credential. */
export function freshHouseKeys(suite: Suite, cast: Cast): HouseKeys {
  const { longCredentialNs, household } = cast;
  const authorities = cast.authorities.map(({ node, successor, logs }) => {
    const root = (): RootKeys => suite.root(rootName(household.nameOf(node)), -longCredentialNs, longCredentialNs * 2);
    return {
      root: root(),
      token: suite.keyPair(),
      ...(successor === undefined ? {} : { successor: root() }),
      ...(logs === undefined ? {} : { log: suite.keyPair() }),
    };
  });
  const maker = suite.keyPair();
  return {
    authorities,
    hardware: suite.keyPair(),
    maker,
    objectKey: () => suite.secret(),
    commandKey: () => suite.secret(),
    initial: initialIdentities(suite, cast, maker),
  };
}

/** What the maker has given to each node: a key pair, and its word that the node belongs where its party enrols. */
function initialIdentities(suite: Suite, cast: Cast, maker: KeyPair): HouseKeys['initial'] {
  const { household, authorities, placements } = cast;
  const places = authorityPlaces(authorities, placements);
  return (node): InitialIdentity => {
    const pair = suite.keyPair();
    const placement = placements.findIndex(({ first, count }) => node >= first && node < first + count);
    const authority = household.nameOf(authorities[places[placement]!]!.node);
    const said = { identifier: household.nameOf(node), authority, key: pair.publicKey };
    return { pair, voucher: { ...said, signature: suite.sign(maker.privateKey, voucherContent(said)) } };
  };
}

/** How long the status lists that everybody is born with stay valid, ns (assumption: ten minutes, in a published range of minutes to days). */
const firstStatusNs = 600_000_000_000;

/** The lists of the authorities with which everybody is born. */
export const firstLists = (rings: Rings): readonly StatusList[] =>
  rings.issuers.map((issuer) => issuer.publish(0, firstStatusNs));

/** Everybody's keys and credentials, and the authorities that issue them. */
export class Rings {
  /** By place in the cast's authorities. */
  readonly issuers: readonly Issuer[];
  private readonly rings = new Map<number, Ring>();
  private readonly light: Ring[];
  private readonly names = new Map<string, number>();
  private readonly suite: Suite;
  private readonly cast: Cast;
  private readonly household: Household;
  private readonly nodes: Nodes;
  readonly secrets: Secrets;
  private readonly keys: HouseKeys;
  private readonly places: readonly number[];
  private readonly forks = new Map<number, IssuingLog>();
  private readonly changedCode = new Map<number, string>();
  private readonly showing = new Map<number, Shown>();
  private readonly otherKeys = new Map<number, PublicKey>();
  /** Thumbprints of keys that nodes had before, where hardware may be asked about them. */
  private readonly former = new Map<Ring, Set<string>>();

  constructor(suite: Suite, cast: Cast, nodes: Nodes, keys: HouseKeys = freshHouseKeys(suite, cast)) {
    this.suite = suite;
    this.cast = cast;
    this.household = cast.household;
    this.nodes = nodes;
    this.keys = keys;
    this.places = authorityPlaces(cast.authorities, cast.placements);
    this.issuers = keys.authorities.map(
      (own, place) => new Issuer(suite, own, cast.authorities[place]!.falsePositives),
    );
    cast.authorities.forEach(({ trusts }, place) => {
      for (const { node } of trusts) this.issuers[place]!.trust(this.issuerAt(node)!);
    });
    this.secrets = new Secrets(suite, keys, nodes, cast);
    // Things with provisioned channels hold only object keys: one view a call serves them all.
    this.light = [new Ring(-1, this.secrets)];
  }

  /** The authority of an honest node's party. */
  issuerOf(node: number): Issuer {
    return this.issuers[this.places[this.nodes.placement(node)]!]!;
  }

  /** The authority that a node is; null for a node that is none. */
  issuerAt(node: number): Issuer | null {
    return this.issuers[this.cast.authorities.findIndex((one) => one.node === node)] ?? null;
  }

  /** The root under which an authority issued when the run began. RangeError for a node that is none. */
  firstRootOf(authority: number): RootKeys {
    const place = this.cast.authorities.findIndex(({ node }) => node === authority);
    const keys = this.keys.authorities[place];
    if (keys === undefined) throw new RangeError(`node ${authority} is no authority`);
    return keys.root;
  }

  /** The log of an authority as whoever has copied its key goes on with it: another past than the authority's own from there on. */
  forkOf(authority: number): IssuingLog {
    const known = this.forks.get(authority);
    if (known !== undefined) return known;
    const log = this.issuerAt(authority)?.log ?? null;
    if (log === null) throw new RangeError(`node ${authority} keeps no log`);
    const fork = log.fork();
    this.forks.set(authority, fork);
    return fork;
  }

  /** The node that is the authority of an honest node's party. */
  authorityOf(node: number): number {
    return this.cast.authorities[this.places[this.nodes.placement(node)]!]!.node;
  }

  /** Issuers whose roots an honest node's party has from their endpoints. */
  endpointsOf(node: number): ReadonlySet<string> {
    const { trusts } = this.cast.authorities[this.places[this.nodes.placement(node)]!]!;
    return new Set(trusts.flatMap((one) => (one.endpoint === undefined ? [] : [this.issuerAt(one.node)!.name])));
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

  /** Gives a node a key pair and a credential of its authority for it, as at its commissioning. */
  commission(node: number, notBeforeNs: number, notAfterNs: number): void {
    const ring = this.own(node);
    this.equip(ring, node, notBeforeNs, notAfterNs);
    this.names.set(ring.credential!.name, node);
  }

  /** Keys of a node as they were: an earlier pair with the credential of that time. */
  earlier(node: number, notBeforeNs: number, notAfterNs: number): Ring {
    const ring = new Ring(node, this.secrets, true);
    this.equip(ring, node, notBeforeNs, notAfterNs);
    return ring;
  }

  private equip(ring: Ring, node: number, notBeforeNs: number, notAfterNs: number): void {
    const pair = this.suite.keyPair();
    this.take(ring, pair);
    const request = this.suite.request(pair, this.household.nameOf(node));
    const issuer = this.issuerOf(node);
    ring.credential = issuer.certify(request, notBeforeNs, notAfterNs);
    ring.receipt = issuer.receiptOf(ring.credential);
  }

  get attestationKey(): PublicKey {
    return this.keys.hardware.publicKey;
  }

  /** Verifies what the maker of the things releases. */
  get makerKey(): PublicKey {
    return this.keys.maker.publicKey;
  }

  /** An image as the maker has released it. */
  release(code: string, version: number, length: number): Image {
    const image = { code, version, length };
    const key = privateHalf(this.keys.maker, 'the maker of the things');
    return { ...image, signature: this.suite.sign(key, releasedContent(image)) };
  }

  /** Learns which node a name in a credential stands for. */
  know(name: string, node: number): void {
    this.names.set(name, node);
  }

  /** Puts a new pair into a ring; channels that stand rest on the one with which they were opened. */
  take(ring: Ring, pair: KeyPair): void {
    if (ring.pair !== null && ring.attestation !== null) {
      const thumbprint = this.thumbprintOf(ring.pair.publicKey);
      const known = this.former.get(ring);
      if (known === undefined) this.former.set(ring, new Set([thumbprint]));
      else known.add(thumbprint);
    }
    ring.pair = pair;
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
    return {
      quote: (content, asked) => {
        const ring = this.own(node);
        const isHeld = asked !== undefined && this.former.get(ring)?.has(asked) === true;
        const holder = isHeld ? asked : this.thumbprintOf(ring.pair?.publicKey);
        const own = this.stated(this.measurementOf(node), holder, content);
        const show = this.showing.get(node);
        if (show === undefined) return own;
        const genuine = (): Quote =>
          this.stated(this.nodes.placed(node).component.code, this.thumbprintOf(this.otherKeyOf(node)), content);
        return show(own, genuine);
      },
    };
  }

  /** Who stands between a node and its hardware shows what it likes; null: nobody stands there any more. */
  showInstead(node: number, show: Shown | null): void {
    if (show === null) this.showing.delete(node);
    else this.showing.set(node, show);
  }

  private thumbprintOf(key: PublicKey | undefined): string {
    return key === undefined ? '' : this.suite.hash(key);
  }

  private stated(measurement: string, holder: string, content: readonly (number | string)[]): Quote {
    const key = privateHalf(this.keys.hardware, 'the hardware');
    return { measurement, holder, signature: this.suite.sign(key, ['quote', measurement, holder, content]) };
  }

  /** Key of another machine of a node's operator, sealed to the code that runs there. */
  private otherKeyOf(node: number): PublicKey {
    const known = this.otherKeys.get(node);
    if (known !== undefined) return known;
    const { publicKey } = this.suite.keyPair();
    this.otherKeys.set(node, publicKey);
    return publicKey;
  }

  nodeNamed(name: string | null): number {
    if (name === null) return -1;
    return this.names.get(name) ?? -1;
  }
}
