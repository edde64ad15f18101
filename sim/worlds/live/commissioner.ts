import type { Attack } from '../../framework/attack.ts';
import type { AttackerParcel, KeyBytes } from './attackers/attacker-parcel.ts';
import type { Ring } from '../shared/ring.ts';
import type { ByteSuite } from '../../framework/byte-suite.ts';
import type { Control } from '../../framework/control.ts';
import type { CostTables } from '../../framework/costs.ts';
import type { KeyPair } from '../../framework/crypto.ts';
import { isThing } from '../../framework/figure.ts';
import type { Role } from '../../framework/figure.ts';
import type { ControlTable } from '../../framework/profile.ts';
import type { Cast, Placement } from '../../framework/scenario.ts';
import { credentialLifetimeNs, eachCommission, isAttested } from '../shared/commissions.ts';
import { partyLabels } from '../shared/party-labels.ts';
import { firstLists, freshHouseKeys, Rings } from '../shared/rings.ts';
import { Standing } from '../shared/standing.ts';
import { Nodes } from '../shared/nodes.ts';
import { mostRoots } from './body-forms.ts';
import { heldBytes, initialBytes, labelBytes, statusBytes } from './parcel.ts';
import type { AuthorityParcel, Parcel } from './parcel.ts';
import { LifetimePost } from './lifetime-post.ts';

/** What commissioning needs to know of a run. */
export interface CommissionSetting {
  readonly cast: Cast;
  readonly seed: number;
  readonly suite: ByteSuite;
  readonly controls: readonly Control[];
  readonly tables: readonly ControlTable[];
  readonly tableOf: (party: string) => number;
  readonly promisedBy?: (party: string) => number;
  readonly costs: CostTables;
  readonly attacks: readonly Attack[];
}

/** Tokens that one process may number before it meets the numbers of the next. */
const tokensAProcess = 1_000_000;

/** What happened before a live run: every node is given its keys and credentials, and each process what its nodes hold. */
export class Commissioner {
  private readonly setting: CommissionSetting;
  private readonly nodes: Nodes;
  private readonly rings: Rings;
  private readonly keys: ReturnType<typeof freshHouseKeys>;
  private readonly statuses: readonly Uint8Array[];
  private readonly labels: readonly Uint8Array[];
  /** Life of a credential by authority, ns. */
  private readonly lifetimes: ReadonlyMap<number, number>;
  private readonly storages: number[] = [];
  private readonly attested: number[] = [];
  private readonly credentialed: number[] = [];
  private readonly provisioning: ReturnType<ByteSuite['secret']>;
  private readonly copies: AttackerParcel['copies'];
  private parcels = 0;

  constructor(setting: CommissionSetting) {
    this.setting = setting;
    const { cast, seed, suite, controls, tables } = setting;
    refuseWideFederations(cast);
    refuseSuccessions(cast);
    refuseFilters(cast);
    refuseSecureElements(cast);
    refuseLanes(cast);
    this.nodes = new Nodes(cast, 0, seed, setting.costs);
    this.keys = freshHouseKeys(suite, cast);
    this.rings = new Rings(suite, cast, this.nodes, this.keys);
    this.provisioning = suite.secret();
    const standing = new Standing(controls, tables, { suite, household: cast.household });
    this.lifetimes = new Map(cast.authorities.map(({ node }) => [node, this.credentialLifetime(node, standing)]));
    const lifetimeOf = (node: number): number => this.lifetimeOf(node);
    eachCommission(cast, seed, lifetimeOf, (node, role, age) => {
      if (role === 'secure-storage') this.storages.push(node);
      if (isAttested(role)) this.attested.push(node);
      if (age === null) return;
      this.rings.commission(node, -age, lifetimeOf(node) - age);
      this.credentialed.push(node);
    });
    this.copies = setting.attacks.length === 0 ? [] : this.copied();
    this.statuses = firstLists(this.rings).map((list) => statusBytes(suite, list));
    this.labels = labelBytes(suite, partyLabels(cast, this.rings, tables, setting.promisedBy ?? setting.tableOf));
  }

  private lifetimeOf(node: number): number {
    return this.lifetimes.get(this.rings.authorityOf(node))!;
  }

  private credentialLifetime(authority: number, standing: Standing): number {
    const { cast, suite, tableOf } = this.setting;
    const table = tableOf(this.nodes.placed(authority).party);
    return credentialLifetimeNs(standing, table, cast, new LifetimePost(authority, suite));
  }

