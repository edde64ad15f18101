import type { Leaving } from '../../framework/attack.ts';
import { factNumber, falsified, flagReplayed } from '../../framework/fact.ts';
import { placeNumber } from '../../framework/figure.ts';
import type { Draft } from '../../framework/message.ts';
import type { LaidRecord, StoredBody } from '../../framework/stored.ts';
import type { Campaign } from '../shared/campaign.ts';
import type { Shown } from '../shared/rings.ts';
import { discloseRecord } from './disclosures.ts';
import { recordOfMedium } from './house.ts';
import type { House } from './house.ts';
import type { Implants } from './implants.ts';
import type { Meddler } from './io.ts';
import { Memories } from './memories.ts';
import { isDatum, stored } from './stores.ts';
import type { Stored, Stores } from './stores.ts';

/** Attackers inside nodes: other code on a provider's machine, an operator's hands on a storage's medium or on what memory holds. */
export class Insides implements Meddler {
  private readonly memories: Memories;
  private readonly house: House;
  private readonly stores: Stores;
  private readonly rewriters = new Map<
    number,
    {
      readonly campaign: Campaign;
      readonly rewrite: (leaving: Leaving) => Draft | undefined;
      /** When the campaign came in, ns. */
      readonly sinceNs: number;
    }
  >();

  private readonly withheld = new Map<number, Campaign>();
  /** What was read of media, by what its reader holds of it. */
  private readonly read = new WeakMap<LaidRecord, Stored>();

  private readonly implants: Implants;

  constructor(house: House, stores: Stores, implants: Implants) {
    this.house = house;
    this.stores = stores;
    this.memories = new Memories(house);
    this.implants = implants;
  }

  isInside(node: number): boolean {
    return (this.rewriters.size > 0 && this.rewriters.has(node)) || this.implants.runs(node);
  }

  rewrite(node: number, leaving: Leaving): { readonly draft: Draft; readonly label: number } | undefined {
    const inside = this.rewriters.get(node);
    if (inside === undefined) return this.implants.rewrite(node, leaving);
    const { rewrite } = inside;
    const changed = rewrite(leaving);
    if (changed === undefined) return undefined;
    inside.campaign.attempt.acts++;
    return { draft: changed, label: inside.campaign.attempt.label };
  }

  enter(campaign: Campaign, node: number, rewrite: (leaving: Leaving) => Draft | undefined): void {
    campaign.attempt.acts++;
    campaign.insides.push(node);
    this.rewriters.set(node, { campaign, rewrite, sinceNs: this.house.kernel.now });
    // To make a node say something else, other code must run on it: its hardware measures that.
    this.house.rings.changeCode(node, `${this.house.rings.measurementOf(node)} altered`);
  }

  attest(campaign: Campaign, node: number, show: Shown): void {
    campaign.attempt.acts++;
    campaign.insides.push(node);
    this.house.rings.showInstead(node, show);
  }

  readMedium(campaign: Campaign, node: number): readonly LaidRecord[] {
    campaign.attempt.acts++;
    return this.stores
      .medium(node)
      .scan('', Infinity)
      .map(([key, record]) => {
        const body = this.memories.opened(campaign, node, record);
        if (body !== null) discloseRecord(this.house, campaign.place.firstNode, node, record, campaign.attempt.label);
        const laid: LaidRecord = { key, body };
        this.read.set(laid, record);
        return laid;
      });
  }

  layDown(campaign: Campaign, node: number, key: string, laid: LaidRecord, body?: StoredBody): void {
    const { label } = campaign.attempt;
    const record = this.read.get(laid);
    if (record === undefined)
      throw new RangeError(
        `${campaign.place.attack.id} lays down a record that it has not read: hand.readMedium() gives them`,
      );
    campaign.attempt.acts++;
    const medium = this.stores.medium(node);
    const before = medium.get(key);
    const put = stored(body === undefined ? record : { ...record, body, sealed: null }, record.truth);
    put.truth.label = label;
    put.truth.flags |= body === undefined ? flagReplayed : falsified;
    medium.set(key, put);
    if (before !== undefined) recordOfMedium(this.house, 'erased', node, before, label);
    const row = recordOfMedium(this.house, 'stored', node, put, label);
    this.house.recorder.page.value[row] = isDatum(before, put.truth.origin, put.truth.counter) ? 0 : 1;
  }

  watch(campaign: Campaign, node: number, see: (held: Leaving) => void): void {
    this.memories.watch(campaign, node, see);
  }

  held(node: number, slot: number): void {
    if (this.memories.areWatched) this.memories.held(node, slot);
  }

  found(node: number, record: Stored): void {
    if (this.memories.areWatched) this.memories.found(node, record);
  }

  withhold(campaign: Campaign, node: number): void {
    campaign.attempt.acts++;
    campaign.insides.push(node);
    this.withheld.set(node, campaign);
    this.house.rings.changeCode(node, `${this.house.rings.measurementOf(node)} altered`);
  }

  guess(campaign: Campaign, node: number, one: number, other: number, how?: 'so far'): void {
    const inside = this.rewriters.get(node);
    if (inside?.campaign !== campaign)
      throw new RangeError(
        `${campaign.place.attack.id} guesses at node ${node} and is not inside: enter it with hand.inside()`,
      );
    // What is not stated costs nothing.
    if (how === undefined) campaign.attempt.acts++;
    const { recorder, kernel } = this.house;
    // Where what two platforms know comes together.
    const row = recorder.add(kernel.now, factNumber.guessed, placeNumber['RP-X'], node, other);
    recorder.page.subject[row] = one;
    recorder.page.label[row] = campaign.attempt.label;
    recorder.page.outcome[row] = how === undefined ? 0 : 1;
    recorder.page.born[row] = inside.sinceNs;
  }

  /** The attack step by which what a node erases stays on its medium; 0 where it goes. */
  withholding(node: number): number {
    return this.withheld.size === 0 ? 0 : (this.withheld.get(node)?.attempt.label ?? 0);
  }

  /** Its operator lays a node's own code down: nobody has it say something else any more. */
  clean(node: number): void {
    if (!this.rewriters.delete(node)) return;
    this.house.rings.changeCode(node, null);
  }

  /** The campaign leaves the nodes that it was in; their own code runs again. */
  leave(campaign: Campaign): void {
    this.memories.leave(campaign);
    for (const node of campaign.insides) {
      this.rewriters.delete(node);
      this.withheld.delete(node);
      this.house.rings.changeCode(node, null);
      this.house.rings.showInstead(node, null);
    }
  }
}
