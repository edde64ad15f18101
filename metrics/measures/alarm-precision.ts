import type { Metric } from '../../sim/framework/metric.ts';
import { of } from '../folding/fact-numbers.ts';
import { proportion } from '../folding/observed.ts';

/**
 * M24: how far alarms can be believed, at the run's own base rate (Axelsson 2000). Formula: alarms caused by attacks /
 * all.
 */
export const alarmPrecision: Metric = {
  id: 'M24',
  name: 'alarm-precision',
  summary: 'share of alarms that descend from an attack (positive predictive value at the base rate of the run)',
  unit: 'share',
  formula: 'alarms caused by attacks / all alarms after warm-up',
  values: ['rate'],
  scale: 'proportion',
  about: 'protection',
  fold(run) {
    let alarms = 0;
    let caused = 0;
    return {
      block(facts, { byKind, starts }) {
        for (let at = starts[of.alarmed]!; at < starts[of.alarmed + 1]!; at++) {
          const row = byKind[at]!;
          if (facts.time[row]! < run.warmUpNs) continue;
          alarms++;
          if (facts.label[row] !== 0) caused++;
        }
      },
      value: () => ({ rate: proportion(caused, alarms) }),
    };
  },
};
