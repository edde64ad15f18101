import type { Metric } from '../../sim/framework/metric.ts';
import { of } from '../folding/fact-numbers.ts';

/** M40: records that somebody learnt without being entitled. Formula: records in violations of confidentiality. */
export const recordsDisclosed: Metric = {
  id: 'M40',
  name: 'records-disclosed',
  summary: 'records that came in clear to a node not entitled to them, in all and through attacks',
  unit: 'records',
  formula: 'records in violations of confidentiality (in those caused by attacks); n: disclosures of any kind',
  values: ['all', 'byAttacks'],
  scale: 'amount',
  fold() {
    let disclosures = 0;
    let all = 0;
    let byAttacks = 0;
    return {
      block(_facts, { starts }) {
        disclosures += starts[of.disclosed + 1]! - starts[of.disclosed]!;
      },
      violation({ property, records, attack }) {
        if (property !== 'confidentiality') return;
        all += records;
        if (attack !== null) byAttacks += records;
      },
      value() {
        const known = disclosures > 0;
        return {
          all: { value: known ? all : null, n: disclosures },
          byAttacks: { value: known ? byAttacks : null, n: disclosures },
        };
      },
    };
  },
};
