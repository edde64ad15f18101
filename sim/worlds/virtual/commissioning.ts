import { credentialLifetimeNs, eachCommission } from '../shared/commissions.ts';
import type { House } from './house.ts';
import { StandingPost } from './post.ts';
import type { Ring } from '../shared/ring.ts';

/** What happened before the run: who was given which keys and credentials; and their renewal while it goes on. */
export class Commissioning {
  private readonly house: House;
  private readonly seed: number;
  private readonly lifetimeNs: number;
  private readonly onRenewal: number;

  constructor(house: House, seed: number) {
    this.house = house;
    this.seed = seed;
    this.lifetimeNs = this.credentialLifetime();
    this.onRenewal = house.kernel.on((node) => this.renew(node));
    this.commission();
  }

  /** Keys that were copied before the run, as they were then. */
  copies(): ReadonlyMap<string, Ring> {
    const { cast, rings } = this.house;
    return new Map(
      Object.entries(cast.stage.copies).map(([name, copy]) => [
        name,
        rings.earlier(copy.node, -copy.ageNs, -copy.ageNs + this.lifetimeNs),
      ]),
    );
  }

  /** Life of a credential under the controls that stand where the authority issues. */
  private credentialLifetime(): number {
    const { standing, profiles, nodes, cast } = this.house;
    const post = new StandingPost(this.house);
    post.inside('issue', cast.authority, 0);
    return credentialLifetimeNs(standing, profiles[nodes.placement(cast.authority)]!, cast, post.view);
  }

  private commission(): void {
    const { cast, rings } = this.house;
    eachCommission(cast, this.seed, this.lifetimeNs, (node, role, age) => {
      if (role === 'secure-storage') rings.own(node).storageKey = this.house.suite.secret();
      if (role === 'external-dpm') rings.own(node).attestation = rings.attester(node);
      if (age === null) return;
      rings.commission(node, -age, this.lifetimeNs - age);
      // Devices renew for themselves; platforms and people have an agent of their operator do it at half life.
      if (role !== 'device') this.renewAfter(node, Math.floor(this.lifetimeNs / 2) - age);
    });
  }

  private renewAfter(node: number, delayNs: number): void {
    const at = this.house.kernel.now + Math.max(1, delayNs);
    if (at < this.house.cast.untilNs) this.house.kernel.at(at, this.onRenewal, node);
  }

  private renew(node: number): void {
    // The operator's agent is refused like anybody once the name is revoked.
    if (this.house.rings.isRetired(this.house.cast.household.nameOf(node))) return;
    this.house.rings.commission(node, this.house.kernel.now, this.house.kernel.now + this.lifetimeNs);
    this.renewAfter(node, Math.floor(this.lifetimeNs / 2));
  }
}
