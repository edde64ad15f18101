import type { Wire } from '../../../framework/attack.ts';
import { preambleLength } from '../preamble.ts';
import type { Route, Routes } from '../routes.ts';
import { LinkProxy } from './link-proxy.ts';

/** A wire that goes through this process: a proxy for calls from each of its ends to the other, as the ends would call. */
export class WireProxies {
  readonly wire: Wire;
  /** For calls from the wire's sender. */
  readonly there: LinkProxy;
  /** For calls from its receiver. */
  readonly back: LinkProxy;
  private routes: Routes | null = null;

  constructor(wire: Wire) {
    this.wire = wire;
    this.there = this.proxyTo(wire.from, wire.to);
    this.back = this.proxyTo(wire.to, wire.from);
  }

  get both(): readonly [LinkProxy, LinkProxy] {
    return [this.there, this.back];
  }

  /** Begins to listen; the routes on which calls come by here. */
  async listen(): Promise<readonly Route[]> {
    const { point, from, to } = this.wire;
    return [
      { point, from, to, port: await this.there.listen() },
      { point, from: to, to: from, port: await this.back.listen() },
    ];
  }

  /** Where the nodes at its ends are reached from here. */
  leadTo(routes: Routes): void {
    this.routes = routes;
  }

  async close(): Promise<void> {
    await Promise.all(this.both.map((proxy) => proxy.close()));
  }

  private proxyTo(from: number, to: number): LinkProxy {
    const port = (): number => this.routes?.port(this.wire.point, from, to) ?? 0;
    const target = {
      host: '127.0.0.1',
      get port(): number {
        return port();
      },
    };
    return new LinkProxy({ target, preambleLength });
  }
}
