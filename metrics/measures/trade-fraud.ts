import { flagAltered } from '../../sim/framework/fact.ts';
import type { Metric } from '../../sim/framework/metric.ts';
import { forIncome, forPayment, forSettlement, of } from '../folding/fact-numbers.ts';

/**
 * M52: what counted or was paid in a trade without being true. Formulas: assets, and millionths of the money unit, that counted although
 * an attacker itself had said so; payments for a wish, or a confirmation, that an attacker itself had said.
 */
export const tradeFraud: Metric = {
  id: 'M52',
  name: 'trade-fraud',
  summary: 'counterfeit assets and money that counted, and payments that the payer had not wished for',
  unit: 'assets',
  units: { micros: 'millionths', unwished: 'payments' },
  formula:
    'uses for settlement, sum of the values of uses for income, and uses for payment, of data that attackers made or altered; n: all such uses',
  values: ['counterfeits', 'micros', 'unwished'],
  scale: 'amount',
  about: 'protection',
  fold(run) {
    const uses = { settlement: 0, income: 0, payment: 0 };
    let counterfeits = 0;
    let micros = 0;
    let unwished = 0;
    return {
      block(facts, { byKind, starts }) {
        const { detail, flags, origin, value } = facts;
        for (let at = starts[of.used]!; at < starts[of.used + 1]!; at++) {
          const row = byKind[at]!;
          // Made up by an attacker itself, not only descending from what one made up.
          const made = origin[row]! >= run.nodes || (flags[row]! & flagAltered) !== 0;
          if (detail[row] === forSettlement) {
            uses.settlement++;
            if (made) counterfeits++;
          } else if (detail[row] === forIncome) {
            uses.income++;
            if (made) micros += value[row]!;
          } else if (detail[row] === forPayment) {
            uses.payment++;
            if (made) unwished++;
          }
        }
      },
      value: () => ({
        counterfeits: { value: uses.settlement === 0 ? null : counterfeits, n: uses.settlement },
        micros: { value: uses.income === 0 ? null : micros, n: uses.income },
        unwished: { value: uses.payment === 0 ? null : unwished, n: uses.payment },
      }),
    };
  },
};
