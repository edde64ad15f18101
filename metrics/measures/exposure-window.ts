import type { Metric } from '../../sim/framework/metric.ts';
import { AcceptancesAfterRevocation } from '../folding/acceptances-after-revocation.ts';
import { meanOf } from '../folding/observed.ts';

/**
 * M11: how long a revoked credential went on being accepted. Formula: mean and longest of (last acceptance - revocation), 0 if
 * none.
 */
export const exposureWindow: Metric = {
  id: 'M11',
  name: 'exposure-window',
  summary: 'time from a revocation to the last channel that was opened with the revoked credential',
  unit: 's',
  formula: 'over revoked identities, of (last acceptance - revocation), 0 where there was none',
  values: ['mean', 'longest'],
  scale: 'amount',
  about: 'protection',
  fold() {
    const after = new AcceptancesAfterRevocation();
    return {
      block: (facts, rows) => after.block(facts, rows),
      value() {
        let sumNs = 0;
        let longestNs = 0;
        for (const [identity, sinceNs] of after.revocations.since) {
          const exposedNs = Math.max(0, (after.lastNs.get(identity) ?? sinceNs) - sinceNs);
          sumNs += exposedNs;
          longestNs = Math.max(longestNs, exposedNs);
        }
        const n = after.revocations.since.size;
        return { mean: meanOf(sumNs / 1e9, n), longest: { value: n === 0 ? null : longestNs / 1e9, n } };
      },
    };
  },
};
