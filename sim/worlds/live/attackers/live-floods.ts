import { placeNumber } from '../../../framework/figure.ts';
import { connect } from 'node:net';
import type { Socket } from 'node:net';
import type { Point } from '../../../framework/figure.ts';
import { spoofedAddresses } from '../../shared/campaign.ts';
import type { Campaign } from '../../shared/campaign.ts';
import { OfferSheet } from '../../shared/handshake.ts';
import { freshLink } from '../call.ts';
import type { LiveHouse } from '../live-house.ts';
import { Flights } from '../offer-wire.ts';
import { preamble } from '../preamble.ts';

/** Connections that a flood holds open at a time; the oldest is let go for the next (assumption: what a process may have open). */
const mostHeld = 3_000;
/** Time between two bursts of a flood, ns: what a timer of the machine can keep. */
const burstNs = 5_000_000;

/** Floods of real connections: each knocks once and never goes on; what a door sends back goes to an address that is not theirs. */
export class LiveFloods {
  private readonly house: LiveHouse;
  private readonly flights: Flights;
  private readonly onBurst: number;
  private readonly bursts: (() => void)[] = [];
  private readonly held = new Set<Socket>();

  constructor(house: LiveHouse) {
    this.house = house;
    this.flights = new Flights(house.suite);
    this.onBurst = house.kernel.on((index) => this.bursts[index]!());
  }

  flood(
    campaign: Campaign,
    door: { readonly node: number; readonly point: Point },
    perSecond: number,
    forNs: number,
    source: 'spoofed' | 'own',
  ): void {
    const { kernel } = this.house;
    const startNs = kernel.now;
    let sent = 0;
    const index = this.bursts.length;
    this.bursts.push(() => {
      if (campaign.over || kernel.now - startNs >= forNs) return;
      // However late a burst is, no more leaves than is due by now.
      const due = Math.ceil(((kernel.now - startNs) * perSecond) / 1e9) + 1;
      for (; sent < due; sent++) this.knock(campaign, door, source);
      kernel.after(burstNs, this.onBurst, index);
    });
    kernel.at(startNs, this.onBurst, index);
  }

  /** Lets go of every connection. */
  close(): void {
    for (const socket of this.held) socket.destroy();
  }

  private knock(
    campaign: Campaign,
    { node, point }: { readonly node: number; readonly point: Point },
    source: 'spoofed' | 'own',
  ): void {
    const { nodes, routes, truth } = this.house;
    const { attempt, place } = campaign;
    attempt.acts++;
    const spoofed = nodes.count - spoofedAddresses + place.random.below(spoofedAddresses);
    const from = source === 'spoofed' ? spoofed : place.firstNode;
    const link = freshLink();
    truth.tell('hostileLink', link, attempt.label);
    const socket = connect({ host: '127.0.0.1', port: routes.port(point, from, node), noDelay: true });
    this.hold(socket);
    const offer = this.flights.write(new OfferSheet(), {});
    const packet = { kind: 'knock', point: placeNumber[point], from, source: from, to: node, link, offer } as const;
    socket.write(preamble({ ...packet, cookie: new Uint8Array(0) }));
  }

  private hold(socket: Socket): void {
    this.held.add(socket);
    if (this.held.size > mostHeld) {
      const oldest = this.held.values().next().value!;
      this.held.delete(oldest);
      oldest.destroy();
    }
    socket.on('error', () => socket.destroy());
    socket.once('close', () => this.held.delete(socket));
    // Nothing that comes back is for who sits here.
    socket.resume();
  }
}
