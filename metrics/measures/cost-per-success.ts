import type { Metric } from '../../sim/framework/metric.ts';
import { meanOf } from '../folding/observed.ts';

/**
 * M03: what a success costs the attacker, failures included. Formula: acts (or seconds) of all attempts / successes.
 */
export const costPerSuccess: Metric = {
  id: 'M03',
  name: 'cost-per-success',
  summary: 'acts and time that all attempts spent, per success',
  unit: 'acts',
  formula: 'sum over attempts of acts (of end - start) / successes; unknown without a success',
  values: ['acts', 'seconds'],
  units: { seconds: 's' },
  scale: 'amount',
  about: 'attack',
  fold() {
    let acts = 0;
    let spentNs = 0;
    let successes = 0;
    return {
      block() {},
      attempt(attempt) {
        acts += attempt.acts;
        spentNs += attempt.endNs - attempt.startNs;
        if (attempt.success) successes++;
      },
      value: () => ({ acts: meanOf(acts, successes), seconds: meanOf(spentNs / 1e9, successes) }),
    };
  },
};
