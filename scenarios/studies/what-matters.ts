import type { Study } from '../../sim/framework/study.ts';

/** Which of load, pace of attackers and pace of reports explains what an attack gets and what honest people feel. */
export const whatMatters: Study = {
  id: 'T03',
  name: 'what-matters',
  summary:
    'Sensitivity of attack success, latency and goodput to load, to how often things report and to the pace of attackers.',
  scenario: 'meeting-room-mapping',
  size: 'smoke',
  parameters: {},
  profile: { name: 'access', without: [] },
  attacks: ['A07', 'A24'],
  // Ranges about the values of the scenario, from a quarter to several times (assumption).
  factors: [
    { kind: 'range', of: 'parameter', name: 'persons', least: 4, most: 64, logarithmic: true },
    { kind: 'range', of: 'parameter', name: 'commandEverySeconds', least: 1, most: 30, logarithmic: true },
    { kind: 'range', of: 'parameter', name: 'reportSeconds', least: 1, most: 20, logarithmic: true },
    { kind: 'range', of: 'intensity', name: 'paceOfAttackers', least: 0.5, most: 8, logarithmic: true },
  ],
  design: { kind: 'sensitivity', points: 32 },
  repetition: { kind: 'replications', count: 1 },
  values: ['M01', 'M30.p99', 'M29.operations'],
  seed: 1,
};
