import { falsified } from '../../sim/framework/fact.ts';
import type { Metric } from '../../sim/framework/metric.ts';
import { acceptanceOf } from '../folding/acceptance.ts';

/** M05: share of forged data that was used or acted on. Formula: forged data believed / forged data offered. */
export const spoofAcceptanceRate: Metric = {
  id: 'M05',
  name: 'spoof-acceptance-rate',
  summary: 'share of forged or altered data, and of what descends from them, that was used or acted on',
  unit: 'share',
  formula: 'forged reports, commands and results used or acted on / those that reached a verifier, each datum once',
  values: ['rate'],
  scale: 'proportion',
  about: 'attack',
  fold: () => acceptanceOf(falsified, null),
};
