import type { Leaving } from '../../framework/attack.ts';
import { factNumber } from '../../framework/fact.ts';
import { placeNumber } from '../../framework/figure.ts';
import type { Draft } from '../../framework/message.ts';
import type { StoredBody } from '../../framework/stored.ts';
import type { Campaign } from '../shared/campaign.ts';
import { discloseRecord } from './disclosures.ts';
import type { House } from './house.ts';
import type { Implants } from './implants.ts';
import type { Meddler } from './io.ts';
import type { Stores } from './stores.ts';

/** Attackers inside nodes: other code on a provider's machine, an operator's hands on a storage's medium. */
export class Insides implements Meddler {
  private readonly house: House;
  private readonly stores: Stores;
  private readonly rewriters = new Map<
    number,
    { readonly campaign: Campaign; readonly rewrite: (leaving: Leaving) => Draft | undefined }
  >();

  private readonly withheld = new Map<number, Campaign>();

  private readonly implants: Implants;

  constructor(house: House, stores: Stores, implants: Implants) {
    this.house = house;
    this.stores = stores;
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
    this.rewriters.set(node, { campaign, rewrite });
    // To make a node say something else, other code must run on it: its hardware measures that.
    this.house.rings.changeCode(node, `${this.house.rings.measurementOf(node)} altered`);
  }

  readMedium(campaign: Campaign, node: number): readonly StoredBody[] {
    campaign.attempt.acts++;
    const read: StoredBody[] = [];
    for (const record of this.stores.medium(node).scan('', Infinity)) {
      if (record.body === null) continue;
      read.push(record.body as StoredBody);
      discloseRecord(this.house, campaign.place.firstNode, node, record, campaign.attempt.label);
    }
    return read;
  }

  withhold(campaign: Campaign, node: number): void {
    campaign.attempt.acts++;
    campaign.insides.push(node);
    this.withheld.set(node, campaign);
    this.house.rings.changeCode(node, `${this.house.rings.measurementOf(node)} altered`);
  }

  guess(campaign: Campaign, node: number, one: number, other: number): void {
    if (this.rewriters.get(node)?.campaign !== campaign)
      throw new RangeError(
        `${campaign.place.attack.id} guesses at node ${node} and is not inside: enter it with hand.inside()`,
      );
    campaign.attempt.acts++;
    const { recorder, kernel } = this.house;
    // Where what two platforms know comes together.
    const row = recorder.add(kernel.now, factNumber.guessed, placeNumber['RP-X'], node, other);
    recorder.page.subject[row] = one;
    recorder.page.label[row] = campaign.attempt.label;
  }

  /** The attack step by which what a node erases stays on its medium; 0 where it goes. */
  withholding(node: number): number {
    return this.withheld.size === 0 ? 0 : (this.withheld.get(node)?.attempt.label ?? 0);
  }

  /** The campaign leaves the nodes that it was in; their own code runs again. */
  leave(campaign: Campaign): void {
    for (const node of campaign.insides) {
      this.rewriters.delete(node);
      this.withheld.delete(node);
      this.house.rings.changeCode(node, null);
    }
  }
}
