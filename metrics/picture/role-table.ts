import { roles } from '../../sim/framework/figure.ts';
import type { RunFrame } from '../../sim/framework/metric.ts';

/** Number that stands for no role: attackers' own addresses, and the absence of a node. */
export const noRole = roles.length;

const mixed = 255;

/**
 * Roles of nodes by number. Neighbours mostly share theirs (a population is numbered in one go), so 256 nodes take one
 * byte that stays in the nearest cache, and only mixed ones are looked up singly.
 */
export class RoleTable {
  private readonly single: Uint8Array;
  private readonly shared: Uint8Array;

  constructor(run: RunFrame) {
    const numbers = new Map<string, number>(roles.map((role, number) => [role, number]));
    this.single = new Uint8Array(run.nodes);
    for (let node = 0; node < run.nodes; node++) this.single[node] = numbers.get(run.roleOf(node)) ?? noRole;
    this.shared = new Uint8Array(Math.ceil(run.nodes / 256));
    for (let group = 0; group < this.shared.length; group++) {
      const nodes = this.single.subarray(group * 256, group * 256 + 256);
      const full = nodes.length === 256;
      this.shared[group] = full && nodes.every((role) => role === nodes[0]) ? nodes[0]! : mixed;
    }
  }

  /** Number of a node's role, `noRole` for numbers that no node of the cast has. */
  of(node: number): number {
    if (node < 0 || node >= this.single.length) return noRole;
    const role = this.shared[node >>> 8]!;
    return role === mixed ? this.single[node]! : role;
  }
}
