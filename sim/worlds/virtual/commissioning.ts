import { factNumber } from '../../framework/fact.ts';
import { isThing, placeNumber } from '../../framework/figure.ts';
import { keyOf, Stream } from '../../kernel/stream.ts';
import { credentialLifetimeNs, eachCommission, isAttested, keepsRecords } from '../shared/commissions.ts';
import type { House } from './house.ts';
import { StandingPost } from './post.ts';
import type { Ring } from '../shared/ring.ts';

/** Operators give their nodes new credentials within this time of a recall, each at a random moment, ns (assumption). */
const reissuedWithinNs = 30_000_000_000;

/** What happened before the run: who was given which keys and credentials; and their renewal while it goes on. */
export class Commissioning {
  private readonly house: House;
  private readonly seed: number;
  /** Life of a credential by authority, ns, under the controls that stand where that one issues. */
  private readonly lifetimes: ReadonlyMap<number, number>;
  private readonly onRenewal: number;
  private readonly onReissue: number;
  /** Ends the channels of a node. */
  private readonly endChannels: (node: number) => void;

  constructor(house: House, seed: number, endChannels: (node: number) => void) {
    this.house = house;
    this.seed = seed;
    this.lifetimes = new Map(house.cast.authorities.map(({ node }) => [node, this.credentialLifetime(node)]));
    this.endChannels = endChannels;
    this.onRenewal = house.kernel.on((node) => this.renew(node));
    this.onReissue = house.kernel.on((node) => this.equip(node));
    this.commission();
  }

  /** Keys that were copied before the run, as they were then. */
  copies(): ReadonlyMap<string, Ring> {
    const { cast, rings } = this.house;
    return new Map(
      Object.entries(cast.stage.copies).map(([name, copy]) => {
        const ring = rings.earlier(copy.node, -copy.ageNs, -copy.ageNs + this.lifetimeOf(copy.node));
        // What lies in a secure element is not in a copy: the certificate is there, and no key for it.
        if (this.keepsKey(copy.node)) ring.pair = null;
        return [name, ring];
      }),
    );
  }

  /** Whether a control has the private key of a node kept where no copy can be taken. */
  private keepsKey(node: number): boolean {
    const { standing, profiles, nodes } = this.house;
    const profile = profiles[nodes.placement(node)]!;
    const post = new StandingPost(this.house);
    post.inside('issue', node, 0);
    return standing.chain(standing.chainOf('issue', profile, profile)).keyKeepers.some((keeps) => keeps(post.view));
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
      // Things renew for themselves; platforms and people have an agent of their operator do it at half life.
      if (!isThing(role)) this.renewAfter(node, Math.floor(lifetimeNs / 2) - age);
    });
  }

  private renewAfter(node: number, delayNs: number): void {
    const at = this.house.kernel.now + Math.max(1, delayNs);
    if (at < this.house.cast.untilNs) this.house.kernel.at(at, this.onRenewal, node);
  }

  private renew(node: number): void {
    // The operator's agent is refused like anybody once the name is revoked.
    if (!this.equip(node)) return;
    this.renewAfter(node, Math.floor(this.lifetimeOf(node) / 2));
  }

  /**
   * The authority has recalled a node's credential. Who stands at RP-D asks for a new one itself; to all others their operator brings
   * one, without a message.
   */
  reissue(node: number): void {
    const { cast, kernel, nodes } = this.house;
    const { name } = nodes.placed(node);
    if (cast.wires.some(({ point, from }) => point === 'RP-D' && from === name)) return;
    const delayNs = Math.floor(new Stream(keyOf(this.seed, node, 'reissue')).uniform() * reissuedWithinNs);
    kernel.after(Math.max(1, delayNs), this.onReissue, node);
  }

  /** Gives a node a new credential, unless its name was revoked; where the one before was revoked, its channels end with it. */
  private equip(node: number): boolean {
    const { rings, cast, kernel, recorder } = this.house;
    const issuer = rings.issuerOf(node);
    if (issuer.isRetired(cast.household.nameOf(node))) return false;
    const before = rings.own(node).credential;
    rings.commission(node, kernel.now, kernel.now + this.lifetimeOf(node));
    if (before === null || !issuer.isRevoked(before)) return true;
    const row = recorder.add(kernel.now, factNumber.credentialed, placeNumber['issue'], node, -1);
    recorder.page.subject[row] = node;
    this.endChannels(node);
    return true;
  }
}