  /** What the process of these nodes is handed. */
  parcelFor(isLocal: (node: number) => boolean): Parcel {
    const { suite, cast } = this.setting;
    const { rings, keys } = this;
    const here = cast.placements.filter((one) => hasLocal(one, isLocal));
    const hosts = (role: Role): boolean => here.some((one) => (one.component.role as Role) === role);
    const tokens = this.parcels++ * tokensAProcess;
    const local = (nodes: readonly number[]): readonly number[] => nodes.filter(isLocal);
    return {
      authorities: cast.authorities.map((_one, place) => this.authority(place, isLocal, here, tokens)),
      hardware: heldBytes(suite, keys.hardware, hosts('external-dpm') ? (keys.hardware as KeyPair) : null),
      // What the maker has released comes to things by their IoT platform.
      maker: heldBytes(suite, keys.maker, hosts('iot-platform') ? (keys.maker as KeyPair) : null),
      rings: local(this.credentialed).map((node) => {
        const { pair, credential } = rings.own(node);
        return [node, suite.exportPair(pair!), suite.encode(credential!)];
      }),
      storageKeys: local(this.storages).map((node) => [node, suite.exportSecret(suite.secret())]),
      attested: local(this.attested),
      objectKeys: this.objectKeys(isLocal),
      commandKeys: this.commandKeys(isLocal),
      initials: this.initials(isLocal),
      provisioned: this.provisioned(isLocal),
      labels: this.labels,
      attackers: isLocal(this.nodes.honest) ? this.attackers() : null,
    };
  }

  /** Its private keys go where it is itself, and where tokens of it are granted. */
  private authority(
    place: number,
    isLocal: (node: number) => boolean,
    here: readonly Placement[],
    tokens: number,
  ): AuthorityParcel {
    const { suite, cast } = this.setting;
    const { node, parties } = cast.authorities[place]!;
    const { root, token } = this.keys.authorities[place]!;
    const grants = here.some(
      ({ component, party }) => (component.role as Role) === 'avatar-agent' && parties.includes(party),
    );
    return {
      root: suite.encode(root.credential),
      rootKey: isLocal(node) ? suite.exportPair(root.pair as KeyPair) : null,
      token: heldBytes(suite, token, grants ? (token as KeyPair) : null),
      status: this.statuses[place]!,
      books: { ...this.rings.issuers[place]!.books(), tokens },
    };
  }

  /** Keys that were copied before the run, as they were then. */
  private copied(): AttackerParcel['copies'] {
    const { copies } = this.setting.cast.stage;
    return Object.entries(copies).map(([name, { node, ageNs }]) => {
      return [name, node, this.bytesOf(this.rings.earlier(node, -ageNs, -ageNs + this.lifetimeOf(node)))];
    });
  }

  private attackers(): AttackerParcel {
    const { accounts } = this.setting.cast.stage;
    return {
      copies: this.copies,
      accounts: Object.values(accounts).map(({ person }) => [person, this.bytesOf(this.rings.own(person))]),
    };
  }

  private bytesOf({ pair, credential }: Ring): KeyBytes {
    const { suite } = this.setting;
    return { pair: suite.exportPair(pair!), credential: suite.encode(credential!) };
  }

  /** Keys of things' data: a thing's own process holds its key, and so does that of who shares it; the readers' processes hold all. */
  private objectKeys(isLocal: (node: number) => boolean): [number, Uint8Array][] {
    const { suite, cast } = this.setting;
    const reads = cast.objectReaders.some(isLocal);
    const proxies = cast.objectProxies ?? [];
    const shared = new Set(proxies.flatMap(({ node, things }) => (isLocal(node) ? things : [])));
    const inside = new Set(proxies.flatMap(({ things, alone }) => (alone ? things : [])));
    const copied = isLocal(this.nodes.honest) ? this.copies.map(([, node]) => node) : [];
    const keys: [number, Uint8Array][] = [];
    for (const { component, first, count } of cast.placements) {
      if (!isThing(component.role)) continue;
      for (let thing = first; thing < first + count; thing++) {
        const held = (reads && !inside.has(thing)) || isLocal(thing) || shared.has(thing) || copied.includes(thing);
        const key = held ? this.rings.secrets.objectKey(thing, thing) : null;
        if (key !== null) keys.push([thing, suite.exportSecret(key)]);
      }
    }
    return keys;
  }

