import { workloads } from '../../sim/framework/component.ts';
import type { Metric, Observed } from '../../sim/framework/metric.ts';
import { forTwin, of } from '../folding/fact-numbers.ts';
import { isHonestDatum, isHonestOperation } from '../folding/honest-operation.ts';
import { LogHistogram } from '../statistics/log-histogram.ts';

const quantiles = [
  ['p50', 0.5],
  ['p95', 0.95],
  ['p99', 0.99],
] as const;

const millisAt = (histogram: LogHistogram, share: number): Observed => {
  const ns = histogram.quantile(share);
  return { value: ns === null ? null : ns / 1e6, n: histogram.n };
};

/**
 * M30: waiting as users feel it, from the intended start, so that a stalled sender hides nothing. Formula: quantiles of
 * (finished - intended) over successful honest operations, and of (used for a twin - reading) over honest reports,
 * after warm-up, to 0.4 %. What an attack delayed counts; what attackers wanted themselves does not. Operations that fail have
 * no latency; availability (M31) counts them. The same for each operation that succeeded (`command.p95`).
 */
export const latency: Metric = {
  id: 'M30',
  name: 'latency',
  summary: 'latency of honest operations, and of reports from reading to twin, from the intended start',
  unit: 'ms',
  formula:
    'quantiles of (end - intended start) of successful operations, and of (used for twin - born) of reports; also by operation',
  values: ['p50', 'p95', 'p99', 'reportP50', 'reportP95', 'reportP99'],
  scale: 'amount',
  about: 'service',
  brief: { p50: 'latency p50', p95: 'latency p95', p99: 'latency p99' },
  fold(run) {
    const reports = new LogHistogram();
    const each = workloads.map(() => new LogHistogram());
    return {
      block(facts, { byKind, starts }) {
        const { time, born, detail, outcome } = facts;
        for (let at = starts[of.finished]!; at < starts[of.finished + 1]!; at++) {
          const row = byKind[at]!;
          if (outcome[row] !== 1 || time[row]! < run.warmUpNs || !isHonestOperation(facts, row, run.nodes)) continue;
          each[detail[row]!]!.record(time[row]! - born[row]!);
        }
        const end = starts[of.used + 1]!;
        for (let at = starts[of.used]!; at < end; at++) {
          const row = byKind[at]!;
          if (detail[row] !== forTwin || time[row]! < run.warmUpNs || !isHonestDatum(facts, row, run.nodes)) continue;
          reports.record(time[row]! - born[row]!);
        }
      },
      value() {
        const operations = new LogHistogram();
        for (const one of each) operations.merge(one);
        return {
          p50: millisAt(operations, 0.5),
          p95: millisAt(operations, 0.95),
          p99: millisAt(operations, 0.99),
          reportP50: millisAt(reports, 0.5),
          reportP95: millisAt(reports, 0.95),
          reportP99: millisAt(reports, 0.99),
          ...Object.fromEntries(
            each.flatMap((histogram, at) =>
              histogram.n === 0
                ? []
                : quantiles.map(([name, share]) => [`${workloads[at]}.${name}`, millisAt(histogram, share)] as const),
            ),
          ),
        };
      },
    };
  },
};
