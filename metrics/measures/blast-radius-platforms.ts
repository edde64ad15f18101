import type { Metric } from '../../sim/framework/metric.ts';

/** M14: how many parties attacks reached. Formula: different parties at whose nodes attacks caused violations. */
export const blastRadiusPlatforms: Metric = {
  id: 'M14',
  name: 'blast-radius-platforms',
  title: 'blast radius, platforms',
  summary: 'different platforms and other parties at whose nodes attacks caused violations',
  unit: 'parties',
  formula:
    'different parties of the nodes of violations caused by attacks; n: those violations; unknown without an attempt',
  values: ['count'],
  scale: 'amount',
  about: 'attack',
  fold(run) {
    const parties = new Set<string>();
    let attempts = 0;
    let violations = 0;
    return {
      block() {},
      violation({ attack, node }) {
        if (attack === null) return;
        violations++;
        // Nodes of attackers are numbered after the last node of the cast.
        if (node >= 0 && node < run.nodes) parties.add(run.partyOf(node));
      },
      attempt() {
        attempts++;
      },
      value: () => ({ count: { value: attempts === 0 ? null : parties.size, n: violations } }),
    };
  },
};
