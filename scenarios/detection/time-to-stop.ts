import type { Metric } from '../../sim/framework/metric.ts';

/**
 * How long an attacker who comes back again and again went on doing harm once he was first noticed. M21 looks at each attempt by itself,
 * and at those only that raised an alarm of their own; a playbook that holds ends the ones that would have followed.
 */
export const timeToStop: Metric = {
  id: 'M900',
  name: 'time-to-stop',
  summary: 'time from the first alarm that an attack caused in a run to the last violation that it caused there',
  unit: 's',
  formula:
    'max(0, last violation by any attempt - first alarm that descends from any attempt); unknown where none was noticed',
  values: ['run'],
  scale: 'amount',
  about: 'attack',
  fold() {
    let firstNs: number | null = null;
    let lastNs = 0;
    return {
      block() {},
      attempt({ detectedNs, lastViolationNs }) {
        if (detectedNs !== null) firstNs = Math.min(firstNs ?? Infinity, detectedNs);
        lastNs = Math.max(lastNs, lastViolationNs ?? 0);
      },
      value: () => ({
        run: firstNs === null ? { value: null, n: 0 } : { value: Math.max(0, lastNs - firstNs) / 1e9, n: 1 },
      }),
    };
  },
};
