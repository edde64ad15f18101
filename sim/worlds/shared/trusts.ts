import type { Trust } from '../../framework/control.ts';
import type { Credential, PublicKey, StatusList } from '../../framework/crypto.ts';
import type { Role } from '../../framework/figure.ts';
import type { Nodes } from './nodes.ts';
import type { Rings } from './rings.ts';

/** How long the status list that everybody is born with stays valid, ns (assumption: ten minutes, in a published range of minutes to days). */
export const firstStatusNs = 600_000_000_000;

/** What one party's nodes believe. */
class PartyTrust implements Trust {
  readonly roots: readonly Credential[];
  readonly statusKey: PublicKey | null;
  readonly tokenKey: PublicKey | null;
  readonly attestationKey: PublicKey | null;
  readonly measurements: Trust['measurements'];
  status: StatusList | null = null;
  #revoked = new Set<number>();

  constructor(rings: Rings, measurements: Trust['measurements']) {
    this.roots = rings.roots;
    this.statusKey = rings.statusKey;
    this.tokenKey = rings.tokenKey;
    this.attestationKey = rings.attestationKey;
    this.measurements = measurements;
  }

  revoked(serial: number): boolean {
    return this.#revoked.has(serial);
  }

  accept(list: StatusList): void {
    this.status = list;
    this.#revoked = new Set(list.revoked);
  }
}

/** Trust by party: the nodes of one platform share what one of them has learnt and checked. */
export class Trusts {
  private readonly byPlacement: PartyTrust[];
  private readonly outside: PartyTrust;
  private readonly nodes: Nodes;
  private readonly rings: Rings;

  constructor(nodes: Nodes, rings: Rings, first: StatusList) {
    this.nodes = nodes;
    this.rings = rings;
    const measurements: Partial<Record<Role, string[]>> = {};
    for (const { component } of nodes.placements) {
      const known = (measurements[component.role as Role] ??= []);
      if (!known.includes(component.code)) known.push(component.code);
    }
    const parties = new Map<string, PartyTrust>();
    this.byPlacement = nodes.placements.map((placement) => {
      const known = parties.get(placement.party);
      if (known !== undefined) return known;
      const made = new PartyTrust(rings, measurements);
      made.accept(first);
      parties.set(placement.party, made);
      return made;
    });
    this.outside = new PartyTrust(rings, measurements);
  }

  of(node: number): Trust {
    return this.party(node);
  }

  private party(node: number): PartyTrust {
    return this.nodes.isHonest(node) ? this.byPlacement[this.nodes.placement(node)]! : this.outside;
  }

  /** A node's party accepts a list that is signed by the authority and newer than its own. */
  learn(node: number, list: StatusList | null): boolean {
    if (list === null) return false;
    const party = this.party(node);
    if (party.status !== null && list.version <= party.status.version) return false;
    if (!this.rings.checkStatus(list)) return false;
    party.accept(list);
    return true;
  }
}
