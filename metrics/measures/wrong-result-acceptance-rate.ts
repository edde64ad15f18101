import { flagWrong } from '../../sim/framework/fact.ts';
import type { Metric } from '../../sim/framework/metric.ts';
import { acceptanceOf } from '../folding/acceptance.ts';
import { forOccupancy } from '../folding/fact-numbers.ts';

/** M08: share of a provider's wrong results that were used. Formula: wrong results used / wrong results offered. */
export const wrongResultAcceptanceRate: Metric = {
  id: 'M08',
  name: 'wrong-result-acceptance-rate',
  title: 'wrong-result acceptance rate',
  summary: 'share of results that no honest computation gives which were used as occupancy',
  unit: 'share',
  formula: 'wrong results used for occupancy / wrong results that reached a verifier, each datum once',
  values: ['rate'],
  scale: 'proportion',
  about: 'attack',
  fold: () => acceptanceOf(flagWrong, forOccupancy),
};
