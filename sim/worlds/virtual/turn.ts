import type { Address } from '../../framework/figure.ts';
import type { House } from './house.ts';
import { Lineage } from '../shared/lineage.ts';

/** Whose turn it is: the node whose handler runs, and what it has in its hands. One object, moved by the world alone. */
export class Turn {
  node = -1 as Address;
  placement = 0;
  /** Index of the node within its placement. */
  index = 0;
  /** The node's own clock, ns. */
  nowNs = 0;
  /** Slot of the message in hand, -1 for none. */
  slot = -1;
  /** Where the datum in hand came from. */
  readonly hand = new Lineage();
  private readonly house: House;

  constructor(house: House) {
    this.house = house;
  }

  /** Moves to a node for one call; the lineage in hand is the caller's to set. */
  moveTo(node: number, slot: number): void {
    const { nodes, kernel, skews } = this.house;
    this.node = node as Address;
    this.slot = slot;
    this.placement = nodes.placement(node);
    this.index = node - nodes.placements[this.placement]!.first;
    this.nowNs = kernel.now + skews[this.placement]!;
  }
}
