import type { Point } from '../../framework/figure.ts';

/** A wire that goes by a port of its own: whoever listens there is on the path of calls from one node to another. */
export interface Route {
  readonly point: Point;
  readonly from: number;
  readonly to: number;
  /** On the loopback. */
  readonly port: number;
}

/** Where nodes are reached: at the port of their process, unless a wire goes another way. */
export class Routes {
  private readonly portOf: (node: number) => number;
  private readonly byWire: ReadonlyMap<string, number>;

  constructor(portOf: (node: number) => number, routes: readonly Route[]) {
    this.portOf = portOf;
    this.byWire = new Map(routes.map(({ point, from, to, port }) => [wireName(point, from, to), port]));
  }

  /** The port at which `to` is reached by a call from `from` at a point. */
  port(point: Point, from: number, to: number): number {
    return this.byWire.get(wireName(point, from, to)) ?? this.portOf(to);
  }
}

const wireName = (point: Point, from: number, to: number): string => `${point} ${from} ${to}`;
