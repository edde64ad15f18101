import type { Metric } from '../../sim/framework/metric.ts';
import { of } from '../folding/fact-numbers.ts';

/** M25: what an operator would have to look at. Formula: alarms after warm-up, true and false, / measured hours. */
export const alarmLoad: Metric = {
  id: 'M25',
  name: 'alarm-load',
  title: 'alarm load per operator hour',
  summary: 'alarms, true and false, per simulated hour after warm-up: what one operator on watch would have to look at',
  unit: '1/h',
  formula: 'alarms after warm-up / (end - warm-up); n: those alarms',
  values: ['rate'],
  scale: 'amount',
  about: 'protection',
  fold(run) {
    const hours = (run.untilNs - run.warmUpNs) / 3.6e12;
    let alarms = 0;
    return {
      block(facts, { byKind, starts }) {
        for (let at = starts[of.alarmed]!; at < starts[of.alarmed + 1]!; at++) {
          if (facts.time[byKind[at]!]! >= run.warmUpNs) alarms++;
        }
      },
      value: () => ({ rate: { value: hours > 0 ? alarms / hours : null, n: alarms } }),
    };
  },
};
