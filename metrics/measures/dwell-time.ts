import type { Metric } from '../../sim/framework/metric.ts';
import { meanOf } from '../folding/observed.ts';

/**
 * M16: how long a successful attacker was in without being noticed. Formula: mean over successful attempts of (first alarm after
 * the success, else the end of the attempt, - success); 0 where an alarm came before.
 */
export const dwellTime: Metric = {
  id: 'M16',
  name: 'dwell-time',
  summary: 'time from the success of an attempt to the first alarm that descends from it, else to its end',
  unit: 's',
  formula: 'mean over successful attempts of max(0, (first alarm that descends from it, else its end) - success)',
  values: ['mean'],
  scale: 'amount',
  about: 'attack',
  fold() {
    let sumNs = 0;
    let successes = 0;
    return {
      block() {},
      attempt({ successNs, detectedNs, endNs }) {
        if (successNs === null) return;
        successes++;
        sumNs += Math.max(0, (detectedNs ?? endNs) - successNs);
      },
      value: () => ({ mean: meanOf(sumNs / 1e9, successes) }),
    };
  },
};
