import { joined } from '../../framework/figure.ts';
import type { Point, Role } from '../../framework/figure.ts';
import type { Cast, Placement, Wiring } from '../../framework/scenario.ts';
import type { LinkShape } from '../../kernel/links.ts';
import type { Nodes } from './nodes.ts';
import type { Standing } from './standing.ts';

/** What joins two nodes at a point: kind of link, control chain, and whether keys were installed beforehand. */
export interface Join {
  readonly link: LinkShape;
  readonly chain: number;
  readonly provisioned: boolean;
}

/** The cast's wires between placements, and what an outsider finds when it connects to a node at a point. */
export class Wirings {
  private readonly joins = new Map<string, Join>();
  private readonly nodes: Nodes;
  private readonly ends = new Map<string, Set<number>>();

  constructor(cast: Cast, nodes: Nodes, standing: Standing, profiles: readonly number[]) {
    this.nodes = nodes;
    const numbers = new Map(cast.placements.map((placement, index) => [placement.name, index]));
    const indexOf = (name: string, wiring: Wiring): number => {
      const index = numbers.get(name);
      if (index === undefined) throw new RangeError(`wire at ${wiring.point} names "${name}", which is not on stage`);
      return index;
    };
    for (const wiring of cast.wires) {
      const a = indexOf(wiring.from, wiring);
      const b = indexOf(wiring.to, wiring);
      const roleA = cast.placements[a]!.component.role as Role;
      const roleB = cast.placements[b]!.component.role as Role;
      if (!joined(wiring.point, roleA, roleB)) {
        throw new RangeError(`wire at ${wiring.point} joins ${roleA} and ${roleB}: the figure has no such pair there`);
      }
      const chain = standing.chainOf(wiring.point, profiles[a]!, profiles[b]!);
      const join = { link: wiring.link, chain, provisioned: wiring.channel === 'provisioned' };
      this.joins.set(`${wiring.point} ${a} ${b}`, join);
      this.joins.set(`${wiring.point} ${b} ${a}`, join);
      this.end(wiring.point, a).add(b);
      this.end(wiring.point, b).add(a);
      // Whoever comes from outside meets the same controls, and nobody has installed keys in it.
      const outside = { ...join, provisioned: false };
      if (!this.joins.has(`${wiring.point} outside ${b}`)) this.joins.set(`${wiring.point} outside ${b}`, outside);
      if (!this.joins.has(`${wiring.point} outside ${a}`)) this.joins.set(`${wiring.point} outside ${a}`, outside);
    }
  }

  /** Placements of a role to which a placement has a wire at a point. */
  reach(point: Point, placement: number, role: Role): readonly Placement[] {
    const { placements } = this.nodes;
    return [...this.end(point, placement)]
      .map((end) => placements[end]!)
      .filter(({ component }) => (component.role as Role) === role);
  }

  private end(point: Point, placement: number): Set<number> {
    const key = `${point} ${placement}`;
    const known = this.ends.get(key) ?? new Set();
    this.ends.set(key, known);
    return known;
  }

  /** Throws where the cast has no wire between the two at this point. */
  between(point: Point, from: number, to: number): Join {
    const name = (node: number): string => (this.nodes.isHonest(node) ? String(this.nodes.placement(node)) : 'outside');
    const a = name(from);
    const b = name(to);
    const key =
      a === 'outside' ? `${point} outside ${b}` : b === 'outside' ? `${point} outside ${a}` : `${point} ${a} ${b}`;
    const join = this.joins.get(key);
    if (join === undefined) {
      const placed = (node: number): string =>
        this.nodes.isHonest(node) ? this.nodes.placed(node).name : 'an outsider';
      throw new RangeError(`no wire at ${point} between ${placed(from)} and ${placed(to)}: add it to the cast's wires`);
    }
    return join;
  }
}
