import type { Metric } from '../../sim/framework/metric.ts';
import { of } from '../folding/fact-numbers.ts';

/** M10: acts that endanger people. Formula: number of violations of safety. */
export const unsafeActuations: Metric = {
  id: 'M10',
  name: 'unsafe-actuations',
  summary:
    'times a lock moved for somebody not entitled, by an attacker’s wish, or by a false or replayed command, or a thing was set to what harms people',
  unit: 'acts',
  formula: 'violations of safety; n: all acts of things',
  values: ['count'],
  scale: 'amount',
  about: 'protection',
  fold() {
    let acts = 0;
    let unsafe = 0;
    return {
      block(_facts, { starts }) {
        acts += starts[of.acted + 1]! - starts[of.acted]!;
      },
      violation({ property }) {
        if (property === 'safety') unsafe++;
      },
      value: () => ({ count: { value: acts === 0 ? null : unsafe, n: acts } }),
    };
  },
};
