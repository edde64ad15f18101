/** The node number of whoever stands for all nodes of the house. */
export const everybody = -1;

/** Nodes have fewer than 2^21 numbers, so a pair of them is exact in a double. */
const twoTo31 = 2_147_483_648;

/** One number for a node and a peer. */
export const pairOf = (node: number, peer: number): number => node * twoTo31 + peer;

/** From when until when something holds at a node against a peer, ns on the clock of the node. */
interface Spell {
  readonly node: number;
  readonly peer: number;
  readonly fromNs: number;
  readonly untilNs: number;
}

/** When something begins, and how long it lasts. */
export interface SpellTimes {
  readonly nowNs: number;
  readonly fromNs: number;
  readonly holdNs: number;
}

/** What holds for a time at a node, or at all, against a peer. Empty but while there is a reason. */
export class Spells {
  private readonly spells = new Map<number, Spell>();

  /** Nothing holds, nor will. */
  get isEmpty(): boolean {
    return this.spells.size === 0;
  }

  /** It will hold from then on; one that is under way, or about to be, is prolonged and does not begin anew. */
  begin(node: number, peer: number, { nowNs, fromNs, holdNs }: SpellTimes): void {
    const pair = pairOf(node, peer);
    const running = this.spells.get(pair);
    const isRunning = running !== undefined && nowNs < running.untilNs;
    const from = isRunning ? running.fromNs : fromNs;
    this.spells.set(pair, { node, peer, fromNs: from, untilNs: fromNs + holdNs });
  }

  /** Whether it holds now at this node, by its own word or by word to all. */
  holds(node: number, peer: number, nowNs: number): boolean {
    return this.holdsAt(node, peer, nowNs) || this.holdsAt(everybody, peer, nowNs);
  }

  /** All peers against whom it holds now at this node. */
  heldBy(node: number, nowNs: number): ReadonlySet<number> {
    const held = new Set<number>();
    for (const { node: at, peer } of this.spells.values()) {
      if ((at === node || at === everybody) && this.holdsAt(at, peer, nowNs)) held.add(peer);
    }
    return held;
  }

  /** A node has lost its memory; what all were told it is told again. */
  forget(node: number): void {
    for (const [pair, spell] of this.spells) if (spell.node === node) this.spells.delete(pair);
  }

  private holdsAt(node: number, peer: number, nowNs: number): boolean {
    const spell = this.spells.get(pairOf(node, peer));
    if (spell === undefined || nowNs < spell.fromNs) return false;
    if (nowNs < spell.untilNs) return true;
    this.spells.delete(pairOf(node, peer));
    return false;
  }
}
