import type { Metric } from '../../sim/framework/metric.ts';
import { meanOf } from '../folding/observed.ts';

/**
 * M02: how long successful attempts took. Formula: mean of (success - start); attempts without success do not count.
 */
export const timeToSuccess: Metric = {
  id: 'M02',
  name: 'time-to-success',
  summary: 'time from the start of an attempt to its goal, over the successful ones',
  unit: 's',
  formula: 'mean over successful attempts of (time of success - start)',
  values: ['mean'],
  scale: 'amount',
  about: 'attack',
  fold() {
    let sumNs = 0;
    let successes = 0;
    return {
      block() {},
      attempt({ startNs, successNs }) {
        if (successNs === null) return;
        successes++;
        sumNs += successNs - startNs;
      },
      value: () => ({ mean: meanOf(sumNs / 1e9, successes) }),
    };
  },
};
