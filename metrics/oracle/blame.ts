import type { JudgedAttempt } from '../../sim/framework/metric.ts';
import type { Foothold } from '../../sim/framework/truth.ts';

/** Nodes have numbers below 2^26. */
const mostNodes = 67_108_864;

/** Footings at which who is named is the attacker, or is in his hands. */
const atHand: ReadonlySet<string> = new Set(['inside', 'account', 'address'] as const);

/**
 * Whom the alarms that descend from one attempt name, and who was there. Alarms are counted by who raised them and who is named, and
 * are judged when the attempt is over: only then is it known where its hand has stood.
 */
export class Blame {
  private readonly counts = new Map<number, number>();

  /** An alarm raised by a node that names another, itself, or nobody (-1). */
  alarm(by: number, named: number): void {
    const key = by * mostNodes + named + 1;
    this.counts.set(key, (this.counts.get(key) ?? 0) + 1);
  }

  judge(footholds: readonly Foothold[]): Pick<JudgedAttempt, 'alarms' | 'alarmsAtHand' | 'alarmsNearby'> {
    let alarms = 0;
    let alarmsAtHand = 0;
    let alarmsNearby = 0;
    for (const [key, count] of this.counts) {
      const named = (key % mostNodes) - 1;
      const by = (key - named - 1) / mostNodes;
      alarms += count;
      if (footholds.some(({ footing, node }) => node === named && atHand.has(footing))) alarmsAtHand += count;
      if (footholds.some((foothold) => isNear(foothold, by, named))) alarmsNearby += count;
    }
    return { alarms, alarmsAtHand, alarmsNearby };
  }
}

/** Whether who raised an alarm points to a foothold by naming a node. */
const isNear = ({ footing, node, other }: Foothold, by: number, named: number): boolean =>
  footing === 'wire' ? (named === node && by === other) || (named === other && by === node) : named === node;
