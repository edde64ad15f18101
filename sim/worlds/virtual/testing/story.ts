import type { Attack, Hand, Wait } from '../../../framework/attack.ts';

/** An attack of a test, which is nothing but its campaign; attempts follow each other at once. */
export const story = (campaign: (hand: Hand) => Generator<Wait, void, void>): Attack => ({
  id: 'A99',
  name: 'story',
  summary: 'a test',
  classes: ['PV'],
  groups: [],
  breaks: 'authenticity',
  position: 'a test',
  knowledge: 'protocol',
  budget: 'a test',
  preconditions: 'a test',
  observables: 'a test',
  beatenBy: [],
  notBeatenBy: [],
  residual: { rate: 0, reason: 'a test' },
  references: [],
  intensity: { everyNs: 1, source: 'a test' },
  campaign,
  goal: { over: 'facts', needed: 1, reached: () => false },
});
