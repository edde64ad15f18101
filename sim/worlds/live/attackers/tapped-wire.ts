import type { Wire } from '../../../framework/attack.ts';
import { readPreamble } from '../preamble.ts';
import type { Way } from '../proxy/units.ts';
import type { Passing, WireLink, WireRuling } from '../proxy/wire-hand.ts';
import { WireProxies } from '../proxy/wire-proxies.ts';
import type { Route, Routes } from '../routes.ts';

/** What somebody on a wire has learnt of a connection that passes. */
export interface TappedLink {
  readonly link: WireLink;
  /** The node that called. */
  readonly caller: number;
  /** Number that both ends know it by, from the door's answer in clear; 0 before. */
  id: number;
  readonly sinceMillis: number;
}

/** The way on a connection that a wire's messages take, from its sender to its receiver. */
export const wayOf = ({ from }: Wire, { caller }: TappedLink): Way => (caller === from ? 'there' : 'back');

/** Whether two wires are one, seen from its ends. */
export const isOneWire = (a: Wire, b: Wire): boolean =>
  a.point === b.point && ((a.from === b.from && a.to === b.to) || (a.from === b.to && a.to === b.from));

/** Told of what passes on a tapped wire. */
export type Watch = (passing: Passing, tapped: TappedLink) => WireRuling;

/**
 * A wire, whichever way its messages go, with an attacker's proxy in it, one for calls in each direction. From the ends it looks like the wire; it has the links
 * in the order in which they came.
 */
export class TappedWire {
  readonly wire: Wire;
  private readonly proxies: WireProxies;
  private readonly tapped = new Map<WireLink, TappedLink>();

  /** `watch` hears of every unit but those that open a connection. */
  constructor(wire: Wire, watch: Watch) {
    this.wire = wire;
    this.proxies = new WireProxies(wire);
    this.proxies.there.put({ see: (passing) => this.see(passing, wire.from, watch) });
    this.proxies.back.put({ see: (passing) => this.see(passing, wire.to, watch) });
  }

  /** Begins to listen; the routes on which calls come by here. */
  listen(): Promise<readonly Route[]> {
    return this.proxies.listen();
  }

  /** Where the nodes at its ends really are. */
  leadTo(routes: Routes): void {
    this.proxies.leadTo(routes);
  }

  /** The newest connection on it whose number is known; undefined where none stands. */
  newest(): TappedLink | undefined {
    for (const link of [...this.tapped.keys()].toReversed()) {
      const found = this.tapped.get(link)!;
      if (this.proxies.both.some((proxy) => (proxy.links as ReadonlySet<WireLink>).has(link)) && found.id !== 0)
        return found;
    }
    return undefined;
  }

  async close(): Promise<void> {
    await this.proxies.close();
  }

  private see(passing: Passing, caller: number, watch: Watch): WireRuling {
    const { link, unit } = passing;
    let tapped = this.tapped.get(link);
    if (tapped === undefined) {
      this.forgetGone();
      this.tapped.set(link, (tapped = { link, caller, id: 0, sinceMillis: performance.now() }));
    }
    if (unit.kind === 'preamble') {
      const packet = readPreamble(unit.bytes);
      if (packet?.kind === 'go') tapped.id = packet.link;
      return 'pass';
    }
    return watch(passing, tapped);
  }

  private forgetGone(): void {
    for (const link of this.tapped.keys()) {
      if (!this.proxies.both.some((proxy) => (proxy.links as ReadonlySet<WireLink>).has(link)))
        this.tapped.delete(link);
    }
  }
}
