import type { Metric } from '../../sim/framework/metric.ts';
import { meanOf } from '../folding/observed.ts';

/**
 * M21: how long an attempt went on doing harm once it was noticed (MTTC). Formula: mean over detected attempts of (last violation
 * that it caused - first alarm), 0 where the last one came before the alarm.
 */
export const timeToContain: Metric = {
  id: 'M21',
  name: 'time-to-contain',
  summary: 'time from the first alarm that an attempt caused to the last violation that it caused',
  unit: 's',
  formula: 'mean over detected attempts of max(0, last violation that it caused - first alarm that descends from it)',
  values: ['mean'],
  scale: 'amount',
  about: 'attack',
  fold() {
    let sumNs = 0;
    let detected = 0;
    return {
      block() {},
      attempt({ detectedNs, lastViolationNs }) {
        if (detectedNs === null) return;
        detected++;
        sumNs += Math.max(0, (lastViolationNs ?? detectedNs) - detectedNs);
      },
      value: () => ({ mean: meanOf(sumNs / 1e9, detected) }),
    };
  },
};
