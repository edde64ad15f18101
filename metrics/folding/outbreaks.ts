import { falsified } from '../../sim/framework/fact.ts';
import type { FactBlock } from '../../sim/framework/fact.ts';
import type { BlockRows } from '../../sim/framework/metric.ts';
import { of } from './fact-numbers.ts';

/** What a fold over outbreaks hears, in order of the facts. */
export interface OutbreakListener {
  /**
   * Another node runs an attacker's code, `depth` hops from where that came from; `now` do in all, to `brought` of them others had
   * brought it.
   */
  taken?(atNs: number, depth: number, now: number, brought: number): void;
  /** No node runs it any more. */
  over?(): void;
}

/** Follows which nodes run code of attackers, and who brought it to whom. */
export class Outbreaks {
  private readonly depths = new Map<number, number>();
  private readonly roots = new Set<number>();
  private readonly listener: OutbreakListener;
  /** Times that a node was taken. */
  count = 0;

  constructor(listener: OutbreakListener) {
    this.listener = listener;
  }

  block({ time, node, peer, flags }: FactBlock, { byKind, starts }: BlockRows): void {
    for (let at = starts[of.booted]!; at < starts[of.booted + 1]!; at++) {
      const row = byKind[at]!;
      if ((flags[row]! & falsified) !== 0) this.take(time[row]!, node[row]!, peer[row]!);
      else if (this.depths.delete(node[row]!) && this.depths.size === 0) this.end();
    }
  }

  private take(atNs: number, node: number, from: number): void {
    if (this.depths.has(node)) return;
    const before = this.depths.get(from);
    // Who brings code and took it from nobody is where an outbreak begins.
    if (before === undefined) this.roots.add(from);
    const depth = (before ?? 0) + 1;
    this.depths.set(node, depth);
    this.roots.delete(node);
    this.count++;
    this.listener.taken?.(atNs, depth, this.depths.size + this.roots.size, this.depths.size);
  }

  private end(): void {
    this.roots.clear();
    this.listener.over?.();
  }
}
