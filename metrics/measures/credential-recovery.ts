import type { Metric } from '../../sim/framework/metric.ts';
import { of } from '../folding/fact-numbers.ts';
import { meanOf, proportion } from '../folding/observed.ts';

/**
 * M58: how long those whose credentials were revoked had to wait for new ones. Formula: mean and longest of (new credential -
 * revocation) over identities that have one again; renewed: their share of those that were revoked.
 */
export const credentialRecovery: Metric = {
  id: 'M58',
  name: 'credential-recovery',
  summary: 'time from the revocation of a credential to the next one of the same identity, and who came by one',
  unit: 's',
  formula: 'of (new credential - revocation) over identities renewed; renewed: their share of identities revoked',
  values: ['mean', 'longest', 'renewed'],
  units: { renewed: 'share' },
  scale: 'amount',
  about: 'service',
  fold() {
    const revokedNs = new Map<number, number>();
    const renewed = new Set<number>();
    let sumNs = 0;
    let longestNs = 0;
    return {
      block(facts, { byKind, starts }) {
        const some = (kind: number): boolean => starts[kind + 1]! > starts[kind]!;
        if (!some(of.revoked) && (revokedNs.size === 0 || !some(of.credentialed))) return;
        // In order of the facts: by kind alone a new credential could seem to come before the revocation.
        const [first, last] = [starts[of.credentialed]!, starts[of.credentialed + 1]!];
        const rows = [
          ...byKind.subarray(starts[of.revoked]!, starts[of.revoked + 1]!),
          ...byKind.subarray(first, last),
        ].toSorted((a, b) => a - b);
        for (const row of rows) {
          if (facts.kind[row] === of.revoked) {
            revokedNs.set(facts.peer[row]!, facts.time[row]!);
            renewed.delete(facts.peer[row]!);
            continue;
          }
          const identity = facts.node[row]!;
          const sinceNs = revokedNs.get(identity);
          if (facts.label[row] !== 0 || sinceNs === undefined || renewed.has(identity)) continue;
          renewed.add(identity);
          const tookNs = facts.time[row]! - sinceNs;
          sumNs += tookNs;
          longestNs = Math.max(longestNs, tookNs);
        }
      },
      value: () => ({
        mean: meanOf(sumNs / 1e9, renewed.size),
        longest: { value: renewed.size === 0 ? null : longestNs / 1e9, n: renewed.size },
        renewed: proportion(renewed.size, revokedNs.size),
      }),
    };
  },
};
