import type { Metric } from '../../sim/framework/metric.ts';

/** M12: how many entities attacks reached. Formula: different subjects in violations that descend from attacks. */
export const blastRadiusEntities: Metric = {
  id: 'M12',
  name: 'blast-radius-entities',
  title: 'blast radius, entities',
  summary: 'different things, persons and rooms to which attacks did harm',
  unit: 'subjects',
  formula: 'different subjects of violations caused by attacks; n: those violations; unknown without an attempt',
  values: ['count'],
  scale: 'amount',
  about: 'attack',
  fold() {
    const subjects = new Set<number>();
    let attempts = 0;
    let violations = 0;
    return {
      block() {},
      violation({ attack, subject }) {
        if (attack === null) return;
        violations++;
        if (subject >= 0) subjects.add(subject);
      },
      attempt() {
        attempts++;
      },
      value: () => ({ count: { value: attempts === 0 ? null : subjects.size, n: violations } }),
    };
  },
};
