import type { Address } from '../../framework/figure.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import type { Nodes } from '../shared/nodes.ts';
import type { OffClocks } from './faults/off-clock.ts';
import type { Received } from './live-corridor.ts';

/** Whose turn it is: the node whose handler runs, and the message in its hands. Moved by the process alone. */
export class LiveTurn {
  node = -1 as Address;
  placement = 0;
  /** Index of the node within its placement. */
  index = 0;
  /** The node's own clock, ns. */
  nowNs = 0;
  received: Received | null = null;
  private readonly nodes: Nodes;
  private readonly kernel: Kernel;
  private readonly clocks: OffClocks;

  constructor(nodes: Nodes, kernel: Kernel, clocks: OffClocks) {
    this.nodes = nodes;
    this.kernel = kernel;
    this.clocks = clocks;
  }

  moveTo(node: number, received: Received | null): void {
    this.node = node as Address;
    this.received = received;
    this.placement = this.nodes.placement(node);
    this.index = node - this.nodes.placements[this.placement]!.first;
    this.nowNs = this.clocks.ownNs(node, this.kernel.now);
  }
}
