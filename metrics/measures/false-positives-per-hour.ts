import type { Metric } from '../../sim/framework/metric.ts';
import { of } from '../folding/fact-numbers.ts';

/** M23: alarms about nothing. Formula: alarms after warm-up that descend from no attack / measured hours. */
export const falsePositivesPerHour: Metric = {
  id: 'M23',
  name: 'false-positives-per-hour',
  title: 'false positives per honest hour',
  summary: 'alarms that descend from no attack, per simulated hour after warm-up',
  unit: '1/h',
  formula: 'alarms with no attack as their cause / (end - warm-up); n: those alarms',
  values: ['rate'],
  scale: 'amount',
  about: 'protection',
  fold(run) {
    const hours = (run.untilNs - run.warmUpNs) / 3.6e12;
    let alarms = 0;
    return {
      block(facts, { byKind, starts }) {
        for (let at = starts[of.alarmed]!; at < starts[of.alarmed + 1]!; at++) {
          const row = byKind[at]!;
          if (facts.label[row] === 0 && facts.time[row]! >= run.warmUpNs) alarms++;
        }
      },
      value: () => ({ rate: { value: hours > 0 ? alarms / hours : null, n: alarms } }),
    };
  },
};
