import type { Metric } from '../../sim/framework/metric.ts';
import { forIdentity, forTwin, of } from '../folding/fact-numbers.ts';
import { Revocations } from '../oracle/revocations.ts';

/**
 * M60: whether things move the twins of those who hold them, and no others. `wrongful`: updates of twins that may not show the thing
 * at that time (violations of access at a twin). `silence`: the longest time in which no rightful twin of a thing was moved, between
 * two updates or from the last one to the end. Over things whose identity some platform has resolved; unknown without one. A thing
 * whose identity was revoked is rightly silent from then on: `outlived` is for how long such a thing moved twins all the same, 0 where
 * none did, unknown where none was revoked.
 */
export const holding: Metric = {
  id: 'M60',
  name: 'holding',
  summary:
    'updates of twins that may not show a thing, the longest silence of a thing at the twins that may, and for how long a revoked one moved twins',
  unit: 'updates',
  formula:
    'violations of access by use for a twin; max over things that were resolved of the time between rightful updates of twins; of the time from revocation to the last update',
  values: ['wrongful', 'silence', 'outlived'],
  units: { silence: 's', outlived: 's' },
  scale: 'amount',
  about: 'protection',
  fold(run) {
    /** Last rightful update of each thing, or when it was resolved first. */
    const lastNs = new Map<number, number>();
    /** Rows of the block at hand that the oracle has found wrongful. */
    const wrongfulRows = new Set<number>();
    let updates = 0;
    let wrongful = 0;
    let longestNs = 0;
    const revocations = new Revocations();
    let outlivedNs = 0;
    return {
      violation({ property, row }) {
        if (property === 'access') wrongfulRows.add(row);
      },
      block(facts, { byKind, starts }) {
        if (starts[of.revoked + 1]! > starts[of.revoked]! || starts[of.credentialed + 1]! > starts[of.credentialed]!)
          for (let row = 0; row < facts.count; row++) revocations.follow(facts, row);
        for (let at = starts[of.used]!; at < starts[of.used + 1]!; at++) {
          const row = byKind[at]!;
          const [subject, nowNs] = [facts.subject[row]!, facts.time[row]!];
          if (facts.detail[row] === forIdentity && !lastNs.has(subject)) lastNs.set(subject, nowNs);
          const last = facts.detail[row] === forTwin ? lastNs.get(subject) : undefined;
          if (last === undefined) continue;
          if (nowNs >= run.warmUpNs) updates++;
          if (wrongfulRows.has(row)) {
            wrongful++;
            continue;
          }
          const revokedNs = revocations.endOf(subject);
          if (nowNs > revokedNs) {
            outlivedNs = Math.max(outlivedNs, nowNs - revokedNs);
            continue;
          }
          longestNs = Math.max(longestNs, nowNs - Math.max(last, run.warmUpNs));
          lastNs.set(subject, nowNs);
        }
        wrongfulRows.clear();
      },
      value() {
        let revoked = 0;
        for (const [thing, last] of lastNs) {
          const revokedNs = revocations.endOf(thing);
          if (revokedNs < Infinity) revoked++;
          longestNs = Math.max(longestNs, Math.min(run.untilNs, revokedNs) - Math.max(last, run.warmUpNs));
        }
        return {
          wrongful: { value: updates === 0 ? null : wrongful, n: updates },
          silence: { value: updates === 0 ? null : longestNs / 1e9, n: updates },
          outlived: { value: revoked === 0 ? null : outlivedNs / 1e9, n: revoked },
        };
      },
    };
  },
};
