import { workloads } from '../../sim/framework/component.ts';
import type { FactBlock } from '../../sim/framework/fact.ts';
import type { Metric, Observed } from '../../sim/framework/metric.ts';
import { forTwin, of } from '../folding/fact-numbers.ts';
import { isHonestDatum } from '../folding/honest-operation.ts';
import { inOrder } from '../folding/in-order.ts';
import { LogHistogram } from '../statistics/log-histogram.ts';

const handOver = workloads.indexOf('hand-over');

/** A hand-over of which nothing was heard on the new platform yet. */
interface UnderWay {
  readonly wishNs: number;
  readonly letInNs: number;
}

/**
 * M35: how long a thing that goes from platform to platform is under way, as its owner feels it. Formula: quantiles of (first report
 * of the thing that it said after it was let in and that a twin took - its wish to go), over hand-overs that came to their end,
 * after warm-up, to 0.4 %. Hand-overs that fail have no time; availability (M31) counts them.
 */
export const handoverTime: Metric = {
  id: 'M35',
  name: 'handover-time',
  summary: 'time from a thing’s wish to go to another platform to its first report taken there',
  unit: 'ms',
  formula:
    'quantiles of (first report said after it was let in and used for a twin - wish to go) of successful hand-overs',
  values: ['p50', 'p95', 'max'],
  scale: 'amount',
  about: 'service',
  brief: { p95: 'hand-over p95' },
  fold(run) {
    const times = new LogHistogram();
    let longestNs = 0;
    const underWay = new Map<number, UnderWay>();
    const letIn = ({ detail, outcome, time, born, node }: FactBlock, row: number): void => {
      if (detail[row] !== handOver || outcome[row] !== 1 || time[row]! < run.warmUpNs) return;
      underWay.set(node[row]!, { wishNs: born[row]!, letInNs: time[row]! });
    };
    const taken = (facts: FactBlock, row: number): void => {
      const { time, born, detail, subject } = facts;
      const moving = underWay.get(subject[row]!);
      if (moving === undefined || detail[row] !== forTwin || born[row]! < moving.letInNs) return;
      if (!isHonestDatum(facts, row, run.nodes)) return;
      const tookNs = time[row]! - moving.wishNs;
      times.record(tookNs);
      longestNs = Math.max(longestNs, tookNs);
      underWay.delete(subject[row]!);
    };
    const millis = (ns: number | null): Observed => ({ value: ns === null ? null : ns / 1e6, n: times.n });
    return {
      block(facts, rows) {
        const { starts } = rows;
        if (underWay.size === 0 && starts[of.finished]! === starts[of.finished + 1]!) return;
        inOrder(rows, [of.finished, (row) => letIn(facts, row)], [of.used, (row) => taken(facts, row)]);
      },
      value: () => ({
        p50: millis(times.quantile(0.5)),
        p95: millis(times.quantile(0.95)),
        max: millis(times.n === 0 ? null : longestNs),
      }),
    };
  },
};
