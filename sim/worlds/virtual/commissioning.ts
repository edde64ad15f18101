import { credentialLifetimeNs, eachCommission, isAttested, keepsRecords } from '../shared/commissions.ts';
import type { House } from './house.ts';
import { StandingPost } from './post.ts';
import type { Ring } from '../shared/ring.ts';

/** What happened before the run: who was given which keys and credentials; and their renewal while it goes on. */
export class Commissioning {
  private readonly house: House;
  private readonly seed: number;
  /** Life of a credential by authority, ns, under the controls that stand where that one issues. */
  private readonly lifetimes: ReadonlyMap<number, number>;
  private readonly onRenewal: number;

  constructor(house: House, seed: number) {
    this.house = house;
    this.seed = seed;
    this.lifetimes = new Map(house.cast.authorities.map(({ node }) => [node, this.credentialLifetime(node)]));
    this.onRenewal = house.kernel.on((node) => this.renew(node));
    this.commission();
  }

  /** Keys that were copied before the run, as they were then. */
  copies(): ReadonlyMap<string, Ring> {
    const { cast, rings } = this.house;
    return new Map(
      Object.entries(cast.stage.copies).map(([name, copy]) => [
        name,
        rings.earlier(copy.node, -copy.ageNs, -copy.ageNs + this.lifetimeOf(copy.node)),
      ]),
    );
  }

  private lifetimeOf(node: number): number {
    return this.lifetimes.get(this.house.rings.authorityOf(node))!;
  }

  private credentialLifetime(authority: number): number {
    const { standing, profiles, nodes, cast } = this.house;
    const post = new StandingPost(this.house);
    post.inside('issue', authority, 0);
    return credentialLifetimeNs(standing, profiles[nodes.placement(authority)]!, cast, post.view);
  }

  private commission(): void {
    const { cast, rings } = this.house;
    const lifetimeOf = (node: number): number => this.lifetimeOf(node);
    eachCommission(cast, this.seed, lifetimeOf, (node, role, age) => {
      if (keepsRecords(role)) rings.own(node).storageKey = this.house.suite.secret();
      if (isAttested(role)) rings.own(node).attestation = rings.attester(node);
      if (age === null) return;
      const lifetimeNs = lifetimeOf(node);
      rings.commission(node, -age, lifetimeNs - age);
      // Devices renew for themselves; platforms and people have an agent of their operator do it at half life.
      if (role !== 'device') this.renewAfter(node, Math.floor(lifetimeNs / 2) - age);
    });
  }

  private renewAfter(node: number, delayNs: number): void {
    const at = this.house.kernel.now + Math.max(1, delayNs);
    if (at < this.house.cast.untilNs) this.house.kernel.at(at, this.onRenewal, node);
  }

  private renew(node: number): void {
    // The operator's agent is refused like anybody once the name is revoked.
    const { rings, cast, kernel } = this.house;
    if (rings.issuerOf(node).isRetired(cast.household.nameOf(node))) return;
    const lifetimeNs = this.lifetimeOf(node);
    rings.commission(node, kernel.now, kernel.now + lifetimeNs);
    this.renewAfter(node, Math.floor(lifetimeNs / 2));
  }
}
