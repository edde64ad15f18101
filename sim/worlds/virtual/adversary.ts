import type { KeyRing } from '../../framework/control.ts';
import { Campaigns } from '../shared/campaigns.ts';
import type { CampaignPlan } from '../shared/campaigns.ts';
import type { Labels } from '../shared/labels.ts';
import type { Ring } from '../shared/ring.ts';
import type { Channels } from './channels.ts';
import type { Corridor, Interceptor } from './corridor.ts';
import { Floods } from './floods.ts';
import type { House } from './house.ts';
import type { Deeds } from './deeds.ts';
import { Implants } from './implants.ts';
import { Insides } from './insides.ts';
import { Lines } from './lines.ts';
import type { Openings } from './openings.ts';
import type { Stores } from './stores.ts';
import { Taps } from './taps.ts';

/** The attackers of a virtual run: on wires, at lines of their own, inside nodes. */
export class Adversary implements Interceptor {
  readonly insides: Insides;
  readonly implants: Implants;
  private readonly taps: Taps;
  private readonly lines: Lines;

  constructor(
    parts: {
      readonly house: House;
      readonly corridor: Corridor;
      readonly channels: Channels;
      readonly openings: Openings;
      readonly labels: Labels;
      readonly stores: Stores;
      readonly deeds: Deeds;
      readonly copies: ReadonlyMap<string, Ring>;
    },
    plan: CampaignPlan,
    seed: number,
    untilNs: number,
  ) {
    const { house, corridor, channels, openings, labels, copies } = parts;
    const { kernel, cast, nodes } = house;
    this.implants = new Implants(parts, (campaign) => campaigns.rouse(campaign));
    this.insides = new Insides(house, parts.stores, this.implants);
    this.taps = new Taps(house, corridor, channels, openings.packets);
    this.lines = new Lines(house, corridor, channels, openings, (campaign) => campaigns.resume(campaign));
    const { taps, lines, insides, implants } = this;
    const ground = { kernel, stage: cast.stage, labels, firstNode: nodes.honest, copies, seed, untilNs };
    const floods = new Floods(house, channels, openings);
    const campaigns = new Campaigns(ground, plan, { taps, lines, insides, implants, floods });
  }

  /** The operator of a node lays its own code down anew: no attacker's runs there any more. */
  clean(node: number): void {
    this.implants.clean(node);
    this.insides.clean(node);
  }

  claimOf(node: number): number {
    return this.lines.claimOf(node);
  }

  ringOf(node: number): KeyRing {
    return this.lines.ringOf(node);
  }

  passing(session: number, slot: number): number {
    return this.taps.passing(session, slot);
  }

  caught(slot: number): void {
    this.lines.caught(slot);
  }
}
