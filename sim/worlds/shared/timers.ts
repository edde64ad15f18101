import type { StoredDatum } from '../../framework/stored.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import type { Lane } from '../../kernel/lane.ts';
import { Lineage } from './lineage.ts';
import type { Nodes } from './nodes.ts';

/** What a timer or ticket calls when its time has come. */
export interface Alarmed {
  woken(node: number, timer: number, argument: number): void;
  stored(node: number, ticket: number, done: 0 | 1, truth: Lineage): void;
  loaded(node: number, ticket: number, records: readonly StoredDatum[], truth: Lineage): void;
}

interface Pending {
  node: number;
  life: number;
  timer: number;
  argument: number;
  what: 'timer' | 'stored' | 'loaded';
  done: 0 | 1;
  records: readonly StoredDatum[];
  readonly truth: Lineage;
}

const noRecords: readonly StoredDatum[] = [];

/**
 * Timers and storage tickets of all nodes. A timer without an argument is one lane entry: a million periodic things
 * cost the agenda one entry for each placement. Timers of a life that a restart ended are void.
 */
export class Timers {
  private readonly kernel: Kernel;
  private readonly nodes: Nodes;
  private readonly hand: Lineage;
  private readonly lanes: Lane[];
  private readonly pending: Pending[] = [];
  private readonly free: number[] = [];
  private readonly onPending: number;
  private tickets = 0;
  alarmed!: Alarmed;

  constructor(kernel: Kernel, nodes: Nodes, hand: Lineage) {
    this.kernel = kernel;
    this.nodes = nodes;
    this.hand = hand;
    const onTimer = kernel.on((node, packed) => this.ring(node, packed));
    this.lanes = nodes.placements.map(() => kernel.lane(onTimer));
    this.onPending = kernel.on((index) => this.fire(index));
  }

  /** Throws a RangeError for a timer outside 0..255: a lane entry has a byte for it. */
  set(node: number, timer: number, delayNs: number, argument: number): void {
    if ((timer & 0xff) !== timer)
      throw new RangeError(`timer ${timer} of ${this.nodes.placements[this.nodes.placement(node)]!.name}: 0 to 255`);
    const { kernel, nodes } = this;
    const timeNs = kernel.now + Math.max(0, Math.round(delayNs));
    const life = nodes.life(node);
    if (argument === 0) {
      this.lanes[nodes.placement(node)]!.at(timeNs, node, (life << 8) | timer);
      return;
    }
    const index = this.take(node, 'timer');
    const pending = this.pending[index]!;
    pending.timer = timer;
    pending.argument = argument;
    kernel.at(timeNs, this.onPending, index);
  }

  /** A write that will be durable (or has failed) after a delay. */
  ticket(node: number, what: 'stored', delayNs: number, done: 0 | 1): number {
    const index = this.take(node, what);
    const pending = this.pending[index]!;
    pending.argument = ++this.tickets;
    pending.done = done;
    Object.assign(pending.truth, this.hand);
    this.kernel.after(delayNs, this.onPending, index);
    return this.tickets;
  }

  /** Records that will have been found after a delay. What is said then descends from all of them. */
  load(
    node: number,
    delayNs: number,
    records: readonly StoredDatum[],
    sources: readonly { readonly truth: Lineage }[],
  ): number {
    const index = this.take(node, 'loaded');
    const pending = this.pending[index]!;
    pending.argument = ++this.tickets;
    pending.records = records;
    const { truth } = pending;
    Object.assign(truth, this.hand);
    for (const source of sources) {
      if (truth.label === 0) truth.label = source.truth.label;
      truth.flags |= source.truth.flags;
    }
    this.kernel.after(delayNs, this.onPending, index);
    return this.tickets;
  }

  private take(node: number, what: Pending['what']): number {
    const life = this.nodes.life(node);
    const index = this.free.pop();
    if (index === undefined) {
      const made: Pending = {
        node,
        life,
        timer: 0,
        argument: 0,
        what,
        done: 1,
        records: noRecords,
        truth: new Lineage(),
      };
      return this.pending.push(made) - 1;
    }
    const pending = this.pending[index]!;
    pending.node = node;
    pending.life = life;
    pending.what = what;
    return index;
  }

  private ring(node: number, packed: number): void {
    if (this.nodes.life(node) !== packed >> 8 || this.nodes.isDown(node)) return;
    this.alarmed.woken(node, packed & 255, 0);
  }

  private fire(index: number): void {
    const pending = this.pending[index]!;
    const { node, what, argument, timer, done, records, truth } = pending;
    const alive = this.nodes.life(node) === pending.life && !this.nodes.isDown(node);
    pending.records = noRecords;
    this.free.push(index);
    if (!alive) return;
    if (what === 'timer') this.alarmed.woken(node, timer, argument);
    else if (what === 'stored') this.alarmed.stored(node, argument, done, truth);
    else this.alarmed.loaded(node, argument, records, truth);
  }
}
