import type { CostTables } from '../../framework/costs.ts';
import type { Cast, Placement } from '../../framework/scenario.ts';
import { StreamTable } from '../../kernel/stream.ts';
import { priceList } from './prices.ts';
import type { PriceList } from './prices.ts';

// A node is 32 bytes, half a line of cache: two doubles, then words.
const doubles = 4;
const ints = 8;
const messagesAt = 0;
const dataAt = 1;
const placementAt = 4;
const lifeAt = 5;
const lastSessionAt = 6;
const halfOpenAt = 7;

/** Placement number of nodes that are not of the cast. */
const outsiders = -1;

/** Every node of a run by node number: the cast's own, and after them those of attackers. */
export class Nodes {
  /** Honest nodes; attackers' nodes have numbers from here on. */
  readonly honest: number;
  readonly count: number;
  readonly placements: readonly Placement[];
  /** States by placement. */
  readonly states: unknown[];
  /** First cell row of each placement in the world's cell table. */
  readonly firstCell: number[] = [];
  readonly cells: number;
  private readonly numbers: Float64Array;
  private readonly words: Int32Array;
  readonly own: StreamTable;
  readonly link: StreamTable;
  readonly control: StreamTable;
  readonly prices: readonly PriceList[];
  /** What work takes on a machine of attackers': a server's. */
  readonly attackersPrices: PriceList;

  constructor(cast: Cast, attackers: number, seed: number | string, costs: CostTables) {
    this.placements = cast.placements;
    this.honest = cast.placements.reduce((most, one) => Math.max(most, one.first + one.count), 0);
    this.count = this.honest + attackers;
    this.numbers = new Float64Array(this.count * doubles);
    this.words = new Int32Array(this.numbers.buffer);
    for (let node = 0; node < this.count; node++) {
      this.words[node * ints + placementAt] = outsiders;
      this.words[node * ints + lastSessionAt] = -1;
    }
    let cells = 0;
    cast.placements.forEach((one, index) => {
      for (let node = one.first; node < one.first + one.count; node++) this.words[node * ints + placementAt] = index;
      this.firstCell.push(cells);
      cells += one.cells * one.count;
    });
    this.cells = cells;
    this.states = cast.placements.map((one) => one.component.state(one.count));
    const all = { first: 0, count: this.count };
    this.own = new StreamTable(seed, all, 'component');
    this.link = new StreamTable(seed, all, 'link');
    this.control = new StreamTable(seed, all, 'control');
    this.attackersPrices = priceList(costs.server);
    this.prices = cast.placements.map((one) => priceList(costs[one.device]));
  }

  /** Number of a node's placement; -1 for an attacker's. */
  placement(node: number): number {
    return this.words[node * ints + placementAt]!;
  }

  /** The placement of an honest node. */
  placed(node: number): Placement {
    return this.placements[this.placement(node)]!;
  }

  /** Number of the node's next message. */
  nextMessage(node: number): number {
    return (this.numbers[node * doubles + messagesAt]! += 1);
  }

  /** Messages of all nodes are numbered from here on. */
  numberFrom(number: number): void {
    for (let node = 0; node < this.count; node++) this.numbers[node * doubles + messagesAt] = number;
  }

  /** Messages that the node has made so far. */
  messages(node: number): number {
    return this.numbers[node * doubles + messagesAt]!;
  }

  /** Counter of the next datum that is born at the node. */
  nextDatum(node: number): number {
    return (this.numbers[node * doubles + dataAt]! += 1);
  }

  /** How often it was restarted; timers of an earlier life are void. */
  life(node: number): number {
    return this.words[node * ints + lifeAt]! >> 1;
  }

  isDown(node: number): boolean {
    return (this.words[node * ints + lifeAt]! & 1) === 1;
  }

  /** The node goes down: its life ends. Lives count to 2^15 and begin again. */
  goDown(node: number): void {
    this.words[node * ints + lifeAt] = (((this.life(node) + 1) & 0x7fff) << 1) | 1;
  }

  comeUp(node: number): void {
    this.words[node * ints + lifeAt]! &= ~1;
  }

  /** The session in which the node spoke last, -1 for none. */
  lastSession(node: number): number {
    return this.words[node * ints + lastSessionAt]!;
  }

  setLastSession(node: number, session: number): void {
    this.words[node * ints + lastSessionAt] = session;
  }

  /** Half-open handshakes at the node. */
  halfOpen(node: number): number {
    return this.words[node * ints + halfOpenAt]!;
  }

  countHalfOpen(node: number, change: 1 | -1): void {
    this.words[node * ints + halfOpenAt]! += change;
  }

  isHonest(node: number): boolean {
    return node < this.honest;
  }
}

/** Placements in the order of their node numbers. */
export const byFirst = (cast: Cast): readonly Placement[] => cast.placements.toSorted((a, b) => a.first - b.first);
