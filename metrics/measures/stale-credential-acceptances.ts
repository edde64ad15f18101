import type { Metric } from '../../sim/framework/metric.ts';
import { AcceptancesAfterRevocation } from '../folding/acceptances-after-revocation.ts';

/** M07: channels opened with a revoked credential. Formula: number of facts `opened` that rest on one. */
export const staleCredentialAcceptances: Metric = {
  id: 'M07',
  name: 'stale-credential-acceptances',
  title: 'stale-credential acceptances',
  summary: 'channels that were opened with a credential after its revocation',
  unit: 'channels',
  formula:
    'number of channels opened by a revoked identity before it was renewed, or by an attacker after; n: revocations',
  values: ['count'],
  scale: 'amount',
  about: 'protection',
  fold() {
    const after = new AcceptancesAfterRevocation();
    return {
      block: (facts, rows) => after.block(facts, rows),
      value() {
        const n = after.revocations.since.size;
        return { count: { value: n === 0 ? null : after.accepted, n } };
      },
    };
  },
};
