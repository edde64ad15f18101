import type { FactBlock } from '../../sim/framework/fact.ts';
import { of } from '../folding/fact-numbers.ts';

/**
 * Which identities are revoked, on ground truth: from the fact `revoked` (peer: the node whose credential ends) until
 * that node itself is `credentialed` anew. A channel opened with what a copy of the old key still proves stays stale.
 */
export class Revocations {
  /** Revoked identities so far. */
  readonly since = new Map<number, number>();
  private readonly renewed = new Set<number>();

  /** Takes a fact in; facts of other kinds do not matter here. */
  follow(facts: FactBlock, row: number): void {
    if (facts.kind[row] === of.revoked) {
      const identity = facts.peer[row]!;
      if (identity < 0) return;
      this.since.set(identity, facts.time[row]!);
      this.renewed.delete(identity);
    } else if (facts.kind[row] === of.credentialed && facts.label[row] === 0 && this.since.has(facts.node[row]!)) {
      this.renewed.add(facts.node[row]!);
    }
  }

  /** When an identity was revoked, ns; Infinity where it was not, or has been credentialed anew. */
  endOf(identity: number): number {
    return this.renewed.has(identity) ? Infinity : (this.since.get(identity) ?? Infinity);
  }

  /**
   * The revoked identity that an opened channel relied on, or -1: either end or whom an attacker claimed to be
   * (subject), unless renewed and no attacker's doing. What rests on keys installed at commissioning relies on none.
   */
  behind(facts: FactBlock, row: number): number {
    if (this.since.size === 0 || facts.value[row] === 1) return -1;
    const hostile = facts.label[row] !== 0;
    for (const end of [facts.node[row]!, facts.peer[row]!, facts.subject[row]!]) {
      if (this.since.has(end) && (hostile || !this.renewed.has(end))) return end;
    }
    return -1;
  }
}
