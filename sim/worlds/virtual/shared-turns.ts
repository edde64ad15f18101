import type { StoredDatum } from '../../framework/stored.ts';
import { Lineage } from '../shared/lineage.ts';
import type { Nodes } from '../shared/nodes.ts';
import type { Alarmed } from '../shared/timers.ts';
import type { Machines } from './machines.ts';

/** Lets timers and tickets of nodes that share a machine wait there for their turn; those of others ring at once. */
export class SharedTurns implements Alarmed {
  private readonly machines: Machines;
  private readonly nodes: Nodes;
  private readonly alarmed: Alarmed;

  constructor(machines: Machines, nodes: Nodes, alarmed: Alarmed) {
    this.machines = machines;
    this.nodes = nodes;
    this.alarmed = alarmed;
  }

  woken(node: number, timer: number, argument: number): void {
    this.take(node, () => this.alarmed.woken(node, timer, argument));
  }

  stored(node: number, ticket: number, done: 0 | 1, truth: Lineage): void {
    const kept = copyOf(truth);
    this.take(node, () => this.alarmed.stored(node, ticket, done, kept));
  }

  loaded(node: number, ticket: number, records: readonly StoredDatum[], truth: Lineage): void {
    const kept = copyOf(truth);
    this.take(node, () => this.alarmed.loaded(node, ticket, records, kept));
  }

  /** A turn of a life that a restart ended while it waited is void. */
  take(node: number, run: () => void): void {
    if (!this.machines.isShared(node)) {
      run();
      return;
    }
    const { nodes } = this;
    const life = nodes.life(node);
    this.machines.queue(node, () => {
      if (nodes.life(node) === life && !nodes.isDown(node)) run();
    });
  }
}

// A ticket's lineage is used again as soon as it has rung.
const copyOf = (truth: Lineage): Lineage => Object.assign(new Lineage(), truth);
