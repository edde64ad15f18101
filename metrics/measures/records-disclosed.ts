import type { Metric } from '../../sim/framework/metric.ts';
import { of } from '../folding/fact-numbers.ts';

/** M40: records that somebody learnt without being entitled. Formula: records in violations of confidentiality. */
export const recordsDisclosed: Metric = {
  id: 'M40',
  name: 'records-disclosed',
  summary: 'records that came in clear to a node not entitled to them, in all and through attacks',
  unit: 'records',
  formula:
    'records in violations of confidentiality (in those caused by attacks); personal: in violations of privacy; n: deliveries and disclosures',
  values: ['all', 'byAttacks', 'personal'],
  scale: 'amount',
  about: 'protection',
  fold() {
    let seen = 0;
    let all = 0;
    let byAttacks = 0;
    let personal = 0;
    return {
      block(_facts, { starts }) {
        for (const kind of [of.delivered, of.disclosed]) seen += starts[kind + 1]! - starts[kind]!;
      },
      violation({ property, records, attack }) {
        if (property === 'privacy') personal += records;
        if (property !== 'confidentiality') return;
        all += records;
        if (attack !== null) byAttacks += records;
      },
      value() {
        const known = seen > 0;
        return {
          all: { value: known ? all : null, n: seen },
          byAttacks: { value: known ? byAttacks : null, n: seen },
          personal: { value: known ? personal : null, n: seen },
        };
      },
    };
  },
};
