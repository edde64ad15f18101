import type { Metric } from '../../sim/framework/metric.ts';
import { of } from '../folding/fact-numbers.ts';

/** Facts tell epsilon in thousandths. */
const ofOne = 1000;

/**
 * M45: privacy loss by noisy releases. Formula: `worst`: the largest sum of epsilon over all releases about one subject in the whole run
 * (basic composition, Dwork and others 2006); `release`: mean epsilon of a release. Unknown where nothing was released with noise.
 */
export const epsilonSpent: Metric = {
  id: 'M45',
  name: 'epsilon-spent',
  summary: 'privacy loss by what was released with noise: the most about one subject, and by release',
  unit: '1',
  formula:
    'worst: largest sum of epsilon over the releases about one subject, whole run; release: sum of epsilon / releases',
  values: ['worst', 'release'],
  scale: 'amount',
  about: 'protection',
  fold() {
    const spent = new Map<number, number>();
    let releases = 0;
    let total = 0;
    return {
      block({ subject, outcome }, { byKind, starts }) {
        for (let at = starts[of.released]!; at < starts[of.released + 1]!; at++) {
          const row = byKind[at]!;
          const about = subject[row]!;
          spent.set(about, (spent.get(about) ?? 0) + outcome[row]!);
          total += outcome[row]!;
          releases++;
        }
      },
      value() {
        let most = 0;
        for (const one of spent.values()) most = Math.max(most, one);
        return {
          worst: { value: releases === 0 ? null : most / ofOne, n: spent.size },
          release: { value: releases === 0 ? null : total / releases / ofOne, n: releases },
        };
      },
    };
  },
};
