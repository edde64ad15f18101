import type { Metric } from '../../sim/framework/metric.ts';
import { meanOf } from '../folding/observed.ts';

/** M20: how long detected attempts went unnoticed (MTTD). Formula: mean of (first alarm caused - start). */
export const timeToDetect: Metric = {
  id: 'M20',
  name: 'time-to-detect',
  summary: 'time from the start of an attempt to the first alarm it caused, over the detected ones',
  unit: 's',
  formula: 'mean over detected attempts of (first alarm that descends from it - start)',
  values: ['mean'],
  scale: 'amount',
  about: 'attack',
  fold() {
    let sumNs = 0;
    let detected = 0;
    return {
      block() {},
      attempt({ detectedNs, startNs }) {
        if (detectedNs === null) return;
        detected++;
        sumNs += detectedNs - startNs;
      },
      value: () => ({ mean: meanOf(sumNs / 1e9, detected) }),
    };
  },
};
