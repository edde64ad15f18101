import type { Metric } from '../../sim/framework/metric.ts';
import { meanOf } from '../folding/observed.ts';

/** M04: how far attempts got. Formula: mean of (different steps begun / steps that the attack declares). */
export const partialProgress: Metric = {
  id: 'M04',
  name: 'partial-progress',
  summary: 'share of its declared steps that an attempt began',
  unit: 'share',
  formula: 'mean over attempts of (different steps begun / steps declared); attacks that declare none do not count',
  values: ['mean'],
  scale: 'amount',
  about: 'attack',
  fold() {
    let sum = 0;
    let attempts = 0;
    return {
      block() {},
      attempt({ steps, stepsReached }) {
        if (steps === 0) return;
        attempts++;
        sum += Math.min(1, stepsReached / steps);
      },
      value: () => ({ mean: meanOf(sum, attempts) }),
    };
  },
};
