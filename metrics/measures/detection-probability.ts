import type { Metric } from '../../sim/framework/metric.ts';
import { proportion } from '../folding/observed.ts';

/**
 * M19: share of attempts that a defender could have noticed. Formula: attempts with an alarm that descends from them /
 * all.
 */
export const detectionProbability: Metric = {
  id: 'M19',
  name: 'detection-probability',
  summary: 'share of attempts that raised at least one alarm which descends from them',
  unit: 'share',
  formula: 'attempts with an alarm caused by them / attempts judged',
  values: ['rate'],
  scale: 'proportion',
  about: 'attack',
  fold() {
    let attempts = 0;
    let detected = 0;
    return {
      block() {},
      attempt({ detectedNs }) {
        attempts++;
        if (detectedNs !== null) detected++;
      },
      value: () => ({ rate: proportion(detected, attempts) }),
    };
  },
};
