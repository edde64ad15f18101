import type { Spent } from '../../sim/framework/budget.ts';
import type { Metric } from '../../sim/framework/metric.ts';
import { meanOf } from '../folding/observed.ts';

const items = [
  'requests',
  'identities',
  'money',
  'computeSeconds',
  'alarms',
] as const satisfies readonly (keyof Spent)[];

/**
 * M03: what a success costs the attacker, failures included, by item of its budget. Formula: what all attempts spent / successes.
 */
export const costPerSuccess: Metric = {
  id: 'M03',
  name: 'cost-per-success',
  summary: 'what all attempts spent, by item of the budget, per success',
  unit: 'acts',
  formula:
    'sum over attempts of acts (of end - start, of each item spent) / successes; unknown without a success; money, computeSeconds: where a class of attackers plays',
  values: ['acts', 'seconds', ...items],
  units: {
    seconds: 's',
    requests: 'requests',
    identities: 'identities',
    money: 'USD',
    computeSeconds: 's',
    alarms: 'refusals noticed',
  },
  scale: 'amount',
  about: 'attack',
  fold() {
    let acts = 0;
    let spentNs = 0;
    let successes = 0;
    // An item that one attempt does not know is known of none: NaN stays.
    const sums = items.map(() => 0);
    return {
      block() {},
      attempt(attempt) {
        acts += attempt.acts;
        spentNs += attempt.endNs - attempt.startNs;
        if (attempt.success) successes++;
        items.forEach((item, place) => (sums[place]! += attempt.spent[item] ?? NaN));
      },
      value: () => ({
        acts: meanOf(acts, successes),
        seconds: meanOf(spentNs / 1e9, successes),
        ...Object.fromEntries(
          items.map((item, place) => {
            const sum = sums[place]!;
            return [item, Number.isNaN(sum) ? { value: null, n: 0 } : meanOf(sum, successes)];
          }),
        ),
      }),
    };
  },
};
