/** A metric to begin with. */
export const metricTemplate = `import { of } from 'metarange/metrics/folding/fact-numbers.ts';
import type { Metric } from 'metarange/sim/framework/metric.ts';

/** M900: how often a thing acts. Formula: acts after the warm-up / minutes after it. */
export const actsAMinute: Metric = {
  // Identifiers up to M99 are the catalogue's.
  id: 'M900',
  name: 'acts-a-minute',
  summary: 'how often things act',
  unit: '1/min',
  formula: 'acts after the warm-up / minutes after it',
  // Names of the values that it gives.
  values: ['acts', 'hostile'],
  // A proportion gives { value, n, hits }; an amount { value, n }.
  scale: 'amount',
  // What holds or leaks whether or not somebody attacks; a service is shown as honest users get it.
  about: 'protection',
  fold({ warmUpNs, untilNs }) {
    const minutes = (untilNs - warmUpNs) / 60e9;
    let acts = 0;
    let hostile = 0;
    return {
      // Facts come in blocks, in columns; rows are sorted by kind once for all metrics.
      block({ time, label }, { byKind, starts }) {
        for (let at = starts[of.acted]!; at < starts[of.acted + 1]!; at++) {
          const row = byKind[at]!;
          if (time[row]! < warmUpNs) continue;
          acts++;
          // Labels are causal: a fact that descends from an attack carries one.
          if (label[row] !== 0) hostile++;
        }
      },
      // Unknown is null, never 0.
      value: () => ({
        acts: { value: minutes > 0 ? acts / minutes : null, n: acts },
        hostile: { value: minutes > 0 ? hostile / minutes : null, n: hostile },
      }),
    };
  },
};

// metarange run meeting-room-mapping --with FILE --attack A20 --compare none,framework
`;
