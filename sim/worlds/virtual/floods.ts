import type { Point } from '../../framework/figure.ts';
import { spoofedAddresses } from '../shared/campaign.ts';
import type { Campaign } from '../shared/campaign.ts';
import type { Channels } from './channels.ts';
import type { House } from './house.ts';
import type { Openings } from './openings.ts';

interface Flood {
  readonly campaign: Campaign;
  readonly session: number;
  readonly gapNs: number;
  readonly untilNs: number;
  readonly spoofed: boolean;
}

/** First packets of handshakes, evenly spaced, until the time or the campaign is over. */
export class Floods {
  private readonly house: House;
  private readonly channels: Channels;
  private readonly openings: Openings;
  private readonly onFlood: number;
  private readonly floods: Flood[] = [];

  constructor(house: House, channels: Channels, openings: Openings) {
    this.house = house;
    this.channels = channels;
    this.openings = openings;
    this.onFlood = house.kernel.on((index) => this.floodOne(index));
  }

  flood(
    campaign: Campaign,
    door: { node: number; point: Point },
    perSecond: number,
    forNs: number,
    source: 'spoofed' | 'own',
  ): void {
    const { kernel } = this.house;
    const session = this.channels.session(door.point, campaign.place.firstNode, door.node);
    const index =
      this.floods.push({
        campaign,
        session,
        gapNs: Math.max(1, Math.round(1e9 / perSecond)),
        untilNs: kernel.now + forNs,
        spoofed: source === 'spoofed',
      }) - 1;
    kernel.at(kernel.now, this.onFlood, index);
  }

  private floodOne(index: number): void {
    const flood = this.floods[index]!;
    const { kernel, nodes } = this.house;
    if (flood.campaign.over || kernel.now >= flood.untilNs) return;
    const { attempt, place } = flood.campaign;
    attempt.acts++;
    const source = flood.spoofed
      ? nodes.count - spoofedAddresses + place.random.below(spoofedAddresses)
      : place.firstNode;
    this.openings.floodHello(flood.session, source, attempt.label);
    kernel.after(flood.gapNs, this.onFlood, index);
  }
}
