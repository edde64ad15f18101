import { flagReplayed } from '../../sim/framework/fact.ts';
import type { Metric } from '../../sim/framework/metric.ts';
import { acceptanceOf } from '../folding/acceptance.ts';

/**
 * M06: share of replayed data that was used or acted on again. Formula: replayed data believed / replayed data offered.
 */
export const replayAcceptanceRate: Metric = {
  id: 'M06',
  name: 'replay-acceptance-rate',
  summary: 'share of data delivered again by an attacker that was used or acted on again',
  unit: 'share',
  formula: 'replayed reports, commands and results used or acted on / those that reached a verifier, each datum once',
  values: ['rate'],
  scale: 'proportion',
  about: 'attack',
  fold: () => acceptanceOf(flagReplayed, null),
};
