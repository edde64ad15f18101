import type { FactBlock } from '../../sim/framework/fact.ts';
import type { BlockRows } from '../../sim/framework/metric.ts';
import { of } from './fact-numbers.ts';
import { Revocations } from '../oracle/revocations.ts';

/**
 * Channels that were opened with revoked credentials: how many, and for each revoked identity when the last one was.
 */
export class AcceptancesAfterRevocation {
  readonly revocations = new Revocations();
  /** Last acceptance of each revoked identity, ns. */
  readonly lastNs = new Map<number, number>();
  accepted = 0;
  private changed = false;

  block(facts: FactBlock, rows: BlockRows): void {
    const { starts } = rows;
    const revoking = starts[of.revoked + 1]! > starts[of.revoked]!;
    if (!revoking && !this.changed) return;
    this.changed = true;
    const some = [of.revoked, of.credentialed, of.opened].some((kind) => starts[kind + 1]! > starts[kind]!);
    if (!some) return;
    for (let row = 0; row < facts.count; row++) {
      if (facts.kind[row] !== of.opened) {
        this.revocations.follow(facts, row);
        continue;
      }
      const identity = this.revocations.behind(facts, row);
      if (identity < 0) continue;
      this.accepted++;
      this.lastNs.set(identity, facts.time[row]!);
    }
  }
}
