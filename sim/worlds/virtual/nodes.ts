import type { CostTable, CostTables } from '../../framework/costs.ts';
import type { Role } from '../../framework/figure.ts';
import type { Cast, Placement } from '../../framework/scenario.ts';
import { StreamTable } from '../../kernel/stream.ts';

/** Every node of a run in columns by node number: the cast's own, and after them those of attackers. */
export class Nodes {
  /** Honest nodes; attackers' nodes have numbers from here on. */
  readonly honest: number;
  readonly count: number;
  readonly placements: readonly Placement[];
  /** Placement of a node, by number. */
  readonly placement: Uint16Array;
  /** States by placement. */
  readonly states: unknown[];
  /** First cell row of each placement in the world's cell table. */
  readonly firstCell: number[] = [];
  readonly cells: number;
  /** Messages and data that a node has made so far. */
  readonly messages: Float64Array;
  readonly data: Float64Array;
  /** How often it was restarted; timers of an earlier life are void. */
  readonly life: Uint16Array;
  readonly down: Uint8Array;
  /** Half-open handshakes. */
  readonly halfOpen: Int32Array;
  readonly own: StreamTable;
  readonly link: StreamTable;
  readonly control: StreamTable;
  readonly costs: readonly CostTable[];

  constructor(cast: Cast, attackers: number, seed: number, costs: CostTables) {
    this.placements = cast.placements;
    this.honest = cast.placements.reduce((most, one) => Math.max(most, one.first + one.count), 0);
    this.count = this.honest + attackers;
    this.placement = new Uint16Array(this.count).fill(0xffff);
    let cells = 0;
    cast.placements.forEach((one, index) => {
      this.placement.fill(index, one.first, one.first + one.count);
      this.firstCell.push(cells);
      cells += one.cells * one.count;
    });
    if (cast.placements.length >= 0xffff) throw new RangeError(`${cast.placements.length} placements: at most 65 534`);
    this.cells = cells;
    this.states = cast.placements.map((one) => one.component.state(one.count));
    this.messages = new Float64Array(this.count);
    this.data = new Float64Array(this.count);
    this.life = new Uint16Array(this.count);
    this.down = new Uint8Array(this.count);
    this.halfOpen = new Int32Array(this.count);
    const all = { first: 0, count: this.count };
    this.own = new StreamTable(seed, all, 'component');
    this.link = new StreamTable(seed, all, 'link');
    this.control = new StreamTable(seed, all, 'control');
    this.costs = cast.placements.map((one) => costs[one.device]);
  }

  /** The placement of an honest node. */
  placed(node: number): Placement {
    return this.placements[this.placement[node]!]!;
  }

  isHonest(node: number): boolean {
    return node < this.honest;
  }

  role(node: number): Role {
    return this.isHonest(node) ? (this.placed(node).component.role as Role) : 'person';
  }

  party(node: number): string {
    return this.isHonest(node) ? this.placed(node).party : 'outside';
  }
}
