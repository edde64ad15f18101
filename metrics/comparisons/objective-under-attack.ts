import type { Comparison } from './comparison.ts';

/** M32: how much of its service objective a run keeps under attack. Formula: availability (M31) attacked / baseline. */
export const objectiveUnderAttack: Comparison = {
  id: 'M32',
  name: 'objective-under-attack',
  summary: 'share of its availability that the service keeps under attack',
  unit: 'ratio',
  formula: 'M31 of the attacked run / M31 of its baseline with the same random numbers',
  values: ['ratio'],
  scale: 'amount',
  about: 'loss',
  compare(baseline, attacked) {
    const before = baseline.values['M31'];
    const under = attacked.values['M31'];
    const known = before?.value !== null && before?.value !== undefined && before.value > 0;
    const value = known && under?.value !== null && under?.value !== undefined ? under.value / before.value! : null;
    return { ratio: { value, n: under?.n ?? 0 } };
  },
};
