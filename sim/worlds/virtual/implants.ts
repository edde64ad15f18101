import type { Implant, Leaving } from '../../framework/attack.ts';
import { factNumber, falsified, flagForged } from '../../framework/fact.ts';
import { placeNumber } from '../../framework/figure.ts';
import type { Point, Role } from '../../framework/figure.ts';
import type { Draft, Message } from '../../framework/message.ts';
import type { Image } from '../../framework/messages/maintenance.ts';
import type { Campaign } from '../shared/campaign.ts';
import type { Labels } from '../shared/labels.ts';
import type { Lineage } from '../shared/lineage.ts';
import type { Channels } from './channels.ts';
import type { Corridor } from './corridor.ts';
import type { Deeds } from './deeds.ts';
import { draftSlot } from './hostile-drafts.ts';
import type { House } from './house.ts';

/** Code of one attempt, and where it runs. */
interface Outbreak {
  readonly campaign: Campaign;
  readonly implant: Implant;
  readonly taken: number[];
}

/** What lies in the flash of a node whose code an attacker has made. */
interface Flashed {
  readonly image: Image;
  readonly from: number;
  /** The step that it descends from. */
  readonly label: number;
}

/** The rooms of the world that implants lead through. */
export interface ImplantRooms {
  readonly house: House;
  readonly corridor: Corridor;
  readonly channels: Channels;
  readonly deeds: Deeds;
  readonly labels: Labels;
}

/**
 * Code of attackers in nodes: brought into the first one by the hand that controls it, and into others by images that they run. There
 * is state for those nodes only.
 */
export class Implants {
  private readonly house: House;
  private readonly corridor: Corridor;
  private readonly channels: Channels;
  private readonly deeds: Deeds;
  private readonly labels: Labels;
  /** By place of the attempt. */
  private readonly outbreaks = new Map<number, Outbreak>();
  private readonly running = new Map<number, Outbreak>();
  private readonly flash = new Map<number, Flashed>();
  private readonly onTaken: number;

  /** `goOn` lets a campaign go on whose code has come to another node. */
  constructor({ house, corridor, channels, deeds, labels }: ImplantRooms, goOn: (campaign: Campaign) => void) {
    this.house = house;
    this.corridor = corridor;
    this.channels = channels;
    this.deeds = deeds;
    this.labels = labels;
    // Not under the hands of the node that takes it.
    this.onTaken = house.kernel.on((attempt) => {
      const outbreak = this.outbreaks.get(attempt);
      if (outbreak !== undefined) goOn(outbreak.campaign);
    });
  }

  implant(campaign: Campaign, node: number, implant: Implant): void {
    campaign.attempt.acts++;
    const outbreak = { campaign, implant, taken: [node] };
    this.outbreaks.set(campaign.attempt.index, outbreak);
    this.running.set(node, outbreak);
    const code = `${this.house.rings.measurementOf(node)} altered`;
    this.house.rings.changeCode(node, code);
    // It was there before the run, and nobody has asked for a signature then.
    const image = { code, version: 0, length: 0, signature: null };
    this.flash.set(node, { image, from: -1, label: campaign.attempt.label });
  }

  taken(campaign: Campaign): readonly number[] {
    return this.outbreaks.get(campaign.attempt.index)?.taken ?? [];
  }

  runsIn(campaign: Campaign, node: number): boolean {
    return this.running.get(node)?.campaign === campaign;
  }

  /** Whether code of an attacker's runs in a node. */
  runs(node: number): boolean {
    return this.running.has(node);
  }

  rewrite(node: number, leaving: Leaving): { readonly draft: Draft; readonly label: number } | undefined {
    const outbreak = this.running.get(node);
    const draft = outbreak?.implant.rewrite?.(node, leaving);
    if (outbreak === undefined || draft === undefined) return undefined;
    const { attempt } = outbreak.campaign;
    attempt.acts++;
    return { draft, label: attempt.label };
  }

  scan(campaign: Campaign, node: number, point: Point, role: Role): number {
    this.check(campaign, node);
    return this.channels.addressByLot(point, node, role, campaign.place.random);
  }

  speak(campaign: Campaign, node: number, point: Point, to: number, draft: Draft): number {
    this.check(campaign, node);
    const { nodes, slots, machines } = this.house;
    if (nodes.isDown(node)) return 0;
    campaign.attempt.acts++;
    const session = this.channels.session(point, node, to);
    const slot = draftSlot(this.house, campaign, { session, from: node, draft, flag: flagForged });
    const number = nodes.nextMessage(node);
    slots.envelopes[slot]!.number = number;
    slots.truth.label[slot] = campaign.attempt.label;
    // The node works for what it says, whoever has it say so; a handler that runs meanwhile pays for its own words only.
    const { outlayNs } = this.corridor;
    this.corridor.outlayNs = 0;
    this.corridor.send(session, slot);
    machines.owe(node, this.corridor.outlayNs);
    this.corridor.outlayNs = outlayNs;
    return number;
  }

  /** A message came to a node. */
  heard(node: number, message: Message): void {
    if (this.running.size === 0) return;
    const outbreak = this.running.get(node);
    outbreak?.implant.heard?.(node, message);
  }

  /**
   * A node is to run other code from now on, which it got with this lineage. Where an attacker's code runs, that decides about updates,
   * and takes none.
   */
  boot(node: number, from: number, image: Image, { label, flags }: Lineage): boolean {
    if (this.running.has(node)) return false;
    this.flash.delete(node);
    this.house.rings.changeCode(node, image.code);
    if ((flags & falsified) === 0) return true;
    this.flash.set(node, { image, from, label });
    const outbreak = this.outbreaks.get(this.labels.attemptOf(label));
    if (outbreak === undefined || outbreak.campaign.over) return true;
    this.running.set(node, outbreak);
    outbreak.taken.push(node);
    this.labels.stand(outbreak.campaign.attempt, { footing: 'inside', node, other: -1 });
    this.house.kernel.at(this.house.kernel.now, this.onTaken, outbreak.campaign.attempt.index);
    return true;
  }

  /** A node starts anew, with what lies in its flash, if it may. */
  start(node: number): void {
    const held = this.flash.get(node);
    if (held !== undefined && !this.deeds.mayStart(node, held)) this.restore(node);
  }

  /** Its operator lays a node's own code down: no other is in its flash, and none runs. */
  clean(node: number): void {
    if (this.running.has(node) || this.flash.has(node)) this.restore(node);
  }

  /** The campaign takes its code away. */
  leave(campaign: Campaign): void {
    const outbreak = this.outbreaks.get(campaign.attempt.index);
    if (outbreak === undefined) return;
    for (const node of outbreak.taken.splice(0)) this.restore(node);
    this.outbreaks.delete(campaign.attempt.index);
  }

  /** The maker's code runs again. */
  private restore(node: number): void {
    const { recorder, kernel, rings } = this.house;
    this.drop(node);
    this.flash.delete(node);
    rings.changeCode(node, null);
    const row = recorder.add(kernel.now, factNumber.booted, placeNumber['act'], node, -1);
    recorder.page.subject[row] = node;
  }

  private check(campaign: Campaign, node: number): void {
    if (this.runsIn(campaign, node)) return;
    throw new RangeError(`${campaign.place.attack.id} acts from node ${node}, in which no code of it runs`);
  }

  private drop(node: number): void {
    const outbreak = this.running.get(node);
    if (outbreak === undefined) return;
    this.running.delete(node);
    const place = outbreak.taken.indexOf(node);
    if (place >= 0) outbreak.taken.splice(place, 1);
  }
}
