import type { Metric } from '../../sim/framework/metric.ts';
import { forIdentity, forTwin, of } from '../folding/fact-numbers.ts';

/**
 * M60: whether things move the twins of those who hold them, and no others. `wrongful`: updates of twins that may not show the thing
 * at that time (violations of access at a twin). `silence`: the longest time in which no rightful twin of a thing was moved, between
 * two updates or from the last one to the end. Over things whose identity some platform has resolved; unknown without one.
 */
export const holding: Metric = {
  id: 'M60',
  name: 'holding',
  summary: 'updates of twins that may not show a thing, and the longest silence of a thing at the twins that may',
  unit: 'updates',
  formula:
    'violations of access by use for a twin; max over things that were resolved of the time between rightful updates of twins',
  values: ['wrongful', 'silence'],
  units: { silence: 's' },
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
    return {
      violation({ property, row }) {
        if (property === 'access') wrongfulRows.add(row);
      },
      block(facts, { byKind, starts }) {
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
          longestNs = Math.max(longestNs, nowNs - Math.max(last, run.warmUpNs));
          lastNs.set(subject, nowNs);
        }
        wrongfulRows.clear();
      },
      value() {
        for (const last of lastNs.values()) longestNs = Math.max(longestNs, run.untilNs - Math.max(last, run.warmUpNs));
        return {
          wrongful: { value: updates === 0 ? null : wrongful, n: updates },
          silence: { value: updates === 0 ? null : longestNs / 1e9, n: updates },
        };
      },
    };
  },
};
