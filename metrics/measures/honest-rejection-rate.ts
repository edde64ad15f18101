import type { Metric } from '../../sim/framework/metric.ts';
import { of } from '../numbers.ts';
import { proportion } from '../proportion.ts';

/** M33: what security takes from honest users. Formula: honest refusals / (honest deliveries + honest refusals). */
export const honestRejectionRate: Metric = {
  id: 'M33',
  name: 'honest-rejection-rate',
  summary: 'share of verdicts on honest messages, handshakes, uses and acts that were refusals',
  unit: 'share',
  formula: 'refused / (delivered + refused), of what descends from no attack, after warm-up',
  values: ['rate'],
  scale: 'proportion',
  fold(run) {
    let delivered = 0;
    let refused = 0;
    return {
      block(facts, { byKind, starts }) {
        const { label, time, count } = facts;
        if (count === 0 || time[count - 1]! < run.warmUpNs) return;
        const end = starts[of.delivered + 1]!;
        for (let at = starts[of.delivered]!; at < end; at++) {
          const row = byKind[at]!;
          if (label[row] === 0 && time[row]! >= run.warmUpNs) delivered++;
        }
        for (let at = starts[of.refused]!; at < starts[of.refused + 1]!; at++) {
          const row = byKind[at]!;
          if (label[row] === 0 && time[row]! >= run.warmUpNs) refused++;
        }
      },
      value: () => ({ rate: proportion(refused, delivered + refused) }),
    };
  },
};