  /** Keys of commands to things: each goes to the processes of the thing, of who commands it and of a gateway that shares its keys. */
  private commandKeys(isLocal: (node: number) => boolean): [number, Uint8Array][] {
    const { suite, cast } = this.setting;
    const { objectCommanders = [], objectProxies = [] } = cast;
    const shared = new Set(
      [...objectCommanders, ...objectProxies].flatMap(({ node, things }) => (isLocal(node) ? things : [])),
    );
    return [...new Set(objectCommanders.flatMap(({ things }) => things))]
      .filter((thing) => isLocal(thing) || shared.has(thing))
      .map((thing) => [thing, suite.exportSecret(this.rings.secrets.commandKey(thing, thing)!)]);
  }

  /** What makers have given to nodes that ask an authority for certificates; those of the attackers' own accounts go to their process too. */
  private initials(isLocal: (node: number) => boolean): Parcel['initials'] {
    const { suite, cast } = this.setting;
    const inHand = isLocal(this.nodes.honest) ? Object.values(cast.stage.accounts).map(({ person }) => person) : [];
    const enrolling = new Set(cast.wires.flatMap(({ point, from }) => (point === 'RP-D' ? [from] : [])));
    const initials: Parcel['initials'][number][] = [];
    for (const { name, first, count } of cast.placements) {
      if (!enrolling.has(name)) continue;
      for (let node = first; node < first + count; node++) {
        if (!isLocal(node) && !inHand.includes(node)) continue;
        initials.push(initialBytes(suite, node, this.rings.secrets.initial(node)!));
      }
    }
    return initials;
  }

  /** Keys that were installed in both ends of a wire, for those ends that are in the process. */
  private provisioned(isLocal: (node: number) => boolean): [string, Uint8Array][] {
    const { suite, cast } = this.setting;
    const keys: [string, Uint8Array][] = [];
    const named = (name: string): Placement => cast.placements.find((one) => one.name === name)!;
    for (const wire of cast.wires) {
      if (wire.channel !== 'provisioned') continue;
      const [from, to] = [named(wire.from), named(wire.to)];
      for (let node = from.first; node < from.first + from.count; node++) {
        for (let peer = to.first; peer < to.first + to.count; peer++) {
          if (!isLocal(node) && !isLocal(peer)) continue;
          const key = suite.exportSecret(suite.derive(this.provisioning, [node, peer]));
          keys.push([`${node} ${peer}`, key]);
        }
      }
    }
    return keys;
  }
}

/** RangeError for an authority that trusts more others than one of its lists has room for. */
function refuseWideFederations({ authorities, events }: Cast): void {
  for (const { node, trusts } of authorities) {
    const later = events.flatMap((one) => (one.event === 'trust' && one.node === node ? [one.of] : []));
    const roots = 1 + new Set([...trusts.map((one) => one.node), ...later]).size;
    if (roots <= mostRoots) continue;
    throw new RangeError(
      `authority ${node} speaks of ${roots} roots: in the live world a list has room for ${mostRoots}`,
    );
  }
}

/** RangeError for an authority whose root is succeeded by another one, or which keeps a log: processes hold one root of each and no log. */
function refuseSuccessions({ authorities, events }: Cast): void {
  const event = events.find((one) => one.event === 'succeed' || one.event === 'recall' || one.event === 'drop');
  const unheld = authorities.some(({ successor, logs }) => successor !== undefined || logs !== undefined);
  if (event === undefined && !unheld) return;
  const what = event === undefined ? 'a second root or a log' : `"${event.event}"`;
  throw new RangeError(`${what} of an authority: only in the virtual world so far`);
}

/**
 * RangeError for an authority whose lists carry filters: one of some fifty thousand certificates, or which spares some thousand by name,
 * has no room in a message, and how many those will be nobody knows beforehand.
 */
function refuseFilters({ authorities }: Cast): void {
  const filtering = authorities.find(({ falsePositives }) => falsePositives !== undefined);
  if (filtering === undefined) return;
  throw new RangeError(`a filter in the lists of authority ${filtering.node}: only in the virtual world so far`);
}

/** RangeError for a node with a secure element: processes of this machine have none. */
function refuseSecureElements({ household }: Cast): void {
  for (let node = 0; node < household.nodes; node++) {
    if (household.hasSecureElement?.(node) === true)
      throw new RangeError(`a secure element of node ${node}: only in the virtual world so far`);
  }
}

/** RangeError for a machine with a lane for what is urgent: an inbox here has one line. */
function refuseLanes({ placements }: Cast): void {
  const laned = placements.find(({ urgentLane }) => urgentLane === true);
  if (laned === undefined) return;
  throw new RangeError(`a lane for what is urgent at ${laned.name}: only in the virtual world so far`);
}

const hasLocal = ({ first, count }: Placement, isLocal: (node: number) => boolean): boolean => {
  for (let node = first; node < first + count; node++) if (isLocal(node)) return true;
  return false;
};
