import type { Leaving } from '../../framework/attack.ts';
import type { SecretKey } from '../../framework/crypto.ts';
import { periodOfRecords, sealedFor } from '../../framework/stored.ts';
import type { StoredBody } from '../../framework/stored.ts';
import type { Campaign } from '../shared/campaign.ts';
import { disclose, discloseRecord } from './disclosures.ts';
import type { House } from './house.ts';
import { StandingPost } from './post.ts';
import type { Stored } from './stores.ts';

/** Somebody who looks into the memory of a node. */
interface Watcher {
  readonly campaign: Campaign;
  readonly see: (held: Leaving) => void;
}

/**
 * The memory of nodes, as it lies open to whoever runs the machine that holds them: what they take in, say and find on their media, in
 * the form in which it lies there. What is sealed for others stays sealed; and nothing is seen of a node whose memory is sealed itself.
 *
 *   message ─▶ verified ─▶ [ memory ] ─▶ component          component ─▶ [ memory ] ─▶ protected          medium ─▶ opened ─▶ [ memory ]
 */
export class Memories {
  private readonly house: House;
  private readonly post: StandingPost;
  private readonly hosted: ReadonlySet<number>;
  private readonly watchers = new Map<number, Watcher[]>();

  constructor(house: House) {
    this.house = house;
    this.post = new StandingPost(house);
    this.hosted = new Set((house.cast.hosts ?? []).flatMap(({ nodes }) => nodes));
  }

  /** Whether anybody looks anywhere. */
  get areWatched(): boolean {
    return this.watchers.size > 0;
  }

  /** Begins to look. RangeError for a node that works on a machine of its own. */
  watch(campaign: Campaign, node: number, see: (held: Leaving) => void): void {
    if (!this.hosted.has(node))
      throw new RangeError(
        `${campaign.place.attack.id} looks into node ${node}, which no host holds: take one of the stage's machines`,
      );
    campaign.attempt.acts++;
    if (this.isSealed(node)) return;
    const there = this.watchers.get(node);
    if (there === undefined) this.watchers.set(node, [{ campaign, see }]);
    else there.push({ campaign, see });
  }

  /** A message lies in a node's memory: it was taken in, or is about to be said. */
  held(node: number, slot: number): void {
    for (const { campaign, see } of this.watchers.get(node) ?? []) {
      disclose(this.house, campaign.place.firstNode, slot, campaign.attempt.label);
      const { kind, subject, dataClass, body } = this.house.slots.envelopes[slot]!;
      see({ kind, subject, dataClass, body });
    }
  }

  /** A record of its own medium lies in a node's memory in clear. */
  found(node: number, record: Stored): void {
    for (const { campaign } of this.watchers.get(node) ?? [])
      discloseRecord(this.house, campaign.place.firstNode, node, record, campaign.attempt.label);
  }

  /** The record as a campaign can read it on the medium: in clear, or with the key that lies in the memory that it sees. */
  opened(campaign: Campaign, node: number, record: Stored): StoredBody | null {
    if (record.body !== null) return record.body as StoredBody;
    const key = this.keyIn(campaign, node);
    if (key === null || record.sealed === null) return null;
    const { suite } = this.house;
    // The period stands beside the record, among what controls left there.
    for (const mark of record.marks) {
      if (typeof mark !== 'number') continue;
      const body = suite.open(suite.derive(key, periodOfRecords(mark)), record.sealed, sealedFor(record.subject, mark));
      if (body !== undefined) return body as unknown as StoredBody;
    }
    return null;
  }

  /** The campaign looks away. */
  leave(campaign: Campaign): void {
    for (const [node, there] of this.watchers) {
      const left = there.filter((one) => one.campaign !== campaign);
      if (left.length === 0) this.watchers.delete(node);
      else this.watchers.set(node, left);
    }
  }

  private keyIn(campaign: Campaign, node: number): SecretKey | null {
    const sees = this.watchers.get(node)?.some((one) => one.campaign === campaign) ?? false;
    return sees ? this.house.rings.of(node).storageKey : null;
  }

  /** Whether a control that stands inside a node has its memory sealed by the machine. */
  private isSealed(node: number): boolean {
    const { standing, profiles, nodes } = this.house;
    const profile = profiles[nodes.placement(node)]!;
    this.post.inside('store', node, 0);
    return standing.chain(standing.chainOf('store', profile, profile)).sealers.some((seals) => seals(this.post.view));
  }
}
