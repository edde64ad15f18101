import type { Study } from '../../sim/framework/study.ts';

/** What offered load makes of attack success, latency and goodput while requests are replayed and things are flooded, by profile. */
export const loadUnderAttack: Study = {
  id: 'T02',
  name: 'load-under-attack',
  summary: 'Attack success, latency and goodput as more people use a meeting room under flood and replay, by profile.',
  scenario: 'meeting-room-mapping',
  size: 'smoke',
  // Commands come quickly, so that persons are load (assumption).
  parameters: { commandEverySeconds: 1 },
  profile: { name: 'framework', without: [] },
  attacks: ['A07', 'A24'],
  factors: [
    { kind: 'parameter', name: 'persons', levels: [4, 16, 64, 128, 256] },
    { kind: 'profile', levels: ['none', 'access', 'framework'] },
  ],
  design: { kind: 'full-factorial' },
  repetition: { kind: 'replications', count: 5 },
  values: ['M01', 'M30.p99', 'M29.operations'],
  seed: 1,
};
