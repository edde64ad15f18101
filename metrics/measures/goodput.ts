import type { Metric } from '../../sim/framework/metric.ts';
import { forTwin, of } from '../folding/fact-numbers.ts';

/** M29: useful work. Formula: honest operations that succeeded / s, and honest updates of twins / s, after warm-up. */
export const goodput: Metric = {
  id: 'M29',
  name: 'goodput',
  summary: 'honest operations that came to a good end, and updates of twins by untouched data, per second',
  unit: '1/s',
  formula: 'operations finished with success (data used for twins) that descend from no attack / (end - warm-up)',
  values: ['operations', 'twinUpdates'],
  scale: 'amount',
  about: 'service',
  brief: { operations: 'goodput' },
  fold(run) {
    const seconds = (run.untilNs - run.warmUpNs) / 1e9;
    let operations = 0;
    let updates = 0;
    return {
      block(facts, { byKind, starts }) {
        const { time, label, detail, outcome } = facts;
        for (let at = starts[of.finished]!; at < starts[of.finished + 1]!; at++) {
          const row = byKind[at]!;
          if (outcome[row] === 1 && label[row] === 0 && time[row]! >= run.warmUpNs) operations++;
        }
        const end = starts[of.used + 1]!;
        for (let at = starts[of.used]!; at < end; at++) {
          const row = byKind[at]!;
          if (detail[row] === forTwin && label[row] === 0 && time[row]! >= run.warmUpNs) updates++;
        }
      },
      value: () => ({
        operations: { value: seconds > 0 ? operations / seconds : null, n: operations },
        twinUpdates: { value: seconds > 0 ? updates / seconds : null, n: updates },
      }),
    };
  },
};
