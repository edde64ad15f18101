import type { Metric } from '../../sim/framework/metric.ts';
import { proportion } from '../folding/observed.ts';

/**
 * M01: share of attempts whose success predicate held on ground truth. Formula: successes / attempts that ended before the run
 * did. One that still ran then counts neither way, whether or not it had reached its goal.
 */
export const attackSuccessRate: Metric = {
  id: 'M01',
  name: 'attack-success-rate',
  summary: 'share of attempts that reached their goal, on ground truth',
  unit: 'share',
  formula: 'successes / attempts that ended before the run did',
  values: ['rate'],
  scale: 'proportion',
  about: 'attack',
  fold() {
    let attempts = 0;
    let successes = 0;
    return {
      block() {},
      attempt(attempt) {
        attempts++;
        if (attempt.success) successes++;
      },
      value: () => ({ rate: proportion(successes, attempts) }),
    };
  },
};
