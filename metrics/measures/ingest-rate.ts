import type { Metric } from '../../sim/framework/metric.ts';
import { kindNumber, of } from '../folding/fact-numbers.ts';

const report = kindNumber('report');

/**
 * M39: ingest rate in the manner of TPCx-IoT (IoTps = readings taken in / s; its persistence and price are not measured). Formula:
 * deliveries of honest reports at things agents after warm-up / s: a reading that two platforms map is taken in twice.
 */
export const ingestRate: Metric = {
  id: 'M39',
  name: 'ingest-rate',
  title: 'ingest rate, IoTps-style',
  summary: 'readings of things that platforms took in, per second',
  unit: '1/s',
  formula: 'reports delivered to things agents that descend from no attack / (end - warm-up); n: those reports',
  values: ['rate'],
  scale: 'amount',
  about: 'service',
  fold(run) {
    const seconds = (run.untilNs - run.warmUpNs) / 1e9;
    const takesIn = Uint8Array.from({ length: run.nodes }, (_, node) => (run.roleOf(node) === 'things-agent' ? 1 : 0));
    let taken = 0;
    return {
      block(facts, { byKind, starts }) {
        const { message, node, label, time } = facts;
        const end = starts[of.delivered + 1]!;
        for (let at = starts[of.delivered]!; at < end; at++) {
          const row = byKind[at]!;
          if (message[row] === report && takesIn[node[row]!] === 1 && label[row] === 0 && time[row]! >= run.warmUpNs)
            taken++;
        }
      },
      value: () => ({ rate: { value: seconds > 0 ? taken / seconds : null, n: taken } }),
    };
  },
};
