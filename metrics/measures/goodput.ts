import { workloads } from '../../sim/framework/component.ts';
import type { Metric, Observed } from '../../sim/framework/metric.ts';
import { forTwin, of } from '../folding/fact-numbers.ts';

/**
 * M29: useful work. Formula: honest operations that succeeded / s, and honest updates of twins / s, after warm-up; and the same for
 * each operation of which any ended, well or not (`M29.command`): reports are so many that they hide all others in the sum.
 */
export const goodput: Metric = {
  id: 'M29',
  name: 'goodput',
  summary: 'honest operations that came to a good end, and updates of twins by untouched data, per second',
  unit: '1/s',
  formula:
    'operations finished with success (data used for twins) that descend from no attack / (end - warm-up); also by operation',
  values: ['operations', 'twinUpdates'],
  scale: 'amount',
  about: 'service',
  brief: { operations: 'goodput' },
  fold(run) {
    const seconds = (run.untilNs - run.warmUpNs) / 1e9;
    const done = new Float64Array(workloads.length);
    const ended = new Uint8Array(workloads.length);
    let updates = 0;
    return {
      block(facts, { byKind, starts }) {
        const { time, label, detail, outcome } = facts;
        for (let at = starts[of.finished]!; at < starts[of.finished + 1]!; at++) {
          const row = byKind[at]!;
          if (label[row] !== 0 || time[row]! < run.warmUpNs) continue;
          ended[detail[row]!] = 1;
          done[detail[row]!]! += outcome[row]!;
        }
        const end = starts[of.used + 1]!;
        for (let at = starts[of.used]!; at < end; at++) {
          const row = byKind[at]!;
          if (detail[row] === forTwin && label[row] === 0 && time[row]! >= run.warmUpNs) updates++;
        }
      },
      value() {
        const rate = (n: number): Observed => ({ value: seconds > 0 ? n / seconds : null, n });
        return {
          operations: rate(done.reduce((sum, one) => sum + one, 0)),
          twinUpdates: rate(updates),
          ...Object.fromEntries(
            workloads.flatMap((operation, at) => (ended[at] === 0 ? [] : [[operation, rate(done[at]!)] as const])),
          ),
        };
      },
    };
  },
};
