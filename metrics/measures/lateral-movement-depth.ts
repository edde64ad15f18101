import type { Metric } from '../../sim/framework/metric.ts';
import { Outbreaks } from '../folding/outbreaks.ts';

/** M15: how far attackers came from node to node. Formula: most nodes in a row of which each brought an attacker's code to the next. */
export const lateralMovementDepth: Metric = {
  id: 'M15',
  name: 'lateral-movement-depth',
  summary: 'most hops by which an attacker’s code has come from where it began to a node that runs it',
  unit: 'hops',
  formula:
    'over nodes that ran code which an attacker made: most hops from a node that took it from nobody; n: times that a node was taken; unknown without an attempt',
  values: ['most'],
  scale: 'amount',
  about: 'attack',
  fold() {
    let most = 0;
    let attempts = 0;
    const outbreaks = new Outbreaks({ taken: (_atNs, depth) => (most = Math.max(most, depth)) });
    return {
      block: (facts, rows) => outbreaks.block(facts, rows),
      attempt() {
        attempts++;
      },
      value: () => ({ most: { value: attempts === 0 ? null : most, n: outbreaks.count } }),
    };
  },
};
