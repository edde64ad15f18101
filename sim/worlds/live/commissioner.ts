import type { Attack } from '../../framework/attack.ts';
import type { AttackerParcel, KeyBytes } from './attackers/attacker-parcel.ts';
import type { Ring } from '../shared/ring.ts';
import type { ByteSuite } from '../../framework/byte-suite.ts';
import type { Control } from '../../framework/control.ts';
import type { CostTables } from '../../framework/costs.ts';
import type { KeyPair } from '../../framework/crypto.ts';
import type { Role } from '../../framework/figure.ts';
import type { ControlTable } from '../../framework/profile.ts';
import type { Cast, Placement } from '../../framework/scenario.ts';
import { credentialLifetimeNs, eachCommission } from '../shared/commissions.ts';
import { freshHouseKeys, Rings } from '../shared/rings.ts';
import { Standing } from '../shared/standing.ts';
import { firstStatusNs } from '../shared/trusts.ts';
import { Nodes } from '../shared/nodes.ts';
import { heldBytes, statusBytes } from './parcel.ts';
import type { Parcel } from './parcel.ts';
import { LifetimePost } from './lifetime-post.ts';

/** What commissioning needs to know of a run. */
export interface CommissionSetting {
  readonly cast: Cast;
  readonly seed: number;
  readonly suite: ByteSuite;
  readonly controls: readonly Control[];
  readonly tables: readonly ControlTable[];
  readonly tableOf: (party: string) => number;
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
  private readonly status: Uint8Array;
  private readonly storages: number[] = [];
  private readonly attested: number[] = [];
  private readonly credentialed: number[] = [];
  private readonly provisioning: ReturnType<ByteSuite['secret']>;
  private readonly copies: AttackerParcel['copies'];
  private parcels = 0;

  constructor(setting: CommissionSetting) {
    this.setting = setting;
    const { cast, seed, suite, controls, tables, tableOf } = setting;
    this.nodes = new Nodes(cast, 0, seed, setting.costs);
    this.keys = freshHouseKeys(suite, cast);
    this.rings = new Rings(suite, cast, this.nodes, this.keys);
    this.provisioning = suite.secret();
    const standing = new Standing(controls, tables, { suite, household: cast.household });
    const authority = cast.placements.find((one) => isIn(one, cast.authority))!;
    const post = new LifetimePost(cast.authority, suite);
    const lifetimeNs = credentialLifetimeNs(standing, tableOf(authority.party), cast, post);
    eachCommission(cast, seed, lifetimeNs, (node, role, age) => {
      if (role === 'secure-storage') this.storages.push(node);
      if (role === 'external-dpm') this.attested.push(node);
      if (age === null) return;
      this.rings.commission(node, -age, lifetimeNs - age);
      this.credentialed.push(node);
    });
    this.copies = setting.attacks.length === 0 ? [] : this.copied(lifetimeNs);
    this.status = statusBytes(suite, this.rings.publish(0, firstStatusNs));
  }

  /** What the process of these nodes is handed. */
  parcelFor(isLocal: (node: number) => boolean): Parcel {
    const { suite, cast } = this.setting;
    const { rings, keys } = this;
    const roles = new Set(
      cast.placements.filter((one) => hasLocal(one, isLocal)).map((one) => one.component.role as Role),
    );
    const hostsAuthority = isLocal(cast.authority);
    const local = (nodes: readonly number[]): readonly number[] => nodes.filter(isLocal);
    return {
      root: suite.encode(keys.root.credential),
      rootKey: hostsAuthority ? suite.exportPair(keys.root.pair as KeyPair) : null,
      token: heldBytes(suite, keys.token, roles.has('avatar-agent') ? (keys.token as KeyPair) : null),
      hardware: heldBytes(suite, keys.hardware, roles.has('external-dpm') ? (keys.hardware as KeyPair) : null),
      status: this.status,
      books: { ...rings.books(), tokens: this.parcels++ * tokensAProcess },
      rings: local(this.credentialed).map((node) => {
        const { pair, credential } = rings.own(node);
        return [node, suite.exportPair(pair!), suite.encode(credential!)];
      }),
      storageKeys: local(this.storages).map((node) => [node, suite.exportSecret(suite.secret())]),
      attested: local(this.attested),
      objectKeys: this.objectKeys(isLocal),
      provisioned: this.provisioned(isLocal),
      attackers: isLocal(this.nodes.honest) ? this.attackers() : null,
    };
  }

  /** Keys that were copied before the run, as they were then. */
  private copied(lifetimeNs: number): AttackerParcel['copies'] {
    const { copies } = this.setting.cast.stage;
    return Object.entries(copies).map(([name, { node, ageNs }]) => {
      return [name, node, this.bytesOf(this.rings.earlier(node, -ageNs, -ageNs + lifetimeNs))];
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

  /** Keys of things' data: a thing's own process holds its key, and the readers' processes hold all. */
  private objectKeys(isLocal: (node: number) => boolean): [number, Uint8Array][] {
    const { suite, cast } = this.setting;
    const reads = cast.objectReaders.some(isLocal);
    const copied = isLocal(this.nodes.honest) ? this.copies.map(([, node]) => node) : [];
    const keys: [number, Uint8Array][] = [];
    for (const { component, first, count } of cast.placements) {
      if (component.role !== 'device') continue;
      for (let thing = first; thing < first + count; thing++) {
        const key =
          reads || isLocal(thing) || copied.includes(thing) ? this.rings.secrets.objectKey(thing, thing) : null;
        if (key !== null) keys.push([thing, suite.exportSecret(key)]);
      }
    }
    return keys;
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

const isIn = ({ first, count }: Placement, node: number): boolean => first <= node && node < first + count;

const hasLocal = ({ first, count }: Placement, isLocal: (node: number) => boolean): boolean => {
  for (let node = first; node < first + count; node++) if (isLocal(node)) return true;
  return false;
};
